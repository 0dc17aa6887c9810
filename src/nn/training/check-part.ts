import { InputError } from "../../errors.js";

const PLURALS = { vertex: "vertices", graph: "graphs" } as const;

/**
 * @param name of the part: train, validation or test
 * @param rows what the part holds
 * @param labels of all
 * @param what what is split: "vertex" or "graph"
 * @throws InputError where the part is empty, or holds what is not there or has no label
 */
export function checkPart(
  name: string,
  rows: Uint32Array,
  labels: Int32Array,
  what: keyof typeof PLURALS,
): void {
  const several = PLURALS[what];
  if (rows.length === 0)
    throw new InputError(`split: expected at least one ${name} ${what}, got none; use another split`);
  for (const row of rows) {
    if (row >= labels.length)
      throw new InputError(`split: expected ${name} ${several} below ${labels.length}, got ${row}`);
    if (labels[row] === -1)
      throw new InputError(`split: expected labelled ${name} ${several}, got ${what} ${row} without a label`);
  }
}
