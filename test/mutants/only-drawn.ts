import { appendFileSync } from "node:fs";
import { type Checker, type CheckResult, CheckStatus } from "@stryker-mutator/api/check";
import type { Location, Mutant, MutantResult } from "@stryker-mutator/api/core";
import type { Ignorer } from "@stryker-mutator/api/ignore";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import type { Reporter } from "@stryker-mutator/api/report";
import { type DrawnMutant, placeOf } from "./draw.js";

/** Where `main.ts` leaves the drawn mutants for these plug-ins, one of which runs in a process of its own. */
export const DRAWN_VARIABLE = "SEPRANK_DRAWN_MUTANTS";

/** Where `main.ts` leaves the path of the file that takes what became of each mutant, a line of JSON each. */
export const OUTCOMES_VARIABLE = "SEPRANK_MUTANT_OUTCOMES";

/** A line of the file of outcomes. */
export interface OutcomeLine {
  place: string;
  status: MutantResult["status"];
}

const NOT_DRAWN = "not drawn";

/*
 * Stryker is told which ranges of a file to change, and changes all within them: in the body of a drawn block there are mutants that
 * were not drawn. Two plug-ins leave them out; the third keeps the outcomes as they come, so that a run can be stopped.
 */

/** Keeps changes out of the code wherever no drawn mutant lies: instrumented loops are slow. */
class OnlyDrawnPlaces implements Ignorer {
  private readonly drawn = drawnMutants();

  shouldIgnore(path: { node?: SyntaxNode; hub?: { file?: { opts?: { filename?: string } } } }) {
    const fileName = path.hub?.file?.opts?.filename;
    const range = path.node?.loc;
    if (fileName === undefined || range === undefined || range === null) return undefined;
    // Lines are counted from 1 here, and from 0 in a mutant's location.
    const holds = ({ location, ...mutant }: DrawnMutant) =>
      fileName.endsWith(mutant.fileName) &&
      !isBefore(location.start, { ...range.start, line: range.start.line - 1 }) &&
      !isBefore({ ...range.end, line: range.end.line - 1 }, location.end);
    return this.drawn.some(holds) ? undefined : NOT_DRAWN;
  }
}

/** Lets Stryker run the drawn mutants only, of those at the same places. */
class OnlyDrawnMutants implements Checker {
  private readonly places = new Set(drawnMutants().map(placeOf));

  async init(): Promise<void> {}

  async check(mutants: Mutant[]): Promise<Record<string, CheckResult>> {
    return Object.fromEntries(mutants.map((mutant) => [mutant.id, this.verdictOf(mutant)]));
  }

  async group(mutants: Mutant[]): Promise<string[][]> {
    return [mutants.map(({ id }) => id)];
  }

  private verdictOf(mutant: Mutant): CheckResult {
    return this.places.has(placeOf(mutant))
      ? { status: CheckStatus.Passed }
      : { status: CheckStatus.CompileError, reason: NOT_DRAWN };
  }
}

class KeepOutcomes implements Reporter {
  onMutantTested(result: Readonly<MutantResult>): void {
    if (result.status === "Ignored" || result.statusReason === NOT_DRAWN) return;
    const place = placeOf({ ...result, location: fromOne(result.location) });
    const line: OutcomeLine = { place, status: result.status };
    appendFileSync(process.env[OUTCOMES_VARIABLE]!, `${JSON.stringify(line)}\n`);
  }
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.Reporter, "keep-outcomes", KeepOutcomes),
  declareClassPlugin(PluginKind.Ignore, "only-drawn", OnlyDrawnPlaces),
  declareClassPlugin(PluginKind.Checker, "only-drawn", OnlyDrawnMutants),
];

interface SyntaxNode {
  loc?: { start: Position; end: Position } | null;
}

interface Position {
  line: number;
  column: number;
}

function drawnMutants(): readonly DrawnMutant[] {
  return JSON.parse(process.env[DRAWN_VARIABLE] ?? "[]");
}

/** Results of Stryker count lines and columns from 1. */
function fromOne({ start, end }: Location): Location {
  const moved = ({ line, column }: Position) => ({ line: line - 1, column: column - 1 });
  return { start: moved(start), end: moved(end) };
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}
