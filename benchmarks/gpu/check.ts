// Checks the webgpu backend on the machine it runs on, within minutes, and writes results.json after each part: the adapter and its
// limits, doctor's self-test, losses of every model beside those of cpu and wasm, training steps at three sizes, and PyTorch
// Geometric's on CUDA where python3 has it. `npm run gpu:pack` puts it into an archive for machines without a network.
import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { ParityRow } from "./parity-process.js";
import type { ProfileRow } from "./profile-process.js";
import { SIZES, type SizeName } from "./sizes.js";
import type { StepsRequest, StepsRow } from "./steps-process.js";

const MINUTES = Number(process.env.MINUTES ?? 8);
const OUT = process.argv[2] ?? "results.json";
const EPOCHS = 20;
/** How far the losses of two backends may be apart, relative to the loss: rounding, grown over the epochs. */
const TOLERANCE = 2e-3;
const TIMED = ["gcn", "gin", "gat", "resgcn", "product"] as const;

const start = performance.now();
const left = () => MINUTES * 60_000 - (performance.now() - start);
const say = (line: string) =>
  process.stdout.write(`${((performance.now() - start) / 1000).toFixed(0).padStart(4)} s  ${line}\n`);

const results: Record<string, unknown> = {
  machine: {
    processors: cpus().length,
    processor: cpus()[0]?.model.trim(),
    memory: totalmem(),
    node: process.versions.node,
  },
};
const keep = (name: string, value: unknown) => {
  results[name] = value;
  writeFileSync(OUT, `${JSON.stringify(results, null, 2)}\n`);
};

/** A program beside this one, or Python's, and the lines of JSON it prints; what it had printed when its time was over, too. */
async function lines<Row>(
  command: readonly string[],
  input: object,
  each: (row: Row) => void,
  limit = left(),
): Promise<string | null> {
  if (limit <= 0) return "no time left";
  const [program, ...rest] = command;
  const child = spawn(program, rest, { stdio: ["pipe", "pipe", "pipe"] });
  const timer = setTimeout(() => child.kill("SIGKILL"), limit);
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-2000);
  });
  child.stdin.on("error", () => {});
  child.stdin.end(JSON.stringify(input));
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.on("error", (error) => {
      said = error.message;
      resolve({ code: null, signal: null });
    });
    child.on("close", (code, signal) => resolve({ code, signal }));
  });
  for await (const line of createInterface({ input: child.stdout }))
    if (line.startsWith("{")) each(JSON.parse(line) as Row);
  const { code, signal } = await ended;
  clearTimeout(timer);
  if (code === 0) return null;
  if (signal === "SIGKILL") return "ended for want of time";
  const reason = said.trim().split("\n");
  return reason.find((line) => /Error: /.test(line)) ?? reason.at(-1) ?? `exit code ${code}`;
}

const beside = (name: string) => {
  const packed = fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
  return [
    process.execPath,
    existsSync(packed) ? packed : fileURLToPath(new URL(`${name}.js`, import.meta.url)),
  ];
};

say(`checking for at most ${MINUTES} minutes; results go to ${OUT}`);
const device: object[] = [];
const deviceFailure = await lines<object>(beside("device-process"), {}, (row) => {
  device.push(row);
  say(JSON.stringify(row));
});
keep("device", { rows: device, failure: deviceFailure });
if (deviceFailure !== null) say(`device: ${deviceFailure}`);

