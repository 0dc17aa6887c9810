/** Tables and pictures from result records. Heavy to load: import it when there is something to draw. Node only. */
export { accuracyChart } from "./figures/accuracy-chart.js";
export { figureOfChart } from "./figures/chart-figure.js";
export { figureChart } from "./figures/figure-chart.js";
export { renderPng } from "./figures/render-png.js";
export { renderSvg } from "./figures/render-svg.js";
export { type RemovalSvgOptions, removalSvg } from "./graph-picture/removal-svg.js";
export { htmlReport, type ReportPart } from "./page/html-report.js";
export { type ViewPageOptions, viewPage } from "./page/view-page.js";
export { isExperimentFolder, redrawExperiment } from "./redraw-experiment.js";
export { accuracyTable, comparisonsTable, differenceTable } from "./tables/accuracy-tables.js";
export { costTable } from "./tables/cost-table.js";
export { curveTable } from "./tables/curve-table.js";
export { gainTable } from "./tables/gain-table.js";
export { paperComparisonTable } from "./tables/paper-comparison-table.js";
export {
  type RecommendationContext,
  recommendationText,
  structureRecommendationText,
} from "./tables/recommendation-text.js";
export { structureTable, structureTableAtHalf } from "./tables/structure-table.js";
export { summaryTable } from "./tables/summary-table.js";
export { type Cell, type Column, type Table, tableOf, type Value } from "./tables/table.js";
export { tableArrow } from "./tables/table-arrow.js";
export { tableCsv } from "./tables/table-csv.js";
export { tableHtml } from "./tables/table-html.js";
export { textReport } from "./tables/text-report.js";
export { tableText, textTable } from "./tables/text-table.js";
export { trialTable } from "./tables/trial-table.js";
export { type ExperimentFiles, writeExperiment } from "./write-experiment.js";
export { FACTORIZATION_SUMMARY, writeFactorization } from "./write-factorization.js";
export { type LocalityFiles, localityText, writeLocality } from "./write-locality.js";
export { type ReportFiles, type ReportOptions, writeReport } from "./write-report.js";
