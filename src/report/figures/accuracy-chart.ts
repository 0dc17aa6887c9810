import type { TopLevelSpec } from "vega-lite";
import { BASELINE_METHOD, type SummaryRow, summarize } from "../../evaluate/summaries/summary.js";
import type { TrialRecord } from "../../evaluate/trials/record.js";
import { methodShift } from "../wording/method-shift.js";
import { methodTitle, modelTitle } from "../wording/titles.js";
import { seriesStyles } from "./series-style.js";
import { COLOURS, INK, THEME } from "./theme.js";

/** The baseline is grey. */
const BASELINE_COLOUR = "#7A7A7A";

/** Size of the plot of one model, and the most that neighbouring methods are set apart at one level, in pixels. */
const PANEL = { width: 480, height: 320, dodge: 5 };

/**
 * Test accuracy against the fraction of edges removed, as a Vega-Lite specification: a line for each method, a panel for each model,
 * bars of one standard deviation to both sides.
 *
 * Where methods stand at one level, their points are set slightly apart, so that no bar hides another. Where one trial serves all
 * methods (no edge removed, or all) the lines meet in one neutral point.
 */
export function accuracyChart(records: readonly TrialRecord[], baseline = BASELINE_METHOD): TopLevelSpec {
  const rows = summarize(records, baseline);
  const models = [...new Set(rows.map((row) => row.model))];
  const methods = [...new Set(rows.map((row) => row.method))];
  const most = Math.max(0, ...rows.map((row) => row.accuracy.n));
  const shift = 100 * methodShift(rows, methods.length, PANEL.dodge / PANEL.width);
  const points = rows.map((row) => point(row, methods, shift));
  const panel = { width: PANEL.width, height: PANEL.height, layer: layers(methods, baseline) };
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    background: "white",
    padding: 16,
    title: {
      text: `${models.map(modelTitle).join(", ")} on ${records[0]?.input.name ?? ""}`,
      subtitle: `test accuracy, mean ± standard deviation over ${most} seed${most === 1 ? "" : "s"}`,
    },
    data: { values: points },
    config: THEME,
    ...(models.length === 1
      ? panel
      : { facet: { column: { field: "model", type: "nominal", title: null } }, spec: panel }),
  } as TopLevelSpec;
}

interface Point {
  readonly model: string;
  readonly method: string;
  readonly removed: number;
  readonly accuracy: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
  readonly shared: boolean;
}

/** In percent; x is shifted by the method's place, unless all methods meet there. */
function point(row: SummaryRow, methods: readonly string[], shift: number): Point {
  const place = methods.indexOf(row.method) - (methods.length - 1) / 2;
  const spread = row.accuracy.deviation ?? 0;
  return {
    model: modelTitle(row.model),
    method: methodTitle(row.method),
    removed: 100 * row.sparsity + (row.shared ? 0 : shift * place),
    accuracy: 100 * row.accuracy.mean,
    low: 100 * (row.accuracy.mean - spread),
    high: 100 * (row.accuracy.mean + spread),
    n: row.accuracy.n,
    shared: row.shared,
  };
}

function layers(methods: readonly string[], baseline: string): object[] {
  const domain = methods.map(methodTitle);
  const styles = seriesStyles(methods, baseline);
  const colours = styles.map(({ colour }) => (colour === null ? BASELINE_COLOUR : COLOURS[colour]));
  const shapes = styles.map(({ shape }) => shape);
  const dashes = styles.map(({ dashed }) => (dashed ? [6, 4] : [1, 0]));
  const x = {
    field: "removed",
    type: "quantitative",
    title: "edges removed (%)",
    scale: { domain: [0, 100], nice: false, padding: 12 },
    axis: { values: [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100] },
  };
  const y = {
    type: "quantitative",
    title: "test accuracy (%)",
    scale: { zero: false, nice: true, padding: 8 },
  };
  const colour = { field: "method", type: "nominal", title: null, scale: { domain, range: colours } };
  const shape = { field: "method", type: "nominal", title: null, scale: { domain, range: shapes } };
  // Where there are more methods than colours.
  const dash = styles.some(({ dashed }) => dashed)
    ? {
        strokeDash: { field: "method", type: "nominal", title: null, scale: { domain, range: dashes } },
      }
    : {};
  const bar = { x, y: { ...y, field: "low" }, y2: { field: "high" } };
  const mean = { x, y: { ...y, field: "accuracy" } };
  const own = [{ filter: "!datum.shared" }];
  // One of the equal points that the methods share.
  const shared = [{ filter: { field: "method", equal: domain[0] } }, { filter: "datum.shared" }];
  return [
    { mark: { type: "line", strokeWidth: 2 }, encoding: { ...mean, color: colour, ...dash } },
    { transform: own, mark: { type: "rule", strokeWidth: 1.4 }, encoding: { ...bar, color: colour } },
    { transform: own, mark: MARKER, encoding: { ...mean, color: colour, shape } },
    { transform: shared, mark: { type: "rule", strokeWidth: 1.4, color: INK }, encoding: bar },
    { transform: shared, mark: { ...MARKER, shape: "circle", color: INK }, encoding: mean },
  ];
}

const MARKER = { type: "point", filled: true, size: 58, opacity: 1, stroke: "white", strokeWidth: 1 };
