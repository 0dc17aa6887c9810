import { basename, join, resolve } from "node:path";
import { InputError } from "../../src/errors.js";

/**
 * The folder of each data set's sweep: the one given where there is one data set, else one below it by the data set's name.
 *
 * What is named "..", as in raw/.., is called by the folder that it is: no name leads out of the one given.
 *
 * @throws InputError where two data sets would have one folder
 */
export function sweepFolders(out: string, datasets: readonly string[]): string[] {
  if (datasets.length === 1) return [out];
  const names = datasets.map((dataset) => basename(resolve(dataset)).replace(/[^\w.-]+/g, "_") || "_");
  names.forEach((name, k) => {
    const first = names.indexOf(name);
    if (first < k)
      throw new InputError(
        `datasets: expected names that differ, as each has a folder of its own, got ${datasets[first]} and ${datasets[k]}`,
      );
  });
  return names.map((name) => join(out, name));
}
