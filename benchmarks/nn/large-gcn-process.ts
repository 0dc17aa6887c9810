// A child of large-gcn.ts: reads sizes and a file of edges from standard input, prints {ms, peakMiB, note}.
import { readFileSync } from "node:fs";
import { buildAdjacency } from "../../src/adjacency.js";
import { createVertexTrainer, selectBackend } from "../../src/nn/index.js";
import { trainSettings } from "../../src/nn/training/train-options.js";
import { randomTask } from "../support/graphs.js";
import { timeSteps } from "../support/measure.js";

const {
  vertices,
  columns,
  classes,
  file,
  warmUp,
  repeats,
  backend = "wasm",
} = JSON.parse(readFileSync(0, "utf8"));
const bytes = readFileSync(file);
const [count] = new Uint32Array(bytes.buffer, bytes.byteOffset, 1);
const ends = new Uint32Array(bytes.buffer.slice(bytes.byteOffset + 4, bytes.byteOffset + bytes.byteLength));
const [sources, targets] = [ends.subarray(0, count), ends.subarray(count)];
const { adjacency } = buildAdjacency({ vertexCount: vertices, sources, targets });
await selectBackend(backend);
const task = randomTask(adjacency, { columns, classes });
const trainer = createVertexTrainer(task, trainSettings({ model: "gcn" }));
const { median, fastest, processor } = timeSteps(trainer, { warmUp, repeats });
const peakMiB = process.resourceUsage().maxRSS / 1024;
const note = `median of ${repeats} steps ${median.toFixed(0)}, fastest ${fastest.toFixed(0)}`;
process.stdout.write(JSON.stringify({ ms: median, processor, peakMiB, note }));
