import type { Comparison } from "../../papers/runs/experiment.js";
import { textTable } from "./text-table.js";

/** Our numbers beside the paper's, as text in columns. */
export function comparisonTable(comparisons: readonly Comparison[]): string {
  const cell = (value: number | string | null) =>
    value === null ? "-" : typeof value === "number" ? String(Number(value.toPrecision(4))) : value;
  return textTable(
    ["quantity", "paper", "ours", "criterion", "holds"],
    comparisons.map(({ quantity, paper, ours, criterion = "", holds }) => [
      quantity,
      cell(paper),
      cell(ours),
      criterion,
      holds === undefined ? "" : holds ? "yes" : "NO",
    ]),
    ["left", "right", "right", "left", "left"],
  );
}
