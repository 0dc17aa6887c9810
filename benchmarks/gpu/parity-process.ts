// A child of check.ts: the losses of some epochs of every model on one backend, as a line of JSON {model, losses} after each.
import { readFileSync } from "node:fs";
import { type BackendName, createVertexTrainer, type ModelName, selectBackend } from "../../src/nn/index.js";
import { MODEL_NAMES } from "../../src/nn/models/model-names.js";
import { trainSettings } from "../../src/nn/training/train-options.js";
import { type Size, taskOfSize } from "./sizes.js";

/** What is read from standard input. */
export interface ParityRequest {
  readonly backend: BackendName;
  readonly epochs: number;
}

/** A line of standard output. */
export interface ParityRow {
  readonly model: ModelName;
  readonly losses: readonly number[];
  readonly failure: string | null;
}

const SIZE: Size = { like: "a tenth of Cora", vertices: 271, edges: 800, columns: 64, classes: 7 };

const { backend, epochs } = JSON.parse(readFileSync(0, "utf8")) as ParityRequest;
await selectBackend(backend);
const task = taskOfSize(SIZE);
for (const model of MODEL_NAMES) {
  const losses: number[] = [];
  let failure: string | null = null;
  try {
    const settings = trainSettings({ model, hidden: 16, layers: 2, dropout: 0.3, learningRate: 1e-3 });
    const trainer = createVertexTrainer(task, settings);
    for (let epoch = 0; epoch < epochs; epoch++) losses.push(trainer.step().loss);
    trainer.dispose();
  } catch (error) {
    failure = (error as Error).message.split("\n", 1)[0];
  }
  process.stdout.write(`${JSON.stringify({ model, losses, failure } satisfies ParityRow)}\n`);
}
