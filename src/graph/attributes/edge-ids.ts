import type { Attributes } from "../dataset.js";

/** The attribute that the id of an edge in XML becomes, as in networkx and igraph, and that is written as its id. */
export const XML_EDGE_ID = "id";

/** The ids of edges as attributes; none where they only number the edges from 0. O(E). */
export function idAttributes(ids: readonly (string | undefined)[]): (edge: number) => Attributes {
  const tellNothing = areNumbers(ids);
  return (edge) => (tellNothing || ids[edge] === undefined ? {} : { [XML_EDGE_ID]: ids[edge] });
}

function areNumbers(ids: readonly unknown[]): boolean {
  return ids.every((id, edge) => id === undefined || id === `${edge}`);
}

/** What a writer gives edges as their ids, and what is left as their attributes. */
export interface IdentifiedEdges {
  /** [E] null where the edges have no ids */
  readonly ids: readonly (string | undefined)[] | null;
  /** [E] */
  readonly attributes: readonly Attributes[];
}

/** Takes the attribute `name` out as the edges' ids, where it is a text wherever an edge has it, and more than the edge's number. O(E * attributes). */
export function takeIds(attributes: readonly Attributes[], name: string): IdentifiedEdges {
  const ids = attributes.map((record) => record[name] ?? undefined);
  const areTexts = ids.every((id) => id === undefined || typeof id === "string");
  if (!areTexts || areNumbers(ids)) return { ids: null, attributes };
  return {
    ids: ids as (string | undefined)[],
    attributes: attributes.map(({ [name]: _, ...others }) => others),
  };
}

/** The same where every edge has one and all differ, else none. O(E * attributes). */
export function takeUniqueIds(attributes: readonly Attributes[], name: string): IdentifiedEdges {
  const taken = takeIds(attributes, name);
  const areUnique =
    taken.ids !== null && !taken.ids.includes(undefined) && new Set(taken.ids).size === taken.ids.length;
  return areUnique ? taken : { ids: null, attributes };
}
