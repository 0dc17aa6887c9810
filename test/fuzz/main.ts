// npm run fuzz -- [--seconds N] [--inputs N] [--seed S] [--from K] [--reader NAME]...
//
// Changes valid files at random and reads them: every reader gives a valid graph or a typed error of one line, in at most 5 s and
// 1 GiB for a file below 64 KiB. Inputs are made of the seed and their number alone: --from K --inputs 1 reads input K again.
import { type ChildProcess, fork } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Count, Counts, Message, Work } from "./child.js";
import { fuzzedInput } from "./fuzz.js";
import { fuzzedReaders } from "./readers.js";

/** How a process ended: which input comes next, and whether it is to be read in a process of its own. */
type Done = Pick<Extract<Message, { kind: "done" }>, "next" | "alone">;

/** Wall-clock seconds without a new input after which a process hangs; its own clock counts processor time. */
const HANGS_AFTER = 300;
const FAULTS = "fuzz-faults";

const { values } = parseArgs({
  options: {
    seconds: { type: "string" },
    inputs: { type: "string" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    reader: { type: "string", multiple: true, default: [] },
  },
});
const seed = Number(values.seed);
const inputs = values.inputs === undefined ? Number.MAX_SAFE_INTEGER : Number(values.inputs);
const seconds = Number(values.seconds ?? (values.inputs === undefined ? 60 : Number.MAX_SAFE_INTEGER));
const from = Number(values.from);
if (![seed, inputs, seconds, from].every((value) => Number.isFinite(value) && value >= 0)) {
  process.stderr.write("fuzz: expected --seconds, --inputs, --seed and --from as numbers >= 0\n");
  process.exit(2);
}

const all = await fuzzedReaders(process.env.SEPRANK_DATA);
const chosen = values.reader.length === 0 ? all : all.filter(({ name }) => values.reader.includes(name));
if (chosen.length === 0) {
  process.stderr.write(`fuzz: expected readers of ${all.map(({ name }) => `"${name}"`).join(", ")}\n`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "seprank-fuzz-"));
const totals: Record<string, Count & { faults: number }> = {};
const end = Date.now() + 1000 * seconds;
const last = Math.min(Number.MAX_SAFE_INTEGER, from + inputs);
let faults = 0;
let next = from;
let shown = Date.now();
while (next < last && Date.now() < end) {
  const done = await runChild(next, last - next, (end - Date.now()) / 1000);
  next = done.alone ? (await runChild(done.next, 1, Number.MAX_SAFE_INTEGER)).next : done.next;
}
rmSync(folder, { recursive: true });

const rows = Object.entries(totals).sort(([a], [b]) => (a < b ? -1 : 1));
const table = [
  ["reader", "read", "refused", "most, s", "input", "faults"],
  ...rows.map(([name, { read, refused, most, slowest, faults: count }]) => [
    ...[name, read, refused, most.toFixed(2), slowest, count],
  ]),
];
for (const row of table) {
  const cells = row.map((cell, k) => (k === 0 ? `${cell}`.padEnd(26) : `${cell}`.padStart(10)));
  process.stdout.write(`${cells.join("")}\n`);
}
process.stdout.write(`seed ${seed}, inputs ${from} to ${next - 1}: ${faults} faults\n`);
process.exitCode = faults > 0 ? 1 : 0;

/** Runs inputs in a process until they are done, time is over, or one of them ends it; gives the number to go on with. */
async function runChild(first: number, count: number, secondsLeft: number): Promise<Done> {
  const place = join(folder, "place");
  writeFileSync(place, `${first}`);
  const work: Work = { seed, first, count, seconds: secondsLeft, readers: values.reader, place };
  const script = fileURLToPath(new URL("./child.js", import.meta.url));
  const child = fork(script, [JSON.stringify(work)], { stdio: ["ignore", "ignore", "pipe", "ipc"] });
  let errors = "";
  child.stderr?.on("data", (chunk) => {
    errors = `${errors}${chunk}`.slice(-2000);
  });
  let done: Done | undefined;
  child.on("message", (message: Message) => {
    if (message.kind === "counts") add(message.counts, message.next);
    else if (message.kind === "done") done = message;
    else tell(message.input, message.verdict.reader, message.verdict.fault ?? "");
  });
  const hung = watch(child, place);
  await new Promise((resolve) => child.once("close", resolve));
  hung.stop();
  if (done !== undefined) return done;
  const input = Number(readFileSync(place, "utf8"));
  const { reader } = fuzzedInput(chosen, seed, input);
  tell(input, reader.name, hung.isHung() ? `no end after ${HANGS_AFTER} s` : `the process died: ${errors}`);
  return { next: input + 1, alone: false };
}

function watch(child: ChildProcess, place: string): { stop(): void; isHung(): boolean } {
  let input = "";
  let since = Date.now();
  let isHung = false;
  const timer = setInterval(() => {
    const now = readFileSync(place, "utf8");
    if (now !== input) since = Date.now();
    input = now;
    if (Date.now() - since < 1000 * HANGS_AFTER) return;
    isHung = true;
    child.kill("SIGKILL");
  }, 1000);
  return { stop: () => clearInterval(timer), isHung: () => isHung };
}

function add(counts: Counts, reached: number): void {
  for (const [name, { read, refused, most, slowest }] of Object.entries(counts)) {
    const total = totalOf(name);
    total.read += read;
    total.refused += refused;
    if (most > total.most) total.slowest = slowest;
    total.most = Math.max(total.most, most);
  }
  if (Date.now() - shown < 10_000) return;
  shown = Date.now();
  process.stderr.write(`${reached - from} inputs, ${faults} faults\n`);
}

function totalOf(reader: string): Count & { faults: number } {
  totals[reader] ??= { read: 0, refused: 0, most: 0, slowest: 0, faults: 0 };
  return totals[reader];
}

/** Counts a fault and keeps its files, to be read again. */
function tell(input: number, reader: string, fault: string): void {
  faults++;
  totalOf(reader).faults++;
  mkdirSync(FAULTS, { recursive: true });
  fuzzedInput(chosen, seed, input).files.forEach((bytes, k) => {
    writeFileSync(join(FAULTS, `${seed}-${input}-${k}`), bytes);
  });
  process.stdout.write(`input ${input} of seed ${seed}, ${reader}: ${fault}\n`);
}
