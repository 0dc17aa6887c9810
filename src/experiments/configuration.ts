import { InputError } from "../errors.js";
import type { GraphDataset } from "../graph/dataset.js";
import { SPLIT_SHARES } from "./classification-graph.js";
import { type HyperparameterOverrides, hyperparametersFor } from "./hyperparameters.js";
import { type FinishedRecord, RECORD_SCHEMA, type TrialOptions, type TrialRecord } from "./record.js";
import { packageVersion } from "./version.js";

/** What trials must have in common to stand in one table: the fields of a record that do not come from the trial itself. */
export type Configuration = Pick<FinishedRecord, "schema" | "seprank" | "node" | "input" | "options">;

/** The configuration of a model's trials on a data set. */
export function configurationFor(
  model: string,
  dataset: GraphDataset,
  sha256: string,
  overrides: HyperparameterOverrides,
): Configuration {
  return {
    schema: RECORD_SCHEMA,
    seprank: packageVersion(),
    node: process.versions.node,
    input: {
      name: dataset.name,
      sha256,
      vertices: dataset.adjacency.vertexCount,
      edges: dataset.adjacency.edgeCount,
    },
    options: { ...hyperparametersFor(model, dataset.name, overrides), split: SPLIT_SHARES },
  };
}

/**
 * Refuses to put a trial's record beside one that was made in another way.
 *
 * The Node version is recorded and not compared: it does not change what is computed.
 *
 * @throws InputError naming the first difference
 */
export function checkSameConfiguration(
  record: TrialRecord,
  configuration: Configuration,
  path: string,
): void {
  const differences: [what: string, there: unknown, here: unknown][] = [
    ["seprank version", record.seprank, configuration.seprank],
    ["input sha256", record.input.sha256, configuration.input.sha256],
  ];
  for (const [name, value] of Object.entries(configuration.options))
    differences.push([`option ${name}`, record.options[name as keyof TrialOptions], value]);
  for (const difference of differences) checkSame(path, ...difference);
}

/** @throws InputError where finished trials were computed with another backend: results differ in the last digits, and more */
export function checkSameBackend(records: readonly TrialRecord[], backend: string, path: string): void {
  for (const record of records)
    if (record.outcome === "ok") checkSame(path, "backend", record.backend, backend);
}

function checkSame(path: string, what: string, there: unknown, here: unknown): void {
  const [old, now] = [JSON.stringify(there), JSON.stringify(here)];
  if (old !== now)
    throw new InputError(
      `${path}: holds results of another configuration (${what} ${old}, now ${now}); choose another output folder, or give the same options`,
    );
}
