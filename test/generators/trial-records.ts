import type { FailedRecord, FinishedRecord } from "../../src/evaluate/trials/record.js";

const COMMON = {
  schema: 1,
  seprank: "0.0.0",
  node: "20.0.0",
  finishedAt: "2026-01-02T03:04:05.678Z",
  input: { name: "cora", sha256: "ab".repeat(32), vertices: 2708, edges: 1000 },
  model: "gcn",
  method: "random",
  sparsity: 0.5,
  removed: 500,
  kept: 500,
  seed: 0,
  options: {
    layers: 3,
    hidden: 64,
    learningRate: 5e-4,
    weightDecay: 1e-3,
    dropout: 0,
    epochs: 10,
    patience: 10,
    minImprovement: 0.01,
    split: { train: 0.8, validation: 0.1, test: 0.1 },
  },
} satisfies Partial<FinishedRecord>;

/** A finished trial's record with what a test cares about. */
export function finishedRecord(fields: Partial<FinishedRecord> = {}): FinishedRecord {
  return {
    ...COMMON,
    outcome: "ok",
    backend: "wasm",
    testAccuracy: 0.8,
    validationAccuracy: 0.81,
    trainAccuracy: 0.9,
    bestEpoch: 7,
    epochs: 10,
    seconds: 1.5,
    orderSeconds: 0.25,
    ...fields,
  };
}

export function failedRecord(fields: Partial<FailedRecord> = {}): FailedRecord {
  return { ...COMMON, outcome: "failed", error: "out of memory", ...fields };
}
