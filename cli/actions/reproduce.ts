import { InputError } from "../../src/errors.js";
import { experiments } from "../../src/papers/experiments.js";
import { measuredDuration } from "../../src/papers/measured-duration.js";
import { clearParts, runExperiment } from "../../src/papers/run-experiment.js";
import type { Scale, SigmaReading } from "../../src/papers/runs/experiment.js";
import { textTable } from "../../src/report/tables/text-table.js";
import { defaultJobs } from "../options/default-jobs.js";
import type { Globals } from "../options/globals.js";
import { interruptSignal } from "../terminal/interrupt.js";

interface ReproduceOptions {
  readonly list?: boolean;
  readonly out?: string;
  readonly scale: Scale;
  readonly backend: string;
  readonly jobs?: number;
  readonly records?: readonly string[];
  readonly sigma?: SigmaReading;
}

/** `seprank reproduce`: runs an experiment of a paper and sets its numbers beside the printed ones. */
export async function reproduce(
  name: string | undefined,
  options: ReproduceOptions,
  globals: Globals,
): Promise<void> {
  const { console, seed, dataDir } = globals;
  if (options.list) return list(globals);
  if (name === undefined)
    throw new InputError("experiment: expected a name, got none; seprank reproduce --list names them");
  const { out: folder = name, scale, backend, records, sigma } = options;
  const { jobs = defaultJobs() } = options;
  const run = await runExperiment(name, {
    scale,
    seed,
    dataDir,
    backend,
    jobs,
    records,
    sigma,
    folder,
    signal: interruptSignal(),
    onProgress: (line) => console.progress(line),
  });
  console.progress(null);
  // Drawing is heavy to load: after the work, not before.
  const { writeExperiment, paperComparisonTable, tableText } = await import("../../src/report/index.js");
  const files = await writeExperiment(run, folder);
  await clearParts(folder, run);
  const { columns } = console;
  const { comparisons, tables = [], reduction } = run.result;
  const blocks = [
    `${run.title} (${run.source}), ${scale} scale${reduction === null ? "" : `: ${reduction}`}`,
    ...tables.map(
      ({ title, header, rows }) =>
        `${title}\n${textTable(
          header,
          rows.map((row) => row.map(String)),
          { columns },
        )}`,
    ),
    tableText(paperComparisonTable(comparisons), columns),
    files.pictures.map((path) => `picture: ${path}`).join("\n"),
  ];
  const { result, ...described } = run;
  console.result(blocks.filter((block) => block !== "").join("\n\n"), {
    ...described,
    reduction,
    comparisons,
    tables,
    files,
  });
}

function list({ console }: Globals): void {
  const entries = Object.entries(experiments);
  console.result(
    textTable(
      ["experiment", "what it shows", "source", "small took", "full took"],
      entries.map(([name, { title, source }]) => [
        name,
        title,
        source,
        measuredDuration(name, "small"),
        measuredDuration(name, "full"),
      ]),
      { align: ["left", "left", "left", "left", "left"], columns: console.columns },
    ),
    entries.map(([name, { title, source, data = [] }]) => ({
      name,
      title,
      source,
      duration: { small: measuredDuration(name, "small"), full: measuredDuration(name, "full") },
      data,
    })),
  );
}
