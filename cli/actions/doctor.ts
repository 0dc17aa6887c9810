import { arch, availableParallelism, cpus, freemem, platform, totalmem } from "node:os";
import { generateCitations } from "../../datasets/index.js";
import { BackendError } from "../../src/errors.js";
import { packageVersion } from "../../src/evaluate/records/version.js";
import { randomSplit } from "../../src/graph/attributes/split.js";
import { simdSupported } from "../../src/kernels/wasm/simd-supported.js";
import { BACKEND_NAMES } from "../../src/nn/backend/backend-names.js";
import { type BackendCheck, checkBackend } from "../../src/nn/training/check-backend.js";
import { createRandom } from "../../src/random.js";
import type { Globals } from "../options/globals.js";

/** In the order in which `auto` tries the first two; the others are for those who ask for them. */
const BACKENDS = BACKEND_NAMES.filter((name) => name !== "auto");
const MILLISECONDS = 667;
/** How far the loss after one step may be from the plain backend's, relative to it: rounding is a thousandth of that. */
const TOLERANCE = 1e-3;

/** `seprank doctor`: checks every tensor backend by a few steps of training, and reports which load, how fast they are and why others fail. */
export async function doctor({ console }: Globals): Promise<void> {
  const task = selfTestTask();
  const backends: BackendCheck[] = [];
  for (const name of BACKENDS) {
    console.progress(`testing ${name}`);
    backends.push(await checkBackend(name, task, MILLISECONDS));
  }
  console.progress(null);
  const auto = backends.slice(0, 2).find(({ loads }) => loads)?.name ?? null;
  const report = { ...machine(), auto, backends };
  console.result(lines(report), report);
  const wrong = backends.filter((check) => !agrees(check, backends)).map(({ name }) => name);
  if (wrong.length > 0)
    throw new BackendError(
      `doctor: after one step the loss on ${wrong.join(", ")} is not that of cpu: a driver or library that computes wrong numbers; use another --backend`,
    );
  const broken = backends.filter(({ loads, passed }) => loads && !passed).map(({ name }) => name);
  if (broken.length > 0)
    throw new BackendError(`doctor: the loss does not fall on ${broken.join(", ")}; use another --backend`);
  if (auto === null)
    throw new BackendError("doctor: neither tensorflow nor wasm loads; use --backend cpu, which is slower");
}

/** Whether gradients and update are those of the plain backend; true where there is nothing to compare. */
function agrees({ secondLoss }: BackendCheck, backends: readonly BackendCheck[]): boolean {
  const plain = backends.find(({ name }) => name === "cpu")?.secondLoss ?? null;
  if (secondLoss === null || plain === null) return true;
  return Math.abs(secondLoss - plain) <= TOLERANCE * Math.abs(plain);
}

function selfTestTask() {
  const { adjacency, features, labels } = generateCitations();
  if (features === null || labels === null) throw new Error("the generated graph has features and labels");
  const split = randomSplit(labels, { train: 0.8, validation: 0.1, test: 0.1 }, createRandom(0, "doctor"));
  const classCount = labels.reduce((most, label) => Math.max(most, label), 0) + 1;
  return { adjacency, features, labels, classCount, split };
}

function machine() {
  const processors = cpus();
  return {
    version: packageVersion(),
    node: process.versions.node,
    system: `${platform()} ${arch()}`,
    // A container may show none.
    processor: processors[0]?.model.trim() ?? "unknown",
    processors: availableParallelism(),
    simd: simdSupported(),
    memory: { total: totalmem(), free: freemem(), resident: process.memoryUsage.rss() },
  };
}

type Report = ReturnType<typeof machine> & {
  readonly auto: string | null;
  readonly backends: readonly BackendCheck[];
};

function lines({
  version,
  node,
  system,
  processor,
  processors,
  simd,
  memory,
  auto,
  backends,
}: Report): string {
  const entries: [string, string][] = [
    ["seprank", `${version}, Node ${node}, ${system}`],
    ["processor", `${processors} x ${processor}, WebAssembly SIMD: ${simd ? "yes" : "no"}`],
    [
      "memory",
      `${gib(memory.free)} of ${gib(memory.total)} GiB free, ${mib(memory.resident)} MiB in use here`,
    ],
    ...backends.map((check): [string, string] => [check.name, verdict(check)]),
    ["auto", auto ?? "none"],
  ];
  return entries.map(([name, value]) => `${name.padEnd(12)} ${value}`).join("\n");
}

function verdict(check: BackendCheck): string {
  const {
    reason,
    version,
    kernels,
    device,
    maxTensorBytes,
    maxBindingBytes,
    steps,
    stepTime,
    losses,
    bytes,
    passed,
  } = check;
  if (reason !== null) return `does not load: ${reason}`;
  const [first, last] = losses as readonly [number, number];
  const loss = `loss ${first.toFixed(3)} to ${last.toFixed(3)}${passed ? "" : ", which does not fall"}`;
  const time = `${(stepTime as number).toFixed(1)} ms a training step`;
  const pieces = maxBindingBytes === null ? "" : ` in pieces of ${mib(maxBindingBytes)}`;
  const most = maxTensorBytes === null ? "" : `, the largest at most ${mib(maxTensorBytes)}${pieces}`;
  const on = device === null ? "" : ` on ${device}`;
  return `TensorFlow.js ${version}, kernels: ${kernels}${on}; ${time}, ${steps} steps, ${loss}; ${mib(bytes as number)} MiB of tensors${most}`;
}

function gib(bytes: number): string {
  return (bytes / 2 ** 30).toFixed(1);
}

function mib(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}
