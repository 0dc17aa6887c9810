/** Tables and pictures from result records. Heavy to load: import it when there is something to draw. Node only. */
export { accuracyChart } from "./accuracy-chart.js";
export { accuracyTable } from "./accuracy-table.js";
export { comparisonTable } from "./comparison-table.js";
export { curveTable } from "./curve-table.js";
export { figureChart } from "./figure-chart.js";
export { htmlReport, type ReportPart } from "./html-report.js";
export { renderPng } from "./render-png.js";
export { renderSvg } from "./render-svg.js";
export { structureCsv } from "./structure-csv.js";
export { structureTable } from "./structure-table.js";
export { summaryCsv } from "./summary-csv.js";
export { textReport } from "./text-report.js";
export { textTable } from "./text-table.js";
export { FACTORIZATION_SUMMARY, writeFactorization } from "./write-factorization.js";
export { type LocalityFiles, localityText, writeLocality } from "./write-locality.js";
export { type PresetFiles, writePreset } from "./write-preset.js";
export { type ReportFiles, type ReportOptions, writeReport } from "./write-report.js";
export { writeStructure } from "./write-structure.js";
