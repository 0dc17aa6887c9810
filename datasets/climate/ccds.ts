import { FormatError } from "../../src/errors.js";
import { readMat } from "../../src/graph/formats/matlab/mat.js";
import type { MatArray } from "../../src/graph/formats/matlab/mat-values.js";
import { readDataFiles } from "../store/data-files.js";
import { type ClimateTensor, standardizeVariables } from "./climate-tensor.js";

const FILE = "climate-ccds/climateP17.mat";
const MONTHS = 50;
const VARIABLES = 15;
const LOCATIONS = 25;

/**
 * CCDS, the Comprehensive Climate Dataset of North America: months x variables x locations, (50, 15, 25).
 *
 * Hariz et al. (2022, section 5.5) give the dimensions, not the slices. Ours: the first 50 months (from January 1990), the first 15 of the
 * 17 variables and the first 25 of the 125 locations (the southernmost), in the file's order; each variable standardized over the tensor.
 *
 * @param dataDir the folder to look in first; default: `SEPRANK_DATA`
 * @throws InputError where the file (climate-ccds/climateP17.mat) is not there
 * @throws FormatError where it is damaged or holds something else
 */
export async function ccds(dataDir?: string): Promise<ClimateTensor> {
  const [{ path, bytes }] = await readDataFiles("CCDS", [FILE], dataDir);
  try {
    return cut(readMat(bytes));
  } catch (error) {
    throw error instanceof FormatError ? error.inFile(path) : error;
  }
}

function cut(variables: ReadonlyMap<string, MatArray>): ClimateTensor {
  const series = cellsOf(variables, "series", VARIABLES);
  const names = cellsOf(variables, "names", VARIABLES);
  const places = variables.get("locations");
  if (places?.kind !== "numbers" || places.shape[1] !== 2 || !(places.shape[0] >= LOCATIONS))
    throw new FormatError(`ccds: expected latitude and longitude of at least ${LOCATIONS} locations`);
  const shape = [MONTHS, VARIABLES, LOCATIONS];
  const data = new Float64Array(MONTHS * VARIABLES * LOCATIONS);
  for (let variable = 0; variable < VARIABLES; variable++) {
    const table = series[variable];
    if (
      table.kind !== "numbers" ||
      table.shape.length !== 2 ||
      table.shape[0] !== places.shape[0] ||
      table.shape[1] < MONTHS
    )
      throw new FormatError(
        `ccds: expected series ${variable} as locations x months, at least ${LOCATIONS} x ${MONTHS}`,
      );
    const [rows] = table.shape;
    for (let month = 0; month < MONTHS; month++)
      for (let location = 0; location < LOCATIONS; location++) {
        const value = table.values[location + rows * month];
        if (!Number.isFinite(value))
          throw new FormatError(
            `ccds: series ${variable}, location ${location}, month ${month}: expected a number`,
          );
        data[(month * VARIABLES + variable) * LOCATIONS + location] = value;
      }
  }
  const [rows] = places.shape;
  return {
    title: "CCDS",
    shape,
    data: standardizeVariables(data, shape, 1),
    places: [
      Array.from(
        { length: MONTHS },
        (_, t) => `${1990 + Math.floor(t / 12)}-${String((t % 12) + 1).padStart(2, "0")}`,
      ),
      names.slice(0, VARIABLES).map((name) => (name.kind === "text" ? name.text : "")),
      Array.from({ length: LOCATIONS }, (_, k) => `${places.values[k]}, ${places.values[k + rows]}`),
    ],
  };
}

function cellsOf(variables: ReadonlyMap<string, MatArray>, name: string, count: number): readonly MatArray[] {
  const array = variables.get(name);
  if (array?.kind !== "cells" || array.cells.length < count)
    throw new FormatError(`ccds: expected a cell array ${name} of at least ${count} cells`);
  return array.cells;
}
