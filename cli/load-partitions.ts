import { FormatError, InputError } from "../src/errors.js";
import { readFileBytes } from "../src/files.js";
import type { GraphDataset } from "../src/graph/dataset.js";
import { labelPartitions } from "../src/walks/label-partitions.js";
import { type NamedPartition, readPartitions } from "../src/walks/read-partitions.js";

/** Reads a file of partitions of a graph's vertices. @throws InputError that names the file */
export async function loadPartitions(file: string, dataset: GraphDataset): Promise<NamedPartition[]> {
  const bytes = await readFileBytes(file);
  try {
    return readPartitions(bytes, dataset);
  } catch (error) {
    throw error instanceof FormatError ? error.inFile(file) : error;
  }
}

/** Ways to make partitions of a graph's vertices, by name. */
const PARTITIONS_BY: Readonly<Record<string, (dataset: GraphDataset) => NamedPartition[]>> = {
  label: labelPartitions,
};

/** @throws InputError that names the known ways */
export function partitionsBy(name: string, dataset: GraphDataset): NamedPartition[] {
  if (Object.hasOwn(PARTITIONS_BY, name)) return PARTITIONS_BY[name](dataset);
  throw new InputError(`--partitions-by: expected ${Object.keys(PARTITIONS_BY).join(" or ")}, got "${name}"`);
}
