import type { FinishedRecord, TrialRecord } from "../../evaluate/trials/record.js";
import { ANY_METHOD } from "../../evaluate/trials/trial.js";
import { optionTable } from "../tables/option-table.js";
import { tableHtml } from "../tables/table-html.js";
import { html, type Markup } from "../wording/markup.js";
import { counted, grouped } from "../wording/numbers.js";
import { methodTitle, modelTitle, percentTitle, shownName } from "../wording/titles.js";

/** What was run: the records' fields that are not results, each value once. */
export function configurationSection(records: readonly TrialRecord[], baseline: string): Markup {
  const { input } = records[0];
  const finished = records.filter((record): record is FinishedRecord => record.outcome === "ok");
  const times = records.map(({ finishedAt }) => finishedAt).sort();
  const levels = distinct(records.map(({ sparsity }) => sparsity)).sort((a, b) => a - b);
  const facts: readonly (readonly [string, string | Markup])[] = [
    ["Input", shownName(input.name)],
    ["SHA-256 of the input", html`<code>${input.sha256.slice(0, 200)}</code>`],
    [
      "Graph",
      `${grouped(input.vertices)} vertices, ${grouped(input.edges)} edges (undirected, each counted once, no self-loops)`,
    ],
    ["Models", listed(records.map(({ model }) => modelTitle(model)))],
    [
      "Methods",
      listed(
        records
          .map(({ method }) => method)
          .filter((method) => method !== ANY_METHOD)
          .map(methodTitle),
      ),
    ],
    ["Compared with", methodTitle(baseline)],
    ["Levels", `${levels.map(percentTitle).join(", ")} % of the edges removed`],
    [
      "Seeds",
      distinct(records.map(({ seed }) => seed))
        .sort((a, b) => a - b)
        .join(", "),
    ],
    ["Records", `${counted(records.length, "record")}, ${finished.length} of finished trials`],
    ["Tensor backend", listed(finished.map(({ backend }) => backend))],
    ["seprank", listed(records.map(({ seprank }) => seprank))],
    ["Node", listed(records.map(({ node }) => node))],
    [
      "Finished",
      times[0] === times[times.length - 1] ? times[0] : `${times[0]} to ${times[times.length - 1]} (UTC)`,
    ],
  ];
  return html`<dl class="facts">${facts.map(
    ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>
`,
  )}</dl>${tableHtml(optionTable(records))}`;
}

function listed(values: readonly string[]): string {
  return distinct(values).sort().join(", ");
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
