import { FormatError } from "../../src/errors.js";
import { readFileBytes } from "../../src/files.js";
import type { GraphDataset } from "../../src/graph/dataset.js";
import { partitionsBy } from "../../src/partitions/partitions-by.js";
import { type NamedPartition, readPartitions } from "../../src/partitions/read-partitions.js";
import { UsageError } from "../terminal/exit.js";

/** Reads a file of partitions of a graph's vertices. @throws InputError that names the file */
export async function loadPartitions(file: string, dataset: GraphDataset): Promise<NamedPartition[]> {
  const bytes = await readFileBytes(file);
  try {
    return readPartitions(bytes, dataset);
  } catch (error) {
    throw error instanceof FormatError ? error.inFile(file) : error;
  }
}

/** The options that say which partitions are meant: a file, or a way to make them. */
export interface PartitionOptions {
  readonly partitions?: string | undefined;
  readonly partitionsBy?: string | undefined;
  readonly parts?: number | undefined;
}

/** @throws UsageError where options exclude each other */
export function checkPartitionOptions(
  { partitions, partitionsBy: by, parts }: PartitionOptions,
  file: string,
): void {
  if (partitions !== undefined && by !== undefined)
    throw new UsageError(`--${file} and --partitions-by exclude each other`);
  if (parts !== undefined && by !== "cut") throw new UsageError("--parts is for --partitions-by cut");
}

/** The partitions that are asked for, or undefined where none are. @throws InputError where they cannot be read or made */
export async function choosePartitions(
  { partitions, partitionsBy: by, parts }: PartitionOptions,
  dataset: GraphDataset,
  seed: number,
): Promise<NamedPartition[] | undefined> {
  if (partitions !== undefined) return loadPartitions(partitions, dataset);
  return by === undefined ? undefined : partitionsBy(by, dataset, { parts, seed });
}
