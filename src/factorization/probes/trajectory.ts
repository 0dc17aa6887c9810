import { type Table, tableFromArrays } from "apache-arrow";
import { InputError } from "../../errors.js";

/** A run as a table: iteration by quantity. */
export interface Trajectory {
  /** "iteration", "loss", then the probes' quantities. */
  readonly columns: readonly string[];
  /** By column, [recorded iterations]. */
  readonly values: readonly Float64Array[];
}

/** What is measured along a run. */
export interface Probe {
  readonly columns: readonly string[];
  /** One number for each column. */
  measure(weights: Float64Array): ArrayLike<number>;
}

/**
 * One column of a trajectory.
 *
 * @throws InputError where there is none of that name
 *
 * @example
 * ```ts
 * import { trajectoryColumn } from "seprank/factorization";
 *
 * const trajectory = { columns: ["iteration", "loss"], values: [Float64Array.of(0, 100), Float64Array.of(1, 0.5)] };
 * [...trajectoryColumn(trajectory, "loss")]; // => [1, 0.5]
 * ```
 */
export function trajectoryColumn(trajectory: Trajectory, name: string): Float64Array {
  const place = trajectory.columns.indexOf(name);
  if (place < 0)
    throw new InputError(`trajectory column: expected one of ${trajectory.columns.join(", ")}, got ${name}`);
  return trajectory.values[place];
}

/**
 * A trajectory as an Arrow table of 64-bit floats, one row for every recorded iteration.
 *
 * Complexity: O(columns), no copy.
 *
 * @example
 * ```ts
 * import { trajectoryTable } from "seprank/factorization";
 *
 * const trajectory = { columns: ["iteration", "loss"], values: [Float64Array.of(0, 100), Float64Array.of(1, 0.5)] };
 * trajectoryTable(trajectory).numRows; // => 2
 * ```
 */
export function trajectoryTable({ columns, values }: Trajectory): Table {
  return tableFromArrays(Object.fromEntries(columns.map((name, k) => [name, values[k]])));
}
