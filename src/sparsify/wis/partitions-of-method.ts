import { InputError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";
import { crossedGroups } from "../../partitions/membership-partitions.js";
import { partitionsBy } from "../../partitions/partitions-by.js";
import type { NamedPartition } from "../../partitions/read-partitions.js";

/** What {@link partitionsOfMethod} makes partitions of, and how. */
interface PartitionChoice {
  /** [V] -1 where a vertex has none */
  readonly labels?: Int32Array | undefined;
  readonly parts?: number | undefined;
  readonly seed?: number | undefined;
}

/**
 * The partitions that a method is to keep, by the name of their way.
 *
 * @param method its name, for messages
 * @throws InputError where they cannot be made, and where no edge crosses any: then all edges tie for ever
 */
export function partitionsOfMethod(
  method: string,
  wayName: string,
  adjacency: Adjacency,
  { labels = undefined, parts, seed }: PartitionChoice,
): NamedPartition[] {
  const graph = { name: method, adjacency, labels: labels ?? null, classNames: null };
  const partitions = partitionsBy(wayName, graph, { parts, seed });
  const membership = new Int32Array(adjacency.vertexCount).fill(-1);
  partitions.forEach(({ subset }, m) => {
    for (const t of subset) membership[t] = m;
  });
  if (!crossedGroups(adjacency, membership, partitions.length).includes(1))
    throw new InputError(
      `${method}: expected an edge across one of the ${partitions.length} partitions, got none: their walk indices are 0 whatever is removed`,
    );
  return partitions;
}
