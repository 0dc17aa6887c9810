// Reads inputs of a fuzzing run in a process of its own, which may die of one. The number of the input at work stands in a file.
import { openSync, writeSync } from "node:fs";
import { fuzzedInput, judge, MOST_BYTES, type Verdict } from "./fuzz.js";
import { fuzzedReaders } from "./readers.js";

export interface Work {
  readonly seed: number;
  readonly first: number;
  readonly count: number;
  readonly seconds: number;
  readonly readers: readonly string[];
  /** a file that holds the number of the input at work, as text */
  readonly place: string;
}

export type Message =
  | { readonly kind: "counts"; readonly next: number; readonly counts: Counts }
  | { readonly kind: "fault"; readonly input: number; readonly verdict: Verdict }
  | { readonly kind: "done"; readonly next: number; readonly alone: boolean };

/** By reader: how many inputs were read, how many refused, and the slowest one, with its seconds of the processor. */
export type Counts = Readonly<Record<string, Count>>;

export interface Count {
  read: number;
  refused: number;
  most: number;
  slowest: number;
}

const work = JSON.parse(process.argv[2]) as Work;
const all = await fuzzedReaders(process.env.SEPRANK_DATA);
const readers = work.readers.length === 0 ? all : all.filter(({ name }) => work.readers.includes(name));
const place = openSync(work.place, "w");
const end = Date.now() + 1000 * work.seconds;
const most = MOST_BYTES / 1024 + process.resourceUsage().maxRSS;

let counts: Record<string, Count> = {};
let next = work.first;
let alone = false;
for (; next < work.first + work.count && Date.now() < end; next++) {
  writeSync(place, `${next}`.padEnd(16), 0);
  const verdict = await judge(fuzzedInput(readers, work.seed, next));
  const tooMuch = process.resourceUsage().maxRSS > most;
  // Garbage of the inputs before may count: the input is read again, in a process of its own, before it is called a fault.
  alone = tooMuch && work.count > 1;
  if (alone) break;
  if (verdict.fault !== null || tooMuch) {
    const fault = verdict.fault ?? `took more than ${MOST_BYTES / 2 ** 20} MiB`;
    send({ kind: "fault", input: next, verdict: { ...verdict, outcome: "fault", fault } });
  } else {
    counts[verdict.reader] ??= { read: 0, refused: 0, most: 0, slowest: next };
    const count = counts[verdict.reader];
    count[verdict.outcome as "read" | "refused"]++;
    if (verdict.seconds > count.most) count.slowest = next;
    count.most = Math.max(count.most, verdict.seconds);
  }
  if (next % 500 === 499) report();
}
report();
send({ kind: "done", next, alone });

function report(): void {
  send({ kind: "counts", next: next + 1, counts });
  counts = {};
}

function send(message: Message): void {
  process.send?.(message);
}
