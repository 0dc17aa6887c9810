import { InputError } from "../../errors.js";
import type { Features } from "../../graph/dataset.js";

/** @throws InputError where there is not one row of finite numbers for each vertex */
export function checkFeatures(features: Features, vertexCount: number): void {
  if (features.rows !== vertexCount)
    throw new InputError(`features: expected ${vertexCount} rows, one for each vertex, got ${features.rows}`);
  if (features.columns < 1) throw new InputError("features: expected at least one column, got none");
  const bad = features.values.findIndex((value) => !Number.isFinite(value));
  if (bad !== -1)
    throw new InputError(
      `features: expected finite numbers, got ${features.values[bad]} in the row of vertex ${rowOf(features, bad)}`,
    );
}

function rowOf(features: Features, entry: number): number {
  if (features.kind === "dense") return Math.floor(entry / features.columns);
  return features.offsets.findIndex((offset) => offset > entry) - 1;
}
