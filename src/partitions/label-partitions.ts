import { InputError } from "../errors.js";
import { classLabel } from "../graph/attributes/labels.js";
import { checkDataset } from "../graph/check-argument.js";
import type { GraphDataset } from "../graph/dataset.js";
import type { NamedPartition } from "./read-partitions.js";

/**
 * The partitions of every class against all other vertices, for graph prediction: what GWIS keeps with them is how strongly a network can
 * model the interaction between a class and the rest. Unlabelled vertices are in no class.
 *
 * A choice of ours: the thesis leaves the partitions of its general scheme open (appendix D.4).
 *
 * @returns by class, those without vertices left out
 *
 * Complexity: O(V + C).
 * @throws InputError where there are no labels, or one class holds all vertices
 *
 * @example
 * ```ts
 * import { karate } from "seprank";
 * import { labelPartitions } from "seprank/adjacency";
 *
 * labelPartitions(karate()).map(({ name, subset }) => [name, subset.length]); // => [["Mr. Hi", 17], ["Officer", 17]]
 * ```
 */
export function labelPartitions(
  dataset: Pick<GraphDataset, "name" | "labels" | "classNames">,
): NamedPartition[] {
  checkDataset(dataset, "labelPartitions");
  const { name, labels } = dataset;
  if (labels === null) throw new InputError(`${name}: expected labels to make partitions by, got none`);
  const members = new Map<number, number[]>();
  labels.forEach((label, vertex) => {
    if (label === -1) return;
    const others = members.get(label);
    if (others === undefined) members.set(label, [vertex]);
    else others.push(vertex);
  });
  return [...members]
    .sort(([a], [b]) => a - b)
    .map(([label, vertices]) => {
      const title = `${classLabel(dataset, label)}`;
      if (vertices.length === labels.length)
        throw new InputError(`${name}: expected several classes, all vertices are of class ${title}`);
      return { name: title, subset: Uint32Array.from(vertices), target: undefined };
    });
}
