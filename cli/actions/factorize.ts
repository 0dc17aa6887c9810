import { join } from "node:path";
import type { LearnedRank } from "../../src/completion/completion-model.js";
import { type FactorizeSummary, factorize as run } from "../../src/completion/factorize.js";
import { openFactorizeFolder } from "../../src/completion/factorize-folder.js";
import type { Observed } from "../../src/completion/observe-entries.js";
import type { PredictionError } from "../../src/completion/prediction-error.js";
import { readEntries } from "../../src/completion/read-entries.js";
import { type FactorizationName, type FactorizeOptions, settingsFor } from "../../src/completion/settings.js";
import { FormatError, InputError } from "../../src/errors.js";
import { packageVersion } from "../../src/evaluate/records/version.js";
import { decodeCheckpoint } from "../../src/factorization/index.js";
import { readFileBytes, readFileIfPresent, sha256Hex } from "../../src/files.js";
import { textTable } from "../../src/report/tables/text-table.js";
import type { Amount } from "../../src/sparsify/orders/remove-amount.js";
import type { Globals } from "../options/globals.js";
import { UsageError } from "../terminal/exit.js";
import { interruptSignal } from "../terminal/interrupt.js";

interface Options extends Omit<FactorizeOptions, "observe"> {
  readonly input: string;
  readonly out: string;
  readonly order?: number;
  readonly shape?: readonly number[];
  readonly oneBased?: boolean;
  readonly key?: string;
  readonly missingNan?: boolean;
  readonly observe?: Amount;
  readonly heldOut?: number;
  readonly rank?: number;
  readonly start?: string;
  readonly completed: boolean;
}

/** `seprank factorize`: completes a matrix or a tensor from some of its entries. */
export async function factorize(name: string, options: Options, globals: Globals): Promise<void> {
  const { console, seed } = globals;
  const { input, out: folder, rank, width = rank, completed } = options;
  const model = name as FactorizationName;
  if (rank !== undefined && width !== rank)
    throw new UsageError("--rank and --width are one option; give one");
  const observe = observedPart(options);
  const bytes = await readFileBytes(input);
  const { order, shape, key } = options;
  const known = readEntries(bytes, input, {
    order,
    shape,
    key,
    oneBased: options.oneBased === true,
    missingNan: options.missingNan === true,
  });
  const start = options.start === undefined ? undefined : await readStart(options.start);
  const identity = {
    seprank: packageVersion(),
    input: { name: input, sha256: sha256Hex(bytes) },
    seed,
    start: start?.sha256 ?? null,
    completed,
    settings: settingsFor(model, known.shape, { ...options, width, observe }),
  };
  const { FACTORIZATION_SUMMARY, writeFactorization } = await import("../../src/report/index.js");
  const kept = await readFileIfPresent(join(folder, FACTORIZATION_SUMMARY));
  if (kept !== undefined) {
    await openFactorizeFolder(folder, identity);
    console.message(`${folder}: done before; this is what came of it`);
    report(JSON.parse(new TextDecoder().decode(kept)), folder, globals);
    return;
  }
  const { summary, figure } = await run({
    known,
    identity,
    folder,
    start: start?.weights,
    signal: interruptSignal(),
    onProgress: (line) => console.progress(line),
  });
  await writeFactorization(summary, figure, folder);
  console.progress(null);
  report(summary, folder, globals);
}

function observedPart({ observe, heldOut }: Options): Observed {
  if (observe !== undefined && heldOut !== undefined)
    throw new UsageError("--observe and --held-out exclude each other");
  if (heldOut === undefined)
    return observe === undefined
      ? { fraction: 1 }
      : "share" in observe
        ? { fraction: observe.share }
        : observe;
  if (!(heldOut > 0 && heldOut < 1))
    throw new InputError(`--held-out: expected a fraction above 0 and below 1, got ${heldOut}`);
  return { fraction: 1 - heldOut };
}

async function readStart(path: string): Promise<{ weights: Float64Array; sha256: string }> {
  const bytes = await readFileBytes(path);
  try {
    return { weights: decodeCheckpoint(bytes).weights, sha256: sha256Hex(bytes) };
  } catch (error) {
    throw error instanceof FormatError ? error.inFile(path) : error;
  }
}

function report(summary: FactorizeSummary, folder: string, { console }: Globals): void {
  const { shape, settings, known, train, heldOut, heldOutOfMean, ranks, outcome, iterations } = summary;
  const { columns } = console;
  const row = (what: string, error: PredictionError) => [
    what,
    String(error.entries),
    error.rootMeanSquare.toPrecision(4),
    error.relative.toPrecision(4),
  ];
  const blocks = [
    `${settings.model} factorization of a tensor of shape ${shape.join(" x ")}, ${known} entries known`,
    outcome === "converged"
      ? `converged after ${iterations} iterations`
      : `stopped after ${iterations} iterations, the most that --iterations allows`,
    textTable(
      ["error", "entries", "root mean square", "relative"],
      [
        row("observed", train),
        ...(heldOut === null ? [] : [row("held out", heldOut)]),
        ...(heldOutOfMean === null ? [] : [row("held out, by the mean", heldOutOfMean)]),
      ],
      { columns },
    ),
    ranks.length === 0
      ? "ranks: not measured, the completed tensor is not built or too large"
      : textTable(["learned", "above 1 %", "effective rank", "largest"], ranks.map(rankRow), { columns }),
    `picture: ${join(folder, "trajectory.png")}`,
  ];
  console.result(blocks.join("\n\n"), summary);
}

function rankRow({ quantity, rank, effectiveRank, largest }: LearnedRank): string[] {
  const first = largest.slice(0, 5).map((size) => size.toPrecision(3));
  return [quantity, String(rank), effectiveRank?.toFixed(2) ?? "", first.join(" ")];
}
