import { FormatError } from "../../src/errors.js";
import { readDataFiles } from "../store/data-files.js";
import { type ClimateTensor, standardizeVariables } from "./climate-tensor.js";
import { readStation, STATION_VARIABLES } from "./metoffice.js";

/**
 * The first 16 stations, by name, of those 31 whose five variables are all there in every month of the slice.
 */
const STATIONS = [
  "aberporth",
  "armagh",
  "bradford",
  "camborne",
  "cambridge",
  "cardiff",
  "cwmystwyth",
  "durham",
  "eastbourne",
  "eskdalemuir",
  "heathrow",
  "hurn",
  "lerwick",
  "leuchars",
  "manston",
  "nairn",
] as const;

const FIRST_MONTH = 12 * 1988;
const MONTHS = 50;

/**
 * Meteo-UK: months x stations x variables, (50, 16, 5), from the Met Office's historic station data.
 *
 * Hariz et al. (2022, section 5.5) give the dimensions, not the slices. Ours, so that nothing is missing: the 50 months from January 1988
 * (from then on sunshine of many stations is recorded), the first 16 stations by name that are complete, all five variables, each
 * standardized over the tensor: the paper's losses, 0.3 to 1.1, fit a mean square of 1.
 *
 * @param dataDir the folder to look in first; default: `SEPRANK_DATA`
 * @throws InputError where the files (metoffice/archive/STATIONdata.txt) are not there
 * @throws FormatError where a file is damaged or a value missing
 */
export async function meteoUk(dataDir?: string): Promise<ClimateTensor> {
  const files = await readDataFiles(
    "Meteo-UK",
    STATIONS.map((station) => `metoffice/archive/${station}data.txt`),
    dataDir,
  );
  const shape = [MONTHS, STATIONS.length, STATION_VARIABLES.length];
  const data = new Float64Array(MONTHS * STATIONS.length * STATION_VARIABLES.length);
  files.forEach(({ path, bytes }, station) => {
    const { months, values } = readNamed(path, bytes);
    for (let t = 0; t < MONTHS; t++) {
      const row = months.indexOf(FIRST_MONTH + t);
      for (let variable = 0; variable < STATION_VARIABLES.length; variable++) {
        const value = row < 0 ? Number.NaN : values[row * STATION_VARIABLES.length + variable];
        if (Number.isNaN(value))
          throw new FormatError(`expected ${STATION_VARIABLES[variable]} of ${monthName(t)}, it is missing`, {
            file: path,
          });
        data[(t * STATIONS.length + station) * STATION_VARIABLES.length + variable] = value;
      }
    }
  });
  return {
    title: "Meteo-UK",
    shape,
    data: standardizeVariables(data, shape, 2),
    places: [Array.from({ length: MONTHS }, (_, t) => monthName(t)), STATIONS, STATION_VARIABLES],
  };
}

function readNamed(path: string, bytes: Uint8Array): ReturnType<typeof readStation> {
  try {
    return readStation(bytes);
  } catch (error) {
    throw error instanceof FormatError ? error.inFile(path) : error;
  }
}

function monthName(t: number): string {
  const month = FIRST_MONTH + t;
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
}
