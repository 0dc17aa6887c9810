import type { AbstractGraph, Attributes, NodeMapper } from "graphology-types";
import { InputError } from "../errors.js";
import { type Labels, labelsFromNames } from "../graph/attributes/labels.js";

/** Where the classes of nodes are: the name of a node attribute, or a function of a node; undefined or null for none. */
export type GetNodeLabel<N extends Attributes = Attributes> =
  | (keyof N & string)
  | NodeMapper<string | number | null | undefined, N>;

/**
 * [V] The class of every node, in the graph's order.
 *
 * @throws InputError where a label is neither a text nor an integer >= 0, or no node has one
 */
export function nodeLabels<N extends Attributes, E extends Attributes, G extends Attributes>(
  graph: AbstractGraph<N, E, G>,
  getNodeLabel: GetNodeLabel<N> = "label",
): Labels & { readonly labels: Int32Array } {
  const read: NodeMapper<unknown, N> =
    typeof getNodeLabel === "function" ? getNodeLabel : (_node, attributes) => attributes[getNodeLabel];
  const names = graph.mapNodes((node, attributes) => {
    const label = read(node, attributes);
    if (label === undefined || label === null) return null;
    if (typeof label === "string" || (Number.isInteger(label) && (label as number) >= 0)) return `${label}`;
    throw new InputError(
      `getNodeLabel: expected a text or an integer >= 0, got ${String(label)} for node ${JSON.stringify(node)}`,
    );
  });
  const { labels, classNames } = labelsFromNames(names);
  if (labels === null || labels.every((label) => label < 0))
    throw new InputError(
      typeof getNodeLabel === "function"
        ? "getNodeLabel: expected a label for some node, got none"
        : `getNodeLabel: expected an attribute of the nodes, got ${JSON.stringify(getNodeLabel)}, which no node has`,
    );
  return { labels, classNames };
}