const losses: Record<string, Record<string, readonly number[]>> = {};
for (const backend of ["cpu", "wasm", "webgpu"]) {
  losses[backend] = {};
  const failure = await lines<ParityRow>(beside("parity-process"), { backend, epochs: EPOCHS }, (row) => {
    if (row.failure === null) losses[backend][row.model] = row.losses;
    else say(`${backend}, ${row.model}: ${row.failure}`);
  });
  if (failure !== null) say(`losses on ${backend}: ${failure}`);
}
const parity = Object.entries(losses.cpu).map(([model, expected]) => {
  const apart = (backend: string) => {
    const found = losses[backend][model];
    if (found === undefined) return null;
    return Math.max(...expected.map((loss, k) => Math.abs(found[k] - loss) / Math.abs(loss)));
  };
  const [wasm, webgpu] = [apart("wasm"), apart("webgpu")];
  const agrees = webgpu !== null && webgpu < TOLERANCE;
  say(
    webgpu === null
      ? `${model}: not run on webgpu`
      : `${model}: losses of ${EPOCHS} epochs at most ${webgpu.toExponential(1)} from cpu's, ${agrees ? "agrees" : "DOES NOT AGREE"}`,
  );
  return { model, epochs: EPOCHS, wasm, webgpu, tolerance: TOLERANCE, agrees };
});
keep("parity", parity);

interface Timing extends StepsRow {
  readonly by: string;
  readonly size: SizeName;
}
const timings: Timing[] = [];
const time = async (
  by: string,
  size: SizeName,
  command: readonly string[],
  request: object,
  limit = left(),
) => {
  const failure = await lines<StepsRow>(
    command,
    { ...request, ...SIZES[size], size },
    (row) => {
      timings.push({ by, size, ...row });
      say(
        `${by}, ${size}, ${row.model}: ${row.ms === null ? row.failure : `${row.ms.toFixed(2)} ms a step`}`,
      );
      keep("timings", timings);
    },
    Math.min(limit, left()),
  );
  if (failure !== null) {
    say(`${by}, ${size}: ${failure}`);
    keep(`${by}, ${size}`, failure);
  }
};
const python = ["python3", fileURLToPath(new URL("gpu_models.py", import.meta.url))];
const request = (
  backend: "webgpu" | "wasm",
  size: SizeName,
  models: StepsRequest["models"],
  repeats: number,
) => ({
  backend,
  size,
  models,
  warmUp: Math.min(3, repeats),
  repeats,
  seconds: size === "products" ? 8 : 20,
});
const profiles: object[] = [];
/** Where a step's time goes, by kernel. */
async function profile(size: SizeName): Promise<void> {
  const failure = await lines<ProfileRow>(beside("profile-process"), { size, models: TIMED }, (row) => {
    profiles.push({ size, ...row });
    const [slowest] = row.byKernel;
    say(
      `${size}, ${row.model}: ${row.runs} kernels take ${row.kernels.toFixed(2)} of ${row.step.toFixed(2)} ms; most, ${slowest?.ms.toFixed(2)} ms, ${slowest?.kernel}`,
    );
    keep("profiles", profiles);
  });
  if (failure !== null) say(`profile, ${size}: ${failure}`);
}
for (const size of ["cora", "arxiv", "products"] as const) {
  const repeats = { cora: 50, arxiv: 20, products: 5 }[size];
  await time("webgpu", size, beside("steps-process"), request("webgpu", size, TIMED, repeats));
  await time("PyTorch Geometric, CUDA", size, python, {
    warmUp: 3,
    repeats,
    models: ["gcn", "gin", "gat", "resgcn"],
  });
  // The peer on one thread: all models where it takes seconds, and the GCN where it takes seconds a step.
  if (size === "cora")
    await time("wasm", size, beside("steps-process"), request("wasm", size, TIMED, 20), 60_000);
  if (size === "arxiv")
    await time("wasm", size, beside("steps-process"), request("wasm", size, ["gcn"], 3), 60_000);
  if (size !== "products") await profile(size);
}
say(`done; everything is in ${OUT}`);
const wrong = parity.filter(({ agrees }) => !agrees).length;
if (wrong > 0 || parity.length === 0) {
  const absent = parity.filter(({ webgpu }) => webgpu === null).length;
  say(`webgpu: ${parity.length - wrong} of ${parity.length} models agree with cpu, ${absent} were not run`);
  process.exitCode = 1;
}
