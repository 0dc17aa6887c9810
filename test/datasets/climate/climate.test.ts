import fc from "fast-check";
import { expect, test } from "vitest";
import { ccds } from "../../../datasets/climate/ccds.js";
import { standardizeVariables } from "../../../datasets/climate/climate-tensor.js";
import { meteoUk } from "../../../datasets/climate/meteo-uk.js";
import { readStation } from "../../../datasets/climate/metoffice.js";
import { FormatError, InputError } from "../../../src/errors.js";
import { realData, realDataPath } from "../../support/real-data.js";

const bytes = (text: string) => new TextEncoder().encode(text);

test("reads a station's lines: marks, missing values, remarks with and without a space, fields left out", () => {
  const { months, values } = readStation(
    bytes(`Somewhere
Location 1 2
   yyyy  mm   tmax    tmin      af    rain     sun
   1999  12    5.2*   -0.7    ---     52.0#   12$
   2000   1    9       2.5      3     28.1    152.0Change to elsewhere
   2000   3   ---     ---     ---     ---     Provisional
   2000   4   1.5   ||   2   3
`),
  );
  expect(Array.from(months)).toEqual([12 * 1999 + 11, 24000, 24002, 24003]);
  const NaNs = [Number.NaN, Number.NaN, Number.NaN, Number.NaN];
  expect(Array.from(values)).toEqual([
    ...[5.2, -0.7, Number.NaN, 52, 12],
    ...[9, 2.5, 3, 28.1, 152],
    ...[...NaNs, Number.NaN],
    ...[1.5, ...NaNs],
  ]);
});

test.each([
  ["2000 13 1 2 3 4 5\n", /^1: expected a month from 1 to 12, got 13/],
  ["a\n2000 5 1 2 3 4 5\n2000 5 1 2 3 4 5\n", /^3: expected a month after the one before, got 2000-5/],
  ["no table\n", /expected lines of a year, a month and values, got none/],
])("refuses %j with its line", (text, message) => {
  expect(() => readStation(bytes(text))).toThrow(message);
  expect(() => readStation(bytes(text))).toThrow(FormatError);
});

test("any bytes are refused in one line, or read", () => {
  const line = fc
    .tuple(fc.nat(2100), fc.nat(14), fc.string())
    .map(([year, month, rest]) => `${year} ${month} ${rest}`);
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.array(line).map((lines) => bytes(lines.join("\n"))),
      ),
      (content) => {
        try {
          const { months, values } = readStation(content);
          expect(values).toHaveLength(5 * months.length);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          expect((error as Error).message).not.toContain("\n");
        }
      },
    ),
  );
});

test("standardized variables have mean 0 and variance 1, whatever their mode", () => {
  const shape = [3, 4, 2];
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 24, maxLength: 24 }),
      fc.nat(2),
      (values, mode) => {
        const standard = standardizeVariables(Float64Array.from(values), shape, mode);
        for (let variable = 0; variable < shape[mode]; variable++) {
          const own: number[] = [];
          const before: number[] = [];
          for (let i = 0, k = 0; i < 3; i++)
            for (let j = 0; j < 4; j++)
              for (let l = 0; l < 2; l++, k++)
                if ([i, j, l][mode] === variable) {
                  own.push(standard[k]);
                  before.push(values[k]);
                }
          if (Math.max(...before) - Math.min(...before) < 1e-3) continue;
          const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
          const square = own.reduce((sum, value) => sum + value * value, 0) / own.length;
          expect(mean).toBeCloseTo(0, 8);
          expect(square).toBeCloseTo(1, 8);
        }
      },
    ),
  );
  expect(standardizeVariables(Float64Array.of(7, 7, 7, 7), [2, 2], 1)).toEqual(Float64Array.of(0, 0, 0, 0));
});

test("a station file of the real archive", (context) => {
  const { months, values } = readStation(realData(context, "metoffice/archive/lowestoftdata.txt"));
  expect([months[0], ...values.slice(0, 5)]).toEqual([12 * 1914, 5.2, 0.7, Number.NaN, 52, Number.NaN]);
  // "2007   9   18.5    11.2       0    34.1   152.0Change to Monckton Ave"
  const row = months.indexOf(12 * 2007 + 8);
  expect(Array.from(values.subarray(5 * row, 5 * row + 5))).toEqual([18.5, 11.2, 0, 34.1, 152]);
});

test("Meteo-UK is complete and standardized", async (context) => {
  realDataPath(context, "metoffice/archive/nairndata.txt");
  const { shape, data, places } = await meteoUk();
  expect(shape).toEqual([50, 16, 5]);
  expect(places.map((names) => names.length)).toEqual([50, 16, 5]);
  expect([places[0][0], places[0][49], places[1][15]]).toEqual(["1988-01", "1992-02", "nairn"]);
  expect(data.every(Number.isFinite)).toBe(true);
  expect(data.reduce((sum, value) => sum + value * value, 0) / data.length).toBeCloseTo(1, 10);
  // Maxima are warmer in July than in January, at every station.
  for (let station = 0; station < 16; station++)
    expect(data[(6 * 16 + station) * 5]).toBeGreaterThan(data[station * 5]);
});

test("CCDS: the slices of the file's series, standardized", async (context) => {
  realDataPath(context, "climate-ccds/climateP17.mat");
  const { shape, data, places } = await ccds();
  expect(shape).toEqual([50, 15, 25]);
  expect(places[1].slice(0, 3)).toEqual(["CO2", "CH4", "CO"]);
  expect(places[2][0]).toBe("30.475, -114.75");
  // scipy.io.loadmat(...)["series"][0, 0][0, :3]; standardizing is affine.
  const [a, b, c] = [-0.13629532, -0.99975065, -0.78937417];
  const at = (month: number) => data[month * 15 * 25];
  expect((at(1) - at(0)) / (at(2) - at(0))).toBeCloseTo((b - a) / (c - a), 6);
});

test("data that is not there is named, with the way out", async () => {
  const { SEPRANK_CACHE } = process.env;
  process.env.SEPRANK_CACHE = "/nonexistent";
  try {
    for (const open of [meteoUk, ccds])
      await expect(open("/nonexistent")).rejects.toThrow(
        /expected .*in the data folder, not there; set SEPRANK_DATA/,
      );
  } finally {
    if (SEPRANK_CACHE === undefined) delete process.env.SEPRANK_CACHE;
    else process.env.SEPRANK_CACHE = SEPRANK_CACHE;
  }
});
