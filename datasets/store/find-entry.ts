import { InputError } from "../../src/errors.js";
import { nearestName } from "../../src/graph/nearest-name.js";
import { type CatalogEntry, catalog } from "./catalog.js";

/** The catalogue's entry of that name, or undefined. O(entries). */
export function findEntry(name: string): CatalogEntry | undefined {
  return catalog.find((entry) => entry.name === name);
}

/** The error for a name that the catalogue does not hold: the nearest name, and all. */
export function unknownDataset(name: string): InputError {
  const names = catalog.map((entry) => entry.name);
  return new InputError(
    `${name}: no such file or data set; did you mean ${nearestName(name, names)}? Known data sets: ${names.join(", ")}`,
  );
}
