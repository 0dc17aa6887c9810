/** The sweeps of docs/results, read from their summaries. */
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { csvRecords } from "./markdown.mjs";

const results = fileURLToPath(new URL("../results", import.meta.url));

/** One entry for every folder with a summary.csv: data set, model, methods, levels, the text of a cell, areas under the curves. */
export async function readSweeps() {
  const sweeps = [];
  for (const name of (await readdir(results)).sort()) {
    const text = await readFile(`${results}/${name}/summary.csv`, "utf8").catch(() => undefined);
    if (text === undefined) continue;
    const rows = csvRecords(text);
    const curves = await readFile(`${results}/${name}/curves.csv`, "utf8").catch(() => undefined);
    sweeps.push({
      name,
      input: rows[0].input,
      model: rows[0].model,
      seeds: Math.max(...rows.map(({ n }) => Number(n))),
      methods: [...new Set(rows.map(({ method }) => method))],
      levels: [...new Set(rows.map(({ sparsity }) => Number(sparsity)))].sort((a, b) => a - b),
      cells: (method, level) => {
        const row = rows.find((one) => one.method === method && Number(one.sparsity) === level);
        if (row === undefined) return "";
        const star = row.holm_t !== "" && Number(row.holm_t) < 0.05 ? " \\*" : "";
        return `${points(row.mean)} ± ${points(row.sd)}${star}`;
      },
      areas: curves === undefined ? [] : csvRecords(curves).map(areaOf),
    });
  }
  return sweeps;
}

function areaOf(row) {
  const { method, area, area_sd, difference_mean, difference_ci_low, difference_ci_high } = row;
  const difference = difference_mean
    ? `${points(difference_mean)} [${points(difference_ci_low)}, ${points(difference_ci_high)}]`
    : "";
  return { method, area: `${points(area)} ± ${points(area_sd)}`, difference };
}

/** A share in percent with one decimal. */
function points(share) {
  return (100 * Number(share)).toFixed(1);
}
