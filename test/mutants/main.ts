// npm run mutants [-- --sample N] [--seed S] [--folder src/walks]... [--resume] [--survivors] [--also test/golden]...
//
// Changes the code in small ways, one at a time (a sign, a bound, a condition: StrykerJS), runs those tests of the folder's own that
// reach the change, and says which changes no test noticed. The changes are drawn with a seed, N of each folder. Outcomes are kept in
// dist/mutants: --resume runs what has none yet, --survivors also what survived; --also adds folders or files of tests.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { MutantResult } from "@stryker-mutator/api/core";
import { Stryker } from "@stryker-mutator/core";
import { type DrawnMutant, drawMutants, placeOf } from "./draw.js";
import { DRAWN_VARIABLE, OUTCOMES_VARIABLE, type OutcomeLine } from "./only-drawn.js";

/** The folders of `src` that are changed. The tests that run are those of the folder of the same name below `test`. */
const FOLDERS = ["src/walks", "src/sparsify", "src/factorization", "src/separation-rank", "src/evaluate"];
const OUT = "dist/mutants";

/** A drawn mutant and what became of it. */
interface Outcome extends DrawnMutant {
  status: MutantResult["status"];
  /** Why it changes nothing that could be observed, for a mutant of `equivalent.json`. */
  equivalent?: string;
}

/** An entry of `equivalent.json`: a change of a line that changes nothing that could be observed. */
interface Equivalent {
  file: string;
  line: string;
  original: string;
  replacement: string;
  why: string;
}

const { values } = parseArgs({
  options: {
    sample: { type: "string", default: "40" },
    seed: { type: "string", default: "1" },
    folder: { type: "string", multiple: true, default: FOLDERS },
    also: { type: "string", multiple: true, default: [] },
    resume: { type: "boolean", default: false },
    survivors: { type: "boolean", default: false },
  },
});
const sample = Number(values.sample);
const seed = Number(values.seed);
const folders = values.folder.map((folder) => folder.replace(/\/$/, ""));
if (!(Number.isInteger(sample) && sample > 0 && Number.isInteger(seed))) {
  process.stderr.write("mutants: expected --sample as an integer > 0 and --seed as an integer\n");
  process.exit(2);
}
for (const folder of folders)
  if (!FOLDERS.includes(folder)) {
    process.stderr.write(`mutants: expected --folder as one of ${FOLDERS.join(", ")}, got "${folder}"\n`);
    process.exit(2);
  }

const equivalents: Equivalent[] = JSON.parse(readFileSync("test/mutants/equivalent.json", "utf8"));
const rows = [["folder", "mutants", "killed", "timed out", "survived", "equivalent", "score"]];
let left = 0;
for (const folder of folders) {
  const outcomes = await runFolder(folder);
  const counts = (accepted: (outcome: Outcome) => boolean) => outcomes.filter(accepted).length;
  const killed = counts(({ status }) => status === "Killed");
  const timedOut = counts(({ status }) => status === "Timeout");
  const equivalent = counts(isEquivalentSurvivor);
  const survivors = outcomes.filter((outcome) => isSurvivor(outcome) && !isEquivalentSurvivor(outcome));
  left += survivors.length;
  for (const outcome of survivors) process.stdout.write(describe(outcome));
  // On a busy machine a slow run looks like one without an end.
  for (const outcome of outcomes) if (outcome.status === "Timeout") process.stdout.write(describe(outcome));
  for (const outcome of outcomes)
    if (outcome.equivalent !== undefined && !isSurvivor(outcome))
      process.stdout.write(`not equivalent, as equivalent.json says: ${describe(outcome)}`);
  const score = (100 * (killed + timedOut)) / (outcomes.length - equivalent);
  const counted = [outcomes.length, killed, timedOut, survivors.length, equivalent].map(String);
  rows.push([folder, ...counted, `${score.toFixed(1)} %`]);
}
for (const row of rows)
  process.stdout.write(`${row.map((cell, k) => (k === 0 ? cell.padEnd(22) : cell.padStart(12))).join("")}\n`);
process.stdout.write(`seed ${seed}: ${left} survivors that are not known to be equivalent\n`);

/** Runs the sample of a folder, or what is left of it, and keeps the outcomes. */
async function runFolder(folder: string): Promise<Outcome[]> {
  const kept = resolve(OUT, `${folder.replaceAll("/", "-")}-${seed}.jsonl`);
  mkdirSync(OUT, { recursive: true });
  if (!values.resume && !values.survivors) rmSync(kept, { force: true });
  const drawn = await drawMutants(folder, sample, seed);
  const before = readOutcomes(kept);
  const due = drawn.filter((mutant) => {
    const status = before.get(placeOf(mutant));
    return status === undefined || (values.survivors && isSurvivor({ status }));
  });
  if (due.length > 0) await runStryker(folder, due, kept);
  const after = readOutcomes(kept);
  return drawn.map((mutant): Outcome => {
    const status = after.get(placeOf(mutant));
    if (status === undefined)
      throw new Error(`Stryker did not run ${describe({ ...mutant, status: "Pending" })}`);
    const why = equivalents.find((entry) => isEntryOf(entry, mutant))?.why;
    return { ...mutant, status, ...(why === undefined ? {} : { equivalent: why }) };
  });
}

async function runStryker(folder: string, due: readonly DrawnMutant[], outcomes: string): Promise<void> {
  process.env[DRAWN_VARIABLE] = JSON.stringify(due);
  process.env[OUTCOMES_VARIABLE] = outcomes;
  process.env.SEPRANK_MUTANT_TESTS = [folder.replace(/^src/, "test"), ...values.also]
    .map((tests) => (tests.endsWith(".ts") ? tests : `${tests}/**/*.test.ts`))
    .join();
  await new Stryker({
    configFile: "test/mutants/stryker.json",
    mutate: due.map(({ fileName, location: { start, end } }) => {
      return `${fileName}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;
    }),
    plugins: ["@stryker-mutator/vitest-runner", fileURLToPath(new URL("./only-drawn.js", import.meta.url))],
  }).runMutationTest();
}

/** The last outcome of every mutant, by its place. */
function readOutcomes(path: string): Map<string, OutcomeLine["status"]> {
  if (!existsSync(path)) return new Map();
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  return new Map(
    lines.map((line) => {
      const { place, status } = JSON.parse(line) as OutcomeLine;
      return [place, status];
    }),
  );
}

function isSurvivor({ status }: Pick<Outcome, "status">): boolean {
  return status !== "Killed" && status !== "Timeout";
}

function isEquivalentSurvivor(outcome: Outcome): boolean {
  return isSurvivor(outcome) && outcome.equivalent !== undefined;
}

function isEntryOf(entry: Equivalent, mutant: DrawnMutant): boolean {
  return (
    entry.file === mutant.fileName &&
    entry.original === mutant.original &&
    entry.replacement === mutant.replacement &&
    entry.line === lineOf(mutant)
  );
}

function lineOf({ fileName, location }: DrawnMutant): string {
  return readFileSync(fileName, "utf8").split("\n")[location.start.line].trim();
}

function describe(outcome: Outcome): string {
  const { fileName, location, mutatorName, original, replacement, status } = outcome;
  const place = `${fileName}:${location.start.line + 1}:${location.start.column + 1}`;
  return `${place} ${mutatorName} ${status}\n  ${lineOf(outcome)}\n- ${original}\n+ ${replacement}\n`;
}
