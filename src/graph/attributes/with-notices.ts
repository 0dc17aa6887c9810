import type { GraphDataset } from "../dataset.js";

/** A data set with what else is to be said of how it was read; itself where there is nothing. */
export function withNotices(dataset: GraphDataset, notices: readonly string[]): GraphDataset {
  return notices.length === 0 ? dataset : { ...dataset, notices: [...(dataset.notices ?? []), ...notices] };
}
