import { FormatError } from "../errors.js";
import {
  type Checkpoint,
  checkpointArrays,
  decodeCheckpoint,
  type Trajectory,
} from "../factorization/index.js";
import { sha256Hex } from "../files.js";
import { writeNpy } from "../graph/formats/numpy/npy.js";
import { openNpz, writeNpz } from "../graph/formats/numpy/npz.js";
import { numbersOf, textsOf } from "../graph/formats/numpy/npz-arrays.js";

/** A run as far as it has come. */
export interface RunState {
  readonly checkpoint: Checkpoint;
  readonly trajectory: Trajectory;
}

/**
 * A run's state as the bytes of one NumPy archive: the arrays of a checkpoint, `trajectory_columns` [columns] (text), `trajectory`
 * [columns, rows], and `sha256`, the hexadecimal digits over all of them.
 *
 * One file, so that checkpoint and trajectory are never of different moments.
 *
 * Complexity: O(weights + columns * rows).
 */
export function encodeRunState(state: RunState): Uint8Array {
  const arrays = arraysOf(state);
  return writeNpz(new Map([...arrays, ["sha256", writeNpy("<U", [1], [checksum(arrays)])]]));
}

/**
 * The state that {@link encodeRunState} was given, bit for bit.
 *
 * @throws FormatError where an array is missing, or anything is not as it was written
 */
export function decodeRunState(bytes: Uint8Array): RunState {
  const checkpoint = decodeCheckpoint(bytes);
  const npz = openNpz(bytes);
  const { shape, values } = numbersOf(npz, "trajectory", 2);
  const columns = textsOf(npz, "trajectory_columns", shape[0]);
  const sum = textsOf(npz, "sha256", 1);
  const rows = shape[1];
  if (columns === null || sum === null || rows === 0)
    throw new FormatError("npz: expected arrays trajectory, trajectory_columns and sha256");
  const trajectory = {
    columns,
    values: columns.map((_, c) => Float64Array.from(values.subarray(c * rows, (c + 1) * rows))),
  };
  const state = { checkpoint, trajectory };
  if (checksum(arraysOf(state)) !== sum[0]) throw new FormatError("damaged: the checksum differs");
  return state;
}

function arraysOf({
  checkpoint,
  trajectory: { columns, values },
}: RunState): ReadonlyMap<string, Uint8Array> {
  const rows = values[0].length;
  const table = new Float64Array(columns.length * rows);
  values.forEach((column, c) => {
    table.set(column, c * rows);
  });
  return new Map([
    ...checkpointArrays(checkpoint),
    ["trajectory_columns", writeNpy("<U", [columns.length], columns)],
    ["trajectory", writeNpy("<f8", [columns.length, rows], table)],
  ]);
}

function checksum(arrays: ReadonlyMap<string, Uint8Array>): string {
  const lines = Array.from(arrays, ([key, array]) => `${key} ${sha256Hex(array)}\n`);
  return sha256Hex(new TextEncoder().encode(lines.join("")));
}
