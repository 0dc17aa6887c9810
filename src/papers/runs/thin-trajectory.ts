import type { Trajectory } from "../../factorization/probes/trajectory.js";

/**
 * Fewer rows of a trajectory, at even intervals: over the records, or along a measure of how far the run has come.
 *
 * @param most rows at most, >= 2; the first and the last stay
 * @param path by row, never falling; default the row's place
 *
 * Complexity: O(rows * columns).
 */
export function thinTrajectory(trajectory: Trajectory, most: number, path?: ArrayLike<number>): Trajectory {
  const { columns, values } = trajectory;
  const count = values[0].length;
  if (count <= most) return trajectory;
  const at = (row: number) => (path === undefined ? row : path[row]);
  const step = (at(count - 1) - at(0)) / (most - 1);
  const kept: number[] = [0];
  for (let row = 1; row < count - 1 && kept.length < most - 1; row++)
    if (at(row) - at(kept[kept.length - 1]) >= step) kept.push(row);
  kept.push(count - 1);
  return { columns, values: values.map((column) => Float64Array.from(kept, (row) => column[row])) };
}
