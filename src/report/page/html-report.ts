import { createHash } from "node:crypto";
import type { InputRecords } from "../../evaluate/records/records-by-input.js";
import type { RemovalPicture } from "../../evaluate/structure/removal-picture.js";
import { summarizeCosts } from "../../evaluate/summaries/cost-summary.js";
import { summarizeCurves } from "../../evaluate/summaries/curve-summary.js";
import { type SummaryRow, summarize } from "../../evaluate/summaries/summary.js";
import { curveFigure } from "../figures/curve-figure.js";
import { accuracyMatrix, comparisonRows, differenceMatrix } from "../tables/accuracy-tables.js";
import { areaTable, costTable } from "../tables/curve-tables.js";
import { html, Markup } from "../wording/markup.js";
import { counted } from "../wording/numbers.js";
import { modelTitle } from "../wording/titles.js";
import { configurationSection } from "./configuration-section.js";
import { failuresSection } from "./failures-section.js";
import { graphSection } from "./graph-section.js";
import { pageScript, pageStyle } from "./page.generated.js";
import { structureSection } from "./structure-section.js";

/** One input's part of a report. */
export interface ReportPart extends InputRecords {
  /** its graph and removal orders or, in words, why there is no picture of them */
  readonly picture: RemovalPicture | string;
  /** the lines of `structure.csv`, where structures were measured */
  readonly structure?: string | undefined;
}

/**
 * The report as one HTML document that needs nothing else: curves, tables, the configuration, and the graph with a slider over the
 * removal orders, for each input.
 *
 * All text from records is escaped, and the page's own policy lets no other script, style, picture or connection in. Equal records,
 * in whatever order they stand, give equal bytes.
 *
 * @param parts at least one, each with a finished trial
 * @param baseline the method that the others are compared with
 */
export function htmlReport(parts: readonly ReportPart[], baseline: string): string {
  const names = parts.map(({ input }) => input.name);
  const title = `Accuracy against sparsity: ${names.join(", ")}`;
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${digest(pageScript)}'`,
    `style-src 'sha256-${digest(pageStyle)}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");
  const contents =
    parts.length < 2
      ? null
      : html`<nav aria-label="Inputs"><ul>${names.map((name, k) => html`<li><a href="#input-${k}">${name}</a></li>`)}</ul></nav>`;
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${Markup.trusted(pageStyle)}</style>
</head>
<body>
<main>
<header><h1>Accuracy against sparsity</h1>
<p>How much test accuracy a graph neural network keeps when it is trained and tested on the graph that a sparsifier leaves. Made by seprank from its records; the numbers below are all that it knows.</p>${contents}</header>
${parts.map((part, k) => inputSection(part, `input-${k}`, baseline))}
<footer><p>The pictures of graphs are drawn with <a href="https://www.sigmajs.org">sigma.js</a> and <a href="https://graphology.github.io">graphology</a>, and laid out by ForceAtlas2. This page is one file and asks for nothing from the network.</p></footer>
</main>
<script>${Markup.trusted(pageScript)}</script>
</body>
</html>
`.text;
}

function inputSection(
  { input, records, picture, structure = "" }: ReportPart,
  id: string,
  baseline: string,
): Markup {
  const rows = summarize(records, baseline);
  const areas = summarizeCurves(records, baseline);
  const costs = summarizeCosts(records, baseline);
  const models = [...new Set(rows.map(({ model }) => model))];
  const of = <Row extends { readonly model: string }>(all: readonly Row[], model: string) =>
    all.filter((row) => row.model === model);
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${input.name}</h2>
<p class="summary">${summaryLine(rows, models)}</p>
${models.map(
  (model) => html`<section class="model">
<h3>${modelTitle(model)} on ${input.name}</h3>
${curveFigure(of(rows, model), input.edges, baseline)}
${accuracyMatrix(of(rows, model), records[0].options.split)}
${differenceMatrix(of(rows, model), baseline)}
${areaTable(of(areas, model), baseline)}
${detailed("Every comparison, with intervals and p-values", comparisonRows(of(rows, model), baseline))}
${costTable(of(costs, model))}
</section>
`,
)}
${titled("Structure beside accuracy", structureSection(structure))}
<section><h3>The graph, before and after</h3>
${graphSection(picture, rows, id)}
</section>
${titled("Failed trials", failuresSection(records))}
<section><h3>Configuration</h3>
${configurationSection(records, baseline)}
</section>
</section>
`;
}

function summaryLine(rows: readonly SummaryRow[], models: readonly string[]): string {
  const methods = new Set(rows.map(({ method }) => method)).size;
  const levels = new Set(rows.map(({ removed }) => removed)).size;
  const seeds = rows.reduce((most, { accuracy }) => Math.max(most, accuracy.n), 0);
  return `${models.map(modelTitle).join(", ")}; ${[
    counted(methods, "method"),
    counted(levels, "level"),
    counted(seeds, "seed"),
  ].join(", ")}.`;
}

function titled(title: string, content: Markup | null): Markup | null {
  return content === null ? null : html`<section><h3>${title}</h3>${content}</section>`;
}

function detailed(summary: string, content: Markup | null): Markup | null {
  return content === null ? null : html`<details><summary>${summary}</summary>${content}</details>`;
}

/** As a content security policy names what it allows. */
function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
