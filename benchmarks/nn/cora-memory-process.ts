// A child of large-gcn.ts: trains a GCN on Cora for 200 epochs, prints {ms, peakMiB, note}.
import { trainVertexClassifier } from "../../src/nn/index.js";
import { citationTask } from "./training-steps.js";

const { name, task } = await citationTask();
const start = performance.now();
await trainVertexClassifier(task, { model: "gcn", epochs: 200, backend: "wasm" });
const ms = performance.now() - start;
const peakMiB = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ ms, peakMiB, note: `${name}, all epochs` }));
