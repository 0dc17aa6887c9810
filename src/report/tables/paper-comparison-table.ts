import type { Comparison } from "../../papers/runs/experiment.js";
import { type Table, tableOf } from "./table.js";

/** Our numbers beside the paper's. */
export function paperComparisonTable(comparisons: readonly Comparison[]): Table {
  const cell = (value: number | string | null) =>
    value === null ? "-" : typeof value === "number" ? String(Number(value.toPrecision(4))) : value;
  return tableOf<Comparison>({ caption: "Our numbers beside the paper's" }, comparisons, [
    { title: "quantity", kind: "word", value: ({ quantity }) => quantity },
    { title: "paper", value: ({ paper }) => cell(paper) },
    { title: "ours", value: ({ ours }) => cell(ours) },
    { title: "criterion", kind: "word", value: ({ criterion }) => criterion },
    {
      title: "holds",
      kind: "word",
      value: ({ holds }) => (holds === undefined ? null : holds ? "yes" : "NO"),
    },
  ]);
}
