import { gzipSync } from "node:zlib";
import { createRandom } from "../../src/random.js";
import { faultOf } from "./check-graph.js";
import { LONGEST_INPUT, mutate } from "./mutate.js";
import { type FuzzedReader, isTyped } from "./readers.js";

/** What a file below {@link LONGEST_INPUT} may cost. */
export const MOST_SECONDS = 5;
export const MOST_BYTES = 2 ** 30;

/** An input that is made of a seed and a number alone. */
export interface FuzzedInput {
  readonly reader: FuzzedReader;
  readonly files: readonly Uint8Array[];
  read(): ReturnType<FuzzedReader["read"]>;
}

/** How one input ended. */
export interface Verdict {
  readonly reader: string;
  readonly outcome: "read" | "refused" | "fault";
  /** of a fault: what is wrong */
  readonly fault: string | null;
  readonly seconds: number;
}

/** Input number k of a run: one of the readers, one of its seeds, one or two of its files changed, now and then compressed. */
export function fuzzedInput(readers: readonly FuzzedReader[], seed: number, k: number): FuzzedInput {
  const random = createRandom(seed, `fuzz ${k}`);
  let reader: FuzzedReader;
  do reader = readers[random.integer(readers.length)];
  while (readers.length > 1 && random.integer(reader.oneIn ?? 1) > 0);
  const files = reader.seeds[random.integer(reader.seeds.length)].slice();
  for (let changes = 1 + random.integer(2); changes > 0; changes--) {
    const at = random.integer(files.length);
    files[at] = mutate(
      files[at],
      reader.seeds.map((other) => other[at]),
      random,
    );
  }
  if (random.integer(16) === 0) files[0] = compressed(files[0]);
  return { reader, files, read: () => reader.read(files, random) };
}

function compressed(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(gzipSync(bytes)).subarray(0, LONGEST_INPUT);
}

/** Reads an input: a typed error or a valid graph, in {@link MOST_SECONDS} of the processor; all else is a fault. */
export async function judge({ reader, read }: FuzzedInput): Promise<Verdict> {
  const began = process.cpuUsage();
  let outcome: Verdict["outcome"] = "read";
  let fault: string | null = null;
  try {
    const graph = await read();
    fault = graph === undefined ? null : faultOf(graph);
  } catch (error) {
    outcome = "refused";
    if (!isTyped(error)) fault = error instanceof Error ? `${error.stack}` : `threw ${error}`;
  }
  const { user, system } = process.cpuUsage(began);
  const seconds = (user + system) / 1e6;
  if (fault === null && seconds > MOST_SECONDS) fault = `took ${seconds.toFixed(1)} s`;
  return { reader: reader.name, outcome: fault === null ? outcome : "fault", fault, seconds };
}
