import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { InputError } from "../errors.js";
import { isTemporaryFile, makeFolder, readFileBytes, readFileIfPresent, writeFileAtomic } from "../files.js";
import { copyHistory, readHistoryBytes } from "./histories/history-files.js";
import { ORDERS_FOLDER } from "./orders/order-cache.js";
import { originsOf } from "./plugins/plugin.js";
import { checkSameBackend, checkSameConfiguration, checkSamePlugin } from "./records/configuration.js";
import { lockFolder } from "./records/folder-lock.js";
import { openResults, readResults } from "./records/results-file.js";
import type { FinishedRecord, TrialRecord } from "./trials/record.js";
import { trialKey } from "./trials/trial.js";

/** What {@link mergeResults} did. */
export interface MergedResults {
  /** all records that the folder holds now */
  readonly records: readonly TrialRecord[];
  /** records that were added */
  readonly added: number;
  /** trials whose record was in more than one folder, with the same results */
  readonly repeated: number;
}

/** Where a record stands. */
interface Placed<R extends TrialRecord = TrialRecord> {
  readonly record: R;
  readonly path: string;
}

/**
 * Puts the records of several folders of one sweep together: its shards, or copies of it that were gone on with apart.
 *
 * A trial that several folders have done is taken once. Of a trial that failed in one folder and was done in another the finished record counts;
 * of one that failed in all the first. What the folder `out` holds already stays, and is checked like the others. Removal orders, the kept
 * graph and the histories of the records come along. The other folders are only read; where anything is refused, nothing is written.
 *
 * @param folders that hold `results.jsonl`
 * @param out made where it is missing
 *
 * @throws InputError where a folder holds no file of records, or none holds a record, where records are of another input, version, backend or other options, where two of them
 *   contradict one another (the same trial with other accuracies or epochs), or the folder is in use; FormatError where a line is no record
 *
 * Complexity: O(R) in the number of records, all of which are held.
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { openDataset } from "seprank/datasets";
 * import { type ClassificationGraph, createLocalRunner, mergeResults, runSweep } from "seprank/evaluate";
 *
 * const { dataset, sha256 } = await openDataset("citations");
 * const folder = await mkdtemp(join(tmpdir(), "sweep-"));
 * const grid = { models: ["gcn"], methods: ["1-wis", "random"], sparsities: [0, 0.5], seeds: [0] };
 * // In this process; by default trials run in worker processes.
 * const createRunner = (graph: ClassificationGraph) => createLocalRunner(graph, { backend: "wasm" });
 * const sweep = { dataset, sha256, grid, backend: "wasm", hyperparameters: { epochs: 2 } };
 * const { records } = await runSweep(sweep, { folder, jobs: 1, createRunner });
 * const merged = await mergeResults([folder], join(folder, "all"));
 * merged.records.length; // => 3
 * ```
 */
export async function mergeResults(folders: readonly string[], out: string): Promise<MergedResults> {
  const found = await Promise.all(folders.map(readResults));
  const isEmpty = found.every(({ records }) => records.length === 0);
  // A shard that no trial fell into has a file without records.
  for (const { path, records } of found)
    if (records.length === 0 && (isEmpty || (await readFileIfPresent(path)) === undefined))
      throw new InputError(`${path}: expected the records of seprank evaluate, there are none`);
  const lock = await lockFolder(out);
  try {
    const results = await openResults(out);
    try {
      const { missing, repeated } = compare([results, ...found]);
      // All of them before the first is written.
      for (const { record, path } of missing)
        if (record.outcome === "ok" && record.history !== undefined)
          await readHistoryBytes(dirname(path), record);
      for (const folder of folders) await copyOrders(folder, out);
      for (const { record, path } of missing) await copyHistory(record, dirname(path), out);
      for (const { record } of missing) await results.append(record);
      const records = [...results.records, ...missing.map(({ record }) => record)];
      return { records, added: missing.length, repeated };
    } finally {
      await results.close();
    }
  } finally {
    await lock.release();
  }
}

/** The records that the first source lacks. */
function compare(sources: readonly { readonly path: string; readonly records: readonly TrialRecord[] }[]) {
  const models = new Map<string, TrialRecord>();
  const done = new Map<string, Placed<FinishedRecord>>();
  const failed = new Map<string, TrialRecord>();
  const missing = new Map<string, Placed>();
  /** where models and methods are from, see originsOf */
  const origins = new Map<string, string | null>();
  const contradictions: string[] = [];
  let repeated = 0;
  let first: Placed<FinishedRecord> | undefined;
  for (const [k, { path, records }] of sources.entries()) {
    if (first !== undefined) {
      const backends = records.flatMap((record) => (record.outcome === "ok" ? [record.backend] : []));
      checkSameBackend(backends, first.record.backend, path);
    }
    for (const record of records) {
      const known = models.get(record.model) ?? [...models.values()][0];
      if (known !== undefined) {
        // A model of its own has options of its own; input, split and version must be the same for all.
        const options = models.has(record.model)
          ? known.options
          : { ...record.options, split: known.options.split };
        checkSameConfiguration(record, { ...known, options }, path);
      }
      if (!models.has(record.model)) models.set(record.model, record);
      checkSamePlugin(record, path, (what, name) => origins.get(`${what} ${name}`));
      for (const { what, name, sha256 } of originsOf(record)) origins.set(`${what} ${name}`, sha256);
      const key = trialKey(record);
      if (record.outcome === "failed") {
        if (k > 0 && !done.has(key) && !failed.has(key)) missing.set(key, { record, path });
        failed.set(key, record);
        continue;
      }
      first ??= { record, path };
      const other = done.get(key);
      if (other === undefined) {
        done.set(key, { record, path });
        if (k > 0) missing.set(key, { record, path });
        else missing.delete(key);
      } else {
        if (other.path !== path) repeated++;
        const difference = differenceOf(other.record, record);
        if (difference !== null)
          contradictions.push(
            `${describe(record)}: ${difference}, in ${[...new Set([other.path, path])].join(" and ")}`,
          );
      }
    }
  }
  if (contradictions.length > 0)
    throw new InputError(
      `${contradictions.length} trials have two different results, such as ${contradictions[0]}; leave one of them out`,
    );
  return { missing: [...missing.values()], repeated };
}

/** What the results of one trial, run twice, must have in common on machines of one kind; times and memory differ. */
const COMPARED = ["testAccuracy", "validationAccuracy", "trainAccuracy", "bestEpoch", "epochs"] as const;

function differenceOf(a: FinishedRecord, b: FinishedRecord): string | null {
  const name = COMPARED.find((field) => a[field] !== b[field]);
  return name === undefined ? null : `${name} ${a[name]} and ${b[name]}`;
}

function describe({ model, method, removed, seed }: TrialRecord): string {
  return `${model}, ${method}, ${removed} edges removed, seed ${seed}`;
}

/** Names say what is in these files, by digest: one that is there already is the same. */
async function copyOrders(folder: string, out: string): Promise<void> {
  const from = join(folder, ORDERS_FOLDER);
  const to = join(out, ORDERS_FOLDER);
  const names = (await readdir(from).catch(() => [])).filter((name) => !isTemporaryFile(name));
  if (names.length === 0) return;
  await makeFolder(to);
  const present = new Set(await readdir(to));
  for (const name of names)
    if (!present.has(name)) await writeFileAtomic(join(to, name), await readFileBytes(join(from, name)));
}
