import { type Table, tableFromArrays } from "apache-arrow";
import type { Trajectory } from "./trajectory.js";

/**
 * A trajectory as an Arrow table of 64-bit floats, one row for every recorded iteration.
 *
 * Complexity: O(columns), no copy.
 */
export function trajectoryTable({ columns, values }: Trajectory): Table {
  return tableFromArrays(Object.fromEntries(columns.map((name, k) => [name, values[k]])));
}
