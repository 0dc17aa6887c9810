// One training step of the other models on Cora, where its time goes, and PyTorch Geometric's layers on the same graph,
// on one thread. Where training and evaluation differ (batch norm, dropout), both sides run the evaluation, too.
import { createVertexTrainer, type ModelName, selectBackend } from "../../src/nn/index.js";
import { trainSettings } from "../../src/nn/training/train-options.js";
import { type Benchmark, type Row, timeSteps } from "../support/measure.js";
import { citationTask, stepBreakdown, torchPeer } from "./training-steps.js";

const CASES: Partial<Record<ModelName, { title: string; settings: { layers?: number; dropout?: number } }>> =
  {
    gin: { title: "GIN, 3 x 64", settings: {} },
    gat: { title: "GAT, 3 x 64, 4 heads", settings: {} },
    resgcn: { title: "ResGCN, 10 x 64, dropout 0.5", settings: { layers: 10, dropout: 0.5 } },
  };

export const run: Benchmark = async () => {
  const { name, task } = await citationTask();
  const { kernels } = await selectBackend("wasm");
  const rows: Row[] = [];
  const parts: Row[] = [];
  for (const [model, { title, settings }] of Object.entries(CASES) as [
    ModelName,
    NonNullable<(typeof CASES)[ModelName]>,
  ][]) {
    const trainer = createVertexTrainer(task, trainSettings({ model, ...settings }));
    const { median, fastest } = timeSteps(trainer, { warmUp: 30, repeats: 100 });
    const peers = torchPeer("models.py", task, { warmUp: 5, repeats: 30, model, title });
    parts.push(...stepBreakdown(trainer, 50, model));
    trainer.dispose();
    const times = peers
      .flatMap(({ ms }) => (ms === null ? [] : [ms]))
      .map((ms) => `PyG takes ${(ms / median).toFixed(1)} times as long`);
    const note = [
      name,
      "median of 100 steps",
      `fastest ${fastest.toFixed(2)}`,
      `kernels: ${kernels}`,
      ...times,
    ];
    rows.push(
      { case: `${title}: seprank, wasm`, ms: median, note: note.join(", "), headline: true },
      ...peers,
    );
  }
  return { name: "Training steps of other models", rows: [...rows, ...parts] };
};
