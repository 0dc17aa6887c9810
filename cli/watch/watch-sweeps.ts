import { readResults } from "../../src/evaluate/records/results-file.js";
import { summarizeInputs } from "../../src/evaluate/summaries/input-summary.js";
import type { LiveState } from "../../src/report/page/live-section.js";
import { progressLine } from "../terminal/progress.js";
import type { SweepState } from "../terminal/sweep-progress.js";
import { startWatchServer } from "./watch-server.js";

/** A page on which sweeps can be watched. */
export interface Watching {
  readonly address: string;
  /** A record was added to a folder. */
  tellRecord(): void;
  close(): Promise<void>;
}

/** What is shown. */
export interface WatchedSweeps {
  readonly folders: readonly string[];
  readonly baseline: string;
  readonly state: () => SweepState;
}

/** Milliseconds from one line on how far it is to the next. */
const STATE_INTERVAL = 1000;
/** Milliseconds from one look at the records to the next, at least; a page that takes long to make is made less often. */
const RECORDS_INTERVAL = 2000;
/** Of the time, at most one part in so many goes into making pages. */
const SHARE = 20;

/**
 * Shows the report of sweeps while they run, the same page as in their folder, with how far they are and who works on them.
 *
 * The page is made from the records on the disk, and only where somebody looks at it.
 *
 * @throws InputError as startWatchServer
 */
export async function startWatching(
  port: number,
  { folders, baseline, state }: WatchedSweeps,
): Promise<Watching> {
  let [records, toldRecords, wait, toldAt] = [0, 0, RECORDS_INTERVAL, 0];
  const live = () => liveState(state());
  const page = async () => {
    // Heavy to load: when somebody looks, and once, so that it does not count.
    const { htmlReport } = await import("../../src/report/page/html-report.js");
    const begun = performance.now();
    const found = await Promise.all(folders.map(readResults));
    const inputs = found.flatMap((one) => summarizeInputs(one.records, baseline));
    const parts = inputs
      .filter(({ rows }) => rows.length > 0)
      .map((input) => ({ ...input, picture: "The graph is drawn when the sweep is done.", structure: [] }));
    const text = htmlReport(parts, live());
    wait = Math.max(RECORDS_INTERVAL, SHARE * (performance.now() - begun));
    return text;
  };
  const server = await startWatchServer(port, page, () => [["state", live()]]);
  const timer = setInterval(() => {
    if (server.open === 0) return;
    server.send("state", live());
    if (records === toldRecords || performance.now() - toldAt < wait) return;
    toldRecords = records;
    toldAt = performance.now();
    server.send("records", records);
  }, STATE_INTERVAL);
  return {
    address: server.address,
    tellRecord() {
      records++;
    },
    async close() {
      clearInterval(timer);
      server.send("state", { ...live(), isDone: true });
      server.send("records", records);
      await server.close();
    },
  };
}

function liveState({ planned, done, failed, run, elapsed, underWay, workers }: SweepState): LiveState {
  return {
    line: `${progressLine({ what: "", unit: "trials" }, { done, total: planned, run, elapsed })}; ${failed} failed in this run`,
    share: planned === 0 ? 1 : done / planned,
    underWay,
    workers: workers.map(({ host, pid, jobs, running, done: finished, failed: bad }) => [
      `${host}, process ${pid}`,
      `${running.length} of ${jobs}`,
      String(finished),
      String(bad),
    ]),
    isDone: false,
  };
}
