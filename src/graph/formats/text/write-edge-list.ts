import { InputError } from "../../../errors.js";
import { edgeTypeName } from "../../attributes/edge-types.js";
import { vertexName } from "../../attributes/vertex-names.js";
import type { GraphDataset } from "../../dataset.js";
import type { Separator } from "./delimited-rows.js";
import { headerNames, isWeightName } from "./edge-list-header.js";
import { encodeLines } from "./encode-lines.js";

/**
 * Writes a graph as a list of edges in edge order, with weights, edge types and edge attributes where it has them; `readEdgeList` reads
 * it back.
 *
 * Comma, tab and semicolon get a header `source`, `target`, `weight`, `type`, then the attributes' names; where a vertex or an attribute is
 * called `source` or `target`, another pair of names that readers know. Blanks, the form of SNAP, get one only where a vertex name is no
 * integer, or there are edge types or attributes. Names that would be misread are quoted. An attribute that an edge lacks is an empty
 * field, one that is neither text nor number is written as JSON. Vertices without an edge, features, labels and attributes of vertices
 * and graph are not written.
 *
 * @throws InputError where a name or value holds NUL, which no text file has, or a lone surrogate, which UTF-8 has not; where an attribute
 *   has the name of another column
 */
export function writeEdgeList(dataset: GraphDataset, separator: Separator): Uint8Array {
  const { adjacency, vertexNames, edgeAttributes } = dataset;
  const { sources, targets, weights, types, edgeCount } = adjacency;
  const special =
    separator === " " ? /^$|^[#%"]|[\s"]/ : new RegExp(`^$|^[#%"\\s]|["\\r\\n${separator}]|\\s$`);
  const quote = (name: string, what = "vertex") => {
    if (/\0|\p{Surrogate}/u.test(name))
      throw new InputError(
        `${what} ${JSON.stringify(name)}: text cannot hold NUL or half a character; write json instead`,
      );
    return special.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
  };
  const names = vertexNames?.map((name) => quote(name)) ?? null;
  const columns: ((e: number) => string)[] = [
    (e) => vertexName({ vertexNames: names }, sources[e]),
    (e) => vertexName({ vertexNames: names }, targets[e]),
  ];
  if (weights !== null) columns.push((e) => `${weights[e]}`);
  if (types !== null) columns.push((e) => quote(`${edgeTypeName(dataset, e)}`, "edge type"));
  for (const column of edgeAttributes?.values() ?? [])
    columns.push((e) => {
      const text = valueText(column[e]);
      return text === "" && separator !== " " ? "" : quote(text, "edge attribute");
    });
  const lines: string[] = [];
  if (
    separator !== " " ||
    types !== null ||
    edgeAttributes !== null ||
    names?.some((name) => !/^\d+$/.test(name))
  )
    lines.push(
      headerOf(dataset)
        .map((name) => quote(name, "edge attribute"))
        .join(separator),
    );
  for (let e = 0; e < edgeCount; e++) lines.push(columns.map((column) => column(e)).join(separator));
  return encodeLines(lines);
}

/** The names of the columns. @throws InputError where a reader could not tell them apart */
function headerOf({ adjacency, vertexNames, edgeAttributes }: GraphDataset): string[] {
  const attributes = [...(edgeAttributes?.keys() ?? [])];
  const ends = headerNames([vertexNames ?? [], attributes].flat());
  if (ends === undefined)
    throw new InputError(
      "edge list: every pair of names for its two columns is the name of a vertex or an attribute; write json instead",
    );
  const taken = attributes.find(
    (name) =>
      (adjacency.types !== null && name === "type") || (adjacency.weights === null && isWeightName(name)),
  );
  if (taken !== undefined)
    throw new InputError(
      `edge list: the edge attribute ${JSON.stringify(taken)} would be read as the ${isWeightName(taken) ? "weight" : "edge type"}; write json instead`,
    );
  return [
    ...ends,
    ...(adjacency.weights === null ? [] : ["weight"]),
    ...(adjacency.types === null ? [] : ["type"]),
    ...attributes,
  ];
}

function valueText(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
