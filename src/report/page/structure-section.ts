import { ANY_METHOD } from "../../evaluate/trials/trial.js";
import { type Cell, htmlTable, numberCell } from "../tables/html-table.js";
import type { Markup } from "../wording/markup.js";
import { fixed } from "../wording/numbers.js";
import { methodTitle, modelTitle, percentTitle } from "../wording/titles.js";

/** The file of structures beside the records, where they were measured. */
export const STRUCTURE_TABLE = "structure.csv";

/** Columns that say what was measured, not what came out. */
const KEYS = ["method", "model", "sparsity", "removed", "n"];

/** How the known measures are printed; another one has its own name and three decimals. */
const MEASURES: Readonly<Record<string, { title: string; decimals: number; factor?: number }>> = {
  isolated: { title: "isolated", decimals: 0 },
  components: { title: "components", decimals: 0 },
  largestComponent: { title: "largest", decimals: 0 },
  degreeDistance: { title: "degree distance", decimals: 3 },
  walkIndexKept: { title: "walk index kept (%)", decimals: 1, factor: 100 },
  trianglesKept: { title: "triangles kept (%)", decimals: 1, factor: 100 },
  spectralDistance: { title: "spectral distance", decimals: 3 },
  orderSeconds: { title: "seconds", decimals: 2 },
};

/**
 * What the methods leave of the graph's structure, a row for each method and level, from the lines of `structure.csv`: of each measure
 * the mean over seeds.
 *
 * @returns null where there is no line of it
 */
export function structureSection(csv: string): Markup | null {
  const [header = [], ...lines] = csv
    .split(/\r?\n/)
    .filter((line) => line !== "")
    .map((line) => line.split(","));
  const rows = lines.filter((line) => line.length === header.length);
  const measures = header.filter((name) => !KEYS.includes(name) && !name.endsWith("_sd"));
  if (rows.length === 0 || !header.includes("method") || !header.includes("sparsity")) return null;
  const at = (row: readonly string[], name: string) => row[header.indexOf(name)] ?? "";
  const number = (text: string) => (text === "" || !Number.isFinite(Number(text)) ? null : Number(text));
  const measureCell = (row: readonly string[], name: string): Cell => {
    const { decimals, factor = 1 } = MEASURES[name] ?? { decimals: 3 };
    return numberCell(number(at(row, name)), (value) => fixed(factor * value, decimals));
  };
  return htmlTable({
    caption: "What is left of the graph's structure",
    header: ["method", "removed (%)", ...measures.map((name) => MEASURES[name]?.title ?? name)],
    rows: rows.map((row) => [
      { content: titleOf(at(row, "method"), at(row, "model")) },
      numberCell(number(at(row, "sparsity")), percentTitle),
      ...measures.map((name) => measureCell(row, name)),
    ]),
    note: `Means over seeds; deviations are in ${STRUCTURE_TABLE}.`,
  });
}

function titleOf(method: string, model: string): string {
  if (method === ANY_METHOD) return "all edges, or none";
  return model === "" ? methodTitle(method) : `${methodTitle(method)} (${modelTitle(model)})`;
}
