import { fastWithinPoint, type GainRow } from "../../evaluate/summaries/gain-summary.js";
import type { InputSummary } from "../../evaluate/summaries/input-summary.js";
import { duration, mebibytes, percent } from "../wording/numbers.js";
import { inputTitle, methodTitle, modelTitle, percentTitle } from "../wording/titles.js";
import { type Table, tableOf } from "./table.js";

/** What pruning buys one model: epoch, inference and tensors' memory by level, beside the accuracy; null where fewer than two levels are there. In files seconds, bytes and shares. */
export function gainTable({
  input,
  gains,
  model,
}: Pick<InputSummary, "input" | "gains"> & { readonly model: string }): Table | null {
  if (gains.length < 2) return null;
  return tableOf<GainRow>(
    {
      caption: `${modelTitle(model)} on ${inputTitle(input.name)}: what pruning buys`,
      note: `${fastest(gains)} Times are medians over all trials of a level; trials ran side by side, so that they say how levels compare, not how fast the machine is. Memory is that of tensors during a step: graph, features, weights and what the way back needs. The best method is that of the highest mean test accuracy at the level, which is somewhat too high, as it is chosen by the same test.`,
    },
    gains,
    [
      {
        field: "sparsity",
        title: "removed %",
        value: ({ sparsity }) => sparsity,
        text: ({ sparsity }) => percentTitle(sparsity),
      },
      {
        field: "epoch_seconds",
        title: "epoch",
        value: ({ epoch }) => epoch,
        text: ({ epoch }) => duration(epoch),
      },
      {
        field: "speed_up",
        title: "times as fast",
        value: ({ speedUp }) => speedUp,
        text: ({ speedUp }) => (speedUp as number).toFixed(2),
      },
      {
        field: "inference_seconds",
        title: "inference",
        value: ({ inference }) => inference,
        text: ({ inference }) => duration(inference as number),
      },
      {
        field: "tensor_bytes",
        title: "memory",
        value: ({ tensorBytes }) => tensorBytes,
        text: ({ tensorBytes }) => mebibytes(tensorBytes as number),
      },
      {
        field: "method",
        title: "best method",
        kind: "word",
        value: ({ method }) => method,
        text: ({ method }) => methodTitle(method as string),
      },
      {
        field: "accuracy",
        title: "accuracy %",
        value: ({ accuracy }) => accuracy,
        text: ({ accuracy }) => percent(accuracy),
      },
      {
        field: "difference",
        title: "to all edges",
        value: ({ difference }) => difference,
        text: ({ difference }) => percent(difference as number, "+"),
      },
    ],
  );
}

/** Whether an epoch becomes twice as fast within a point of accuracy, and where. */
function fastest(gains: readonly GainRow[]): string {
  if (gains.every(({ speedUp }) => speedUp === null))
    return "The full graph was not trained on, so that nothing is compared with it.";
  const row = fastWithinPoint(gains);
  if (row !== null) {
    const by = row.method === null ? "" : ` by ${methodTitle(row.method)}`;
    return `An epoch is twice as fast within one point of accuracy from ${percentTitle(row.sparsity)} % of the edges removed${by}.`;
  }
  const fast = gains.find(({ speedUp }) => speedUp !== null && speedUp >= 2);
  return fast === undefined
    ? "At no level that was measured is an epoch twice as fast."
    : `An epoch is twice as fast from ${percentTitle(fast.sparsity)} % of the edges removed, which costs more than one point of accuracy.`;
}
