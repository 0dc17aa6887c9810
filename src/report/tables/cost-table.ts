import type { CostRow } from "../../evaluate/summaries/cost-summary.js";
import type { InputSummary } from "../../evaluate/summaries/input-summary.js";
import { ANY_METHOD } from "../../evaluate/trials/trial.js";
import { duration, mebibytes } from "../wording/numbers.js";
import { inputTitle, methodTitle, modelTitle } from "../wording/titles.js";
import { type Table, tableOf } from "./table.js";

/** Time and memory of the trials by model and method; null where no trial is finished. In files seconds and bytes. */
export function costTable({ input, costs }: Pick<InputSummary, "input" | "costs">): Table | null {
  if (costs.length === 0) return null;
  return tableOf<CostRow>(
    {
      caption: `${inputTitle(input.name)}: time and memory`,
      note: "Means; time to sparsify is that of a whole removal order. Trials ran side by side, so that times say which method is dear, not how fast the machine is. Peak memory is the most that a trial's process had held by its end, earlier trials in that process included.",
    },
    costs,
    [
      {
        field: "model",
        title: "model",
        kind: "word",
        value: ({ model }) => model,
        text: ({ model }) => modelTitle(model),
      },
      {
        field: "method",
        title: "method",
        kind: "word",
        value: ({ method }) => method,
        text: ({ method }) => (method === ANY_METHOD ? "all edges, or none" : methodTitle(method)),
      },
      {
        field: "order_seconds",
        title: "time to sparsify",
        value: ({ order }) => order?.mean,
        text: ({ order }) => duration(order!.mean),
      },
      {
        field: "training_seconds",
        title: "time to train",
        value: ({ training }) => training.mean,
        text: ({ training }) => duration(training.mean),
      },
      {
        field: "epochs",
        title: "epochs",
        value: ({ epochs }) => epochs.mean,
        text: ({ epochs }) => epochs.mean.toFixed(0),
      },
      {
        field: "peak_memory",
        title: "peak memory",
        value: ({ peakMemory }) => peakMemory,
        text: ({ peakMemory }) => mebibytes(peakMemory!),
      },
      { field: "trials", title: "trials", value: ({ training }) => training.n },
    ],
  );
}
