import type { GraphDataset, Split } from "../../src/graph/dataset.js";
import { smallDataset } from "./small-dataset.js";

/** Of every ten vertices from a shift on, six to train on, two to validate, two to test: no random split is like it. */
export function splitFrom(shift: number, vertexCount = 40): Split {
  const where = (from: number, to: number) =>
    Uint32Array.from(Array.from({ length: vertexCount }, (_, t) => t)).filter((t) => {
      const place = (t + shift) % 10;
      return place >= from && place < to;
    });
  return { train: where(0, 6), validation: where(6, 8), test: where(8, 10) };
}

/** The small data set with splits of its own. */
export function splitDataset(count = 1, vertexCount = 40): GraphDataset {
  return {
    ...smallDataset(vertexCount),
    splits: Array.from({ length: count }, (_, k) => splitFrom(3 * k, vertexCount)),
  };
}
