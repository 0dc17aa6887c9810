import { InputError } from "../../errors.js";
import { SPLIT_SHARES } from "../../graph/attributes/split.js";
import type { GraphDataset } from "../../graph/dataset.js";
import { originsOf } from "../plugins/plugin.js";
import { edgeMaskPenaltyFor } from "../trials/edge-mask-penalty.js";
import { type HyperparameterOverrides, hyperparametersFor } from "../trials/hyperparameters.js";
import { type FinishedRecord, RECORD_SCHEMA, type TrialOptions, type TrialRecord } from "../trials/record.js";
import { giveSameResults, packageVersion } from "./version.js";

/** What trials must have in common to stand in one table: the fields of a record that do not come from the trial itself. */
export type Configuration = Pick<FinishedRecord, "schema" | "seprank" | "node" | "input" | "options">;

/**
 * The configuration of a model's trials on a data set.
 *
 * @param sha256 of the data set's bytes
 * @param split default: random, at 80/10/10
 */
export function configurationFor(
  model: string,
  { dataset, sha256 }: { readonly dataset: GraphDataset; readonly sha256: string },
  overrides: HyperparameterOverrides,
  split: TrialOptions["split"] = SPLIT_SHARES,
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
    options: { ...hyperparametersFor(model, dataset.name, overrides), split },
  };
}

/**
 * Refuses to put a trial's record beside one that was made in another way.
 *
 * Versions of seprank that compute the same are no difference (see {@link giveSameResults}). The Node version is recorded and not compared:
 * it does not change what is computed.
 *
 * @throws InputError naming the first difference
 */
export function checkSameConfiguration(
  record: TrialRecord,
  configuration: Configuration,
  path: string,
): void {
  for (const compared of comparedFields(record, configuration)) checkSame(path, ...compared);
}

/** Whether a record was made in the same way, see {@link checkSameConfiguration}. */
export function isSameConfiguration(record: TrialRecord, configuration: Configuration): boolean {
  return comparedFields(record, configuration).every(([, there, here]) => isSame(there, here));
}

type Compared = readonly [what: string, there: unknown, here: unknown];

function comparedFields(record: TrialRecord, { seprank, input, options }: Configuration): Compared[] {
  return [
    ["seprank version", giveSameResults(record.seprank, seprank) ? seprank : record.seprank, seprank],
    ["input sha256", record.input.sha256, input.sha256],
    ...Object.entries(options).map(
      ([name, value]): Compared => [`option ${name}`, record.options[name as keyof TrialOptions], value],
    ),
    // It goes by the input's name, which a record of the same bytes may have had otherwise.
    ...(record.l1 === undefined
      ? []
      : [["l1 of the edge mask", record.l1, edgeMaskPenaltyFor(record.model, input.name)] as const]),
  ];
}

/** @throws InputError where finished trials were computed with another backend: results differ in the last digits, and more */
export function checkSameBackend(backends: Iterable<string>, backend: string, path: string): void {
  for (const other of backends) checkSame(path, "backend", other, backend);
}

/**
 * Refuses to put a trial's record beside those of another plug-in, whose model or method of the same name may be another one.
 *
 * @param expected where a model or a method is from: SHA-256 of a plug-in's file, null for the package itself; undefined where that does not matter
 * @throws InputError naming the first difference
 */
export function checkSamePlugin(
  record: TrialRecord,
  path: string,
  expected: (what: "model" | "method", name: string) => string | null | undefined,
): void {
  for (const { what, name, sha256 } of originsOf(record)) {
    const here = expected(what, name);
    if (here !== undefined && here !== sha256)
      throw new InputError(
        `${path}: holds results of another ${what} ${name} (of ${describeOrigin(sha256)}, now of ${describeOrigin(here)}); choose another output folder, another name, or give the same --plugin`,
      );
  }
}

function describeOrigin(sha256: string | null): string {
  return sha256 === null ? "no plug-in" : `the plug-in with SHA-256 ${sha256.slice(0, 12)}...`;
}

function isSame(there: unknown, here: unknown): boolean {
  return JSON.stringify(there) === JSON.stringify(here);
}

function checkSame(path: string, what: string, there: unknown, here: unknown): void {
  if (!isSame(there, here))
    throw new InputError(
      `${path}: holds results of another configuration (${what} ${JSON.stringify(there)}, now ${JSON.stringify(here)}); choose another output folder, or give the same options`,
    );
}
