// A child of check.ts: the adapter, its limits, and doctor's self-test of each backend, as lines of JSON.
import { randomSplit } from "../../src/graph/attributes/split.js";
import { checkBackend } from "../../src/nn/training/check-backend.js";
import { openGpu } from "../../src/nn/webgpu/open-gpu.js";
import { createRandom } from "../../src/random.js";
import { SIZES, taskOfSize } from "./sizes.js";

const LIMITS = ["maxStorageBufferBindingSize", "maxBufferSize", "maxComputeWorkgroupsPerDimension"] as const;
type Limits = Readonly<Record<(typeof LIMITS)[number], number>>;
interface Gpu {
  requestAdapter(options: object): Promise<{ readonly limits: Limits } | null>;
}

const print = (row: object) => process.stdout.write(`${JSON.stringify(row)}\n`);
const adapter = await openGpu();
const { gpu } = (globalThis as unknown as { navigator: { gpu: Gpu } }).navigator;
const limits = (await gpu.requestAdapter({ powerPreference: "high-performance" }))?.limits;
print({ adapter, ...Object.fromEntries(LIMITS.map((name) => [name, limits?.[name]])) });
const task = taskOfSize(SIZES.cora);
const split = randomSplit(task.labels, { train: 0.8, validation: 0.1, test: 0.1 }, createRandom(0, "doctor"));
for (const name of ["webgpu", "wasm", "cpu"] as const)
  print(await checkBackend(name, { ...task, split }, 667));
