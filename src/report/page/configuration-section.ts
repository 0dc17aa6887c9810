import type { FinishedRecord, TrialRecord } from "../../evaluate/trials/record.js";
import { ANY_METHOD } from "../../evaluate/trials/trial.js";
import { html, type Markup } from "../wording/markup.js";
import { counted, grouped } from "../wording/numbers.js";
import { splitFact } from "../wording/split-words.js";
import { methodTitle, modelTitle, percentTitle } from "../wording/titles.js";

/** What was run: the records' fields that are not results, each value once. */
export function configurationSection(records: readonly TrialRecord[], baseline: string): Markup {
  const { input } = records[0];
  const finished = records.filter((record): record is FinishedRecord => record.outcome === "ok");
  const times = records.map(({ finishedAt }) => finishedAt).sort();
  const levels = distinct(records.map(({ sparsity }) => sparsity)).sort((a, b) => a - b);
  const facts: readonly (readonly [string, string | Markup])[] = [
    ["Input", input.name],
    ["SHA-256 of the input", html`<code>${input.sha256}</code>`],
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
  )}</dl>${optionsTable(records)}`;
}

/** Options as rows, models as columns. */
function optionsTable(records: readonly TrialRecord[]): Markup {
  const models = distinct(records.map(({ model }) => model)).sort();
  const options = new Map(
    models.map((model) => [model, records.filter((record) => record.model === model).map(flatOptions)]),
  );
  const names = distinct([...options.values()].flat().flatMap((flat) => [...flat.keys()]));
  return html`<figure class="table"><div class="scroll"><table class="options"><caption>Options</caption>
<thead><tr><th scope="col" class="word">option</th>${models.map((model) => html`<th scope="col" class="number">${modelTitle(model)}</th>`)}</tr></thead>
<tbody>${names.map(
    (
      name,
    ) => html`<tr><th scope="row" class="word">${name}</th>${models.map((model) => html`<td class="number">${listed((options.get(model) ?? []).flatMap((flat) => flat.get(name) ?? []))}</td>`)}</tr>
`,
  )}</tbody></table></div></figure>`;
}

/** The options, and what a method that trains an edge mask adds to them. */
function flatOptions({ options: { split, ...hyperparameters }, l1 }: TrialRecord): Map<string, string> {
  return new Map([
    ...Object.entries(hyperparameters).map(([name, value]): [string, string] => [name, String(value)]),
    ["split", splitFact(split)],
    ...(l1 === undefined ? [] : [["l1 of UGS's edge mask", String(l1)] as [string, string]]),
  ]);
}

function listed(values: readonly string[]): string {
  return distinct(values).sort().join(", ");
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
