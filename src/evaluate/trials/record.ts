import { z } from "zod";
import { FormatError } from "../../errors.js";
import { pluginUse } from "../plugins/plugin.js";

/** The version of the records' schema; a change of a field's meaning raises it. */
export const RECORD_SCHEMA = 1;

const count = z.int().nonnegative();
const fraction = z.number().min(0).max(1);

/** What was asked of every trial of a sweep. */
export const trialOptions = z.strictObject({
  layers: z.number(),
  hidden: z.number(),
  learningRate: z.number(),
  weightDecay: z.number(),
  dropout: z.number(),
  epochs: z.number(),
  patience: z.number(),
  minImprovement: z.number(),
  /**
   * random: shares of the labelled vertices, drawn anew for every seed; given: how many splits came with the data, of which a seed
   * takes that with index (seed mod given)
   */
  split: z.union([
    z.strictObject({ train: fraction, validation: fraction, test: fraction }),
    z.strictObject({ given: z.int().positive() }),
  ]),
});

const common = {
  schema: z.literal(RECORD_SCHEMA),
  seprank: z.string(),
  node: z.string(),
  /** ISO 8601, UTC */
  finishedAt: z.iso.datetime(),
  input: z.strictObject({
    name: z.string(),
    sha256: z.string(),
    vertices: count,
    /** undirected edges once, without self-loops and duplicates */
    edges: count,
  }),
  model: z.string(),
  method: z.string(),
  sparsity: fraction,
  removed: count,
  kept: count,
  seed: count,
  options: trialOptions,
  /** of a method that trains an edge mask: the weight of its l1 norm in the loss; not in records of before it was recorded */
  l1: z.number().nonnegative().optional(),
  /** where the model or the method is of a plug-in */
  plugin: pluginUse.optional(),
};

const finished = z.strictObject({
  ...common,
  outcome: z.literal("ok"),
  /** the tensor backend that did the work */
  backend: z.string(),
  testAccuracy: fraction,
  validationAccuracy: fraction,
  trainAccuracy: fraction,
  bestEpoch: count,
  epochs: count,
  /** training time */
  seconds: z.number().nonnegative(),
  /** time to compute the outputs once, in evaluation mode; not in records of before it was measured */
  inferenceSeconds: z.number().nonnegative().optional(),
  /** bytes of the training's tensors at the end of a step's way forward; not in records of before it was measured */
  tensorBytes: count.optional(),
  /** bytes: the most memory (resident set) that the trial's process had held by its end; not in records of before it was measured */
  peakMemory: count.optional(),
  /** time to compute the method's whole removal order; 0 where no order was needed */
  orderSeconds: z.number().nonnegative(),
  /** SHA-256 of the file in the folder's history/ that holds loss and accuracies of every epoch; not where none was asked for */
  history: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

const failed = z.strictObject({
  ...common,
  outcome: z.literal("failed"),
  /** the error in one line */
  error: z.string(),
});

const record = z.discriminatedUnion("outcome", [finished, failed]);

/** A trial that was run to its end, with all that is needed to know what was run. One line of `results.jsonl`. */
export type FinishedRecord = Readonly<z.infer<typeof finished>>;
/** A trial that ended in an error; it is run anew when the sweep is started again. */
export type FailedRecord = Readonly<z.infer<typeof failed>>;
export type TrialRecord = FinishedRecord | FailedRecord;
/** What was asked of every trial of a sweep. */
export type TrialOptions = TrialRecord["options"];

/**
 * Reads one line of `results.jsonl`.
 *
 * @throws FormatError where it is not a record of this schema
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { openDataset } from "seprank/datasets";
 * import { createLocalRunner, runSweep } from "seprank/evaluate";
 * import type { ClassificationGraph } from "seprank/nn";
 * import { parseRecord } from "seprank/results";
 *
 * const { dataset, sha256 } = await openDataset("citations");
 * const folder = await mkdtemp(join(tmpdir(), "sweep-"));
 * const grid = { models: ["gcn"], methods: ["1-wis", "random"], sparsities: [0, 0.5], seeds: [0] };
 * // In this process; by default trials run in worker processes.
 * const createRunner = (graph: ClassificationGraph) => createLocalRunner(graph, { backend: "wasm" });
 * const sweep = { dataset, sha256, grid, backend: "wasm", hyperparameters: { epochs: 2 } };
 * const { records } = await runSweep(sweep, { folder, jobs: 1, createRunner });
 * parseRecord(JSON.stringify(records[0])).model; // => "gcn"
 * ```
 */
export function parseRecord(line: string): TrialRecord {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new FormatError("expected a trial's record, one JSON object a line", {}, { cause: error });
  }
  const result = record.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new FormatError(
    `expected a trial's record of schema ${RECORD_SCHEMA}; field ${issue.path.join(".") || "(all)"}: ${issue.message}`,
    {},
    { cause: result.error },
  );
}
