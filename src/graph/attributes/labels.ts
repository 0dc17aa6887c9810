import { FormatError } from "../../errors.js";
import type { GraphDataset } from "../dataset.js";

/** The labels of a {@link GraphDataset}. */
export type Labels = Pick<GraphDataset, "labels" | "classNames">;

/**
 * Labels from class numbers.
 *
 * Rule: a negative number means no label (-1). With class names the numbers index them. Without, the distinct numbers in
 * ascending order become the classes 0 .. C-1; where that renumbers any, the class names tell the numbers of the input.
 *
 * Complexity: O(V + C log C).
 *
 * @param numbers [V]
 * @throws FormatError where the length is not V, a number is no integer, or it has no class name
 */
export function labelsFromNumbers(
  numbers: ArrayLike<number>,
  vertexCount: number,
  classNames: readonly string[] | null = null,
): Labels {
  if (numbers.length !== vertexCount)
    throw new FormatError(`labels: expected ${vertexCount}, one for each vertex, got ${numbers.length}`);
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    const number = numbers[vertex];
    if (!Number.isInteger(number))
      throw new FormatError(`label of vertex ${vertex}: expected an integer, got ${number}`);
    if (classNames !== null && number >= classNames.length)
      throw new FormatError(
        `label of vertex ${vertex}: expected one of ${classNames.length} named classes, got ${number}`,
      );
  }
  if (classNames !== null)
    return {
      labels: Int32Array.from(numbers, (number) => Math.max(number, -1)),
      classNames: [...classNames],
    };
  const distinct = [...new Set(Array.from(numbers))].filter((number) => number >= 0).sort((a, b) => a - b);
  const classes = new Map(distinct.map((number, k) => [number, k]));
  return {
    labels: Int32Array.from(numbers, (number) => classes.get(number) ?? -1),
    classNames: distinct.every((number, k) => number === k) ? null : distinct.map(String),
  };
}

/**
 * Labels from class names.
 *
 * Rule: where all names are numbers (0, 1, 2, ...), as {@link labelsFromNumbers}; else the distinct names, sorted by
 * code unit, are the classes.
 *
 * @param names [V], null where a vertex has no label
 */
export function labelsFromNames(names: readonly (string | null)[]): Labels {
  if (names.every((name) => name === null || /^(0|[1-9]\d{0,14})$/.test(name)))
    return labelsFromNumbers(
      names.map((name) => (name === null ? -1 : Number(name))),
      names.length,
    );
  const classNames = [...new Set(names)].filter((name) => name !== null).sort();
  const classes = new Map(classNames.map((name, k) => [name, k]));
  return {
    labels: Int32Array.from(names, (name) => (name === null ? -1 : (classes.get(name) as number))),
    classNames,
  };
}

/** The name of each class as it is written: its name, else its number. */
export function classLabel({ classNames }: Pick<Labels, "classNames">, label: number): string | number {
  return classNames?.[label] ?? label;
}
