import { FormatError } from "../../errors.js";
import type { TensorValues } from "./tensor-values.js";

/** Names lists of tensors for a file: `parameters.0`, `parameters.1`, ... */
export function nameTensors(
  lists: Readonly<Record<string, readonly TensorValues[]>>,
): Map<string, TensorValues> {
  return new Map(
    Object.entries(lists).flatMap(([name, list]) =>
      list.map((tensor, k): [string, TensorValues] => [`${name}.${k}`, tensor]),
    ),
  );
}

/**
 * The lists of tensors that {@link nameTensors} named.
 *
 * @param names of all lists there may be
 * @throws FormatError where a tensor is of none of them, or a number is left out
 */
export function listTensors<Name extends string>(
  tensors: ReadonlyMap<string, TensorValues>,
  names: readonly Name[],
): Record<Name, TensorValues[]> {
  const lists = Object.fromEntries(names.map((name) => [name, [] as TensorValues[]]));
  let listed = 0;
  for (const name of names)
    for (let k = 0; tensors.has(`${name}.${k}`); k++, listed++)
      lists[name].push(tensors.get(`${name}.${k}`) as TensorValues);
  if (listed !== tensors.size) {
    const known = new Set(names.flatMap((name) => lists[name].map((_, k) => `${name}.${k}`)));
    const other = [...tensors.keys()].find((name) => !known.has(name));
    throw new FormatError(`tensor ${other}: expected ${names.join(", ")}, each numbered from 0`);
  }
  return lists as Record<Name, TensorValues[]>;
}
