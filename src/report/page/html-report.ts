import type { RemovalPicture } from "../../evaluate/structure/removal-picture.js";
import type { StructureSummaryRow } from "../../evaluate/structure/structure-summary.js";
import { byModel, type InputSummary } from "../../evaluate/summaries/input-summary.js";
import type { SummaryRow } from "../../evaluate/summaries/summary.js";
import type { TrainingCurves } from "../../evaluate/summaries/training-curves.js";
import { costFigure } from "../figures/cost-figure.js";
import { curveFigure } from "../figures/curve-figure.js";
import { gainFigure } from "../figures/gain-figure.js";
import { structureFigure } from "../figures/structure-figure.js";
import { trainingFigure } from "../figures/training-figure.js";
import { accuracyTable, comparisonsTable, differenceTable } from "../tables/accuracy-tables.js";
import { costTable } from "../tables/cost-table.js";
import { curveTable } from "../tables/curve-table.js";
import { failureTable } from "../tables/failure-table.js";
import { gainTable } from "../tables/gain-table.js";
import { structureTable } from "../tables/structure-table.js";
import type { Table } from "../tables/table.js";
import { tableHtml } from "../tables/table-html.js";
import { html, type Markup } from "../wording/markup.js";
import { counted } from "../wording/numbers.js";
import { inputTitle, modelTitle } from "../wording/titles.js";
import { configurationSection } from "./configuration-section.js";
import { graphSection } from "./graph-section.js";
import { type LiveState, liveSection } from "./live-section.js";
import { pageDocument } from "./page-document.js";

/** One input's part of a report. */
export interface ReportPart extends InputSummary {
  /** its graph and removal orders or, in words, why there is no picture of them */
  readonly picture: RemovalPicture | string;
  /** what is left of the graph's structure; empty where it was not measured */
  readonly structure: readonly StructureSummaryRow[];
  /** of trials that kept their histories; default none */
  readonly training?: TrainingCurves | undefined;
}

/**
 * The report as one HTML document that needs nothing else: curves, tables, the configuration, and the graph with a slider over the
 * removal orders, for each input.
 *
 * All text from records is escaped, and the page's own policy lets no other script, style, picture or connection in. Equal records,
 * in whatever order they stand, give equal bytes.
 *
 * @param parts at least one, each with a finished trial; of sweeps under way there may be none yet
 * @param live of sweeps under way: the page then shows how far they are, and asks where it came from for news
 */
export function htmlReport(parts: readonly ReportPart[], live?: LiveState): string {
  const names = parts.map(({ input }) => inputTitle(input.name));
  const title = ["Accuracy against sparsity", names.join(", ")].filter((text) => text !== "").join(": ");
  const contents =
    parts.length < 2
      ? null
      : html`<nav aria-label="Inputs"><ul>${names.map((name, k) => html`<li><a href="#input-${k}">${name}</a></li>`)}</ul></nav>`;
  return pageDocument(
    title,
    html`<header><h1>Accuracy against sparsity</h1>
<p>How much test accuracy a graph neural network keeps when it is trained and tested on the graph that a sparsifier leaves. Made by seprank from its records; the numbers below are all that it knows.</p>${contents}</header>
${live === undefined ? null : liveSection(live)}${live !== undefined && parts.length === 0 ? html`<p>No trial is finished yet.</p>` : null}${parts.map((part, k) => inputSection(part, `input-${k}`))}
<footer><p>The pictures of graphs are drawn with <a href="https://www.sigmajs.org">sigma.js</a> and <a href="https://graphology.github.io">graphology</a>, and laid out by ForceAtlas2. ${live === undefined ? "This page is one file and asks for nothing from the network." : "This page asks for nothing but news of the sweep, from the program that runs it."}</p></footer>
`,
    { connects: live !== undefined },
  );
}

function inputSection(part: ReportPart, id: string): Markup {
  const { input, records, rows, baseline, picture, structure, training } = part;
  const models = byModel(part);
  const name = inputTitle(input.name);
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${name}</h2>
<p class="summary">${summaryLine(
    rows,
    models.map(({ model }) => model),
  )}</p>
${models.map(
  (ofModel) => html`<section class="model">
<h3>${modelTitle(ofModel.model)} on ${name}</h3>
${curveFigure(ofModel.rows, input.edges, baseline)}
${shown(accuracyTable(ofModel))}
${shown(differenceTable(ofModel))}
${shown(curveTable(ofModel))}
${detailed("Every comparison, with intervals and p-values", shown(comparisonsTable(ofModel)))}
${gainFigure(ofModel)}
${shown(gainTable(ofModel))}
${costFigure(ofModel)}
${shown(costTable(ofModel))}
${trainingSection(ofModel.model, training)}
</section>
`,
)}
${titled("Structure beside accuracy", structureSection(structure))}
<section><h3>The graph, before and after</h3>
${graphSection(picture, rows, id)}
</section>
${titled("Failed trials", shown(failureTable(records)))}
<section><h3>Configuration</h3>
${configurationSection(records, baseline)}
</section>
</section>
`;
}

function trainingSection(model: string, training: TrainingCurves | undefined): Markup | null {
  const own = training?.curves.filter((curve) => curve.model === model) ?? [];
  const figure = trainingFigure(own, training?.unread.length ?? 0);
  return figure === null ? null : html`<h4>Training curves</h4>${figure}`;
}

function structureSection(rows: readonly StructureSummaryRow[]): Markup | null {
  const figure = structureFigure(rows);
  const table = rows.length === 0 ? null : tableHtml(structureTable(rows));
  return figure === null ? table : html`${figure}${detailed("All numbers of the structure", table)}`;
}

function shown(table: Table | null): Markup | null {
  return table === null ? null : tableHtml(table);
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
