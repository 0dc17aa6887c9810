import { InputError } from "../../errors.js";

/**
 * @param what what has a label: "vertex" or "graph"
 * @throws InputError where there is not one label for each, or one is out of its range
 */
export function checkLabels(
  labels: Int32Array,
  count: number,
  classCount: number,
  what: "vertex" | "graph",
): void {
  if (labels.length !== count)
    throw new InputError(`labels: expected ${count}, one for each ${what}, got ${labels.length}`);
  if (!Number.isInteger(classCount) || classCount < 1)
    throw new InputError(`classes: expected an integer >= 1, got ${classCount}`);
  const wrong = labels.findIndex((label) => label < -1 || label >= classCount);
  if (wrong !== -1)
    throw new InputError(
      `labels: expected -1 (none) to ${classCount - 1}, got ${labels[wrong]} at ${what} ${wrong}`,
    );
}
