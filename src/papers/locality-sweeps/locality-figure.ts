import type { Figure, Panel } from "../../figure.js";
import type { ResultTable } from "../runs/experiment.js";
import type { LocalityPanel } from "./locality-plan.js";
import type { LocalityRow } from "./locality-summary.js";

/** A panel with its rows. */
export interface MeasuredPanel {
  readonly panel: LocalityPanel;
  readonly rows: readonly LocalityRow[];
}

/** Accuracy against distance, a line a series; bars are one standard deviation to both sides. */
export function localityFigure(title: string, measured: readonly MeasuredPanel[]): Figure {
  return {
    title,
    subtitle: "test accuracy, mean ± standard deviation over the seeds",
    panels: measured.map(plot),
  };
}

function plot({ panel, rows }: MeasuredPanel): Panel {
  const { title, distances, series } = panel;
  const lines = series.flatMap(({ name }) => {
    const own = rows.filter((row) => row.series === name);
    if (own.length === 0) return [];
    const mean = own.map(({ test }) => 100 * test.mean);
    const deviation = own.map(({ test }) => 100 * (test.deviation ?? 0));
    return [
      {
        name,
        x: own.map(({ distance }) => distance),
        y: mean,
        low: mean.map((value, k) => value - deviation[k]),
        high: mean.map((value, k) => value + deviation[k]),
        mark: "line-points" as const,
      },
    ];
  });
  const ends = [distances[0], distances[distances.length - 1]];
  // Points on the frame would be cut in half.
  const margin = 0.03 * Math.max(1, ends[1] - ends[0]);
  return {
    title,
    x: { title: distanceName(panel), domain: [ends[0] - margin, ends[1] + margin] },
    y: { title: "test accuracy (%)", domain: [40, 100] },
    series: [...lines, { name: "chance", x: ends, y: [50, 50], mark: "dashed-line" }],
  };
}

/** What a distance is. */
export function distanceName({ data }: LocalityPanel): string {
  return data.kind === "is-same-class" ? "columns between the images" : "paddles of the path";
}

/** The same numbers as a table. */
export function localityTable({ panel, rows }: MeasuredPanel): ResultTable {
  const percent = (value: number) => (100 * value).toFixed(1);
  const signed = (value: number) => `${value >= 0 ? "+" : ""}${percent(value)}`;
  return {
    title: `${panel.title}: accuracies (%), differences in pairs (points), over the seeds`,
    header: [
      "distance",
      "series",
      "runs",
      "test",
      "train",
      "mean |cos|",
      "epochs",
      "difference",
      "95 % interval",
      "p (t)",
      "p (signs)",
    ],
    rows: panel.distances.flatMap((distance) =>
      rows
        .filter((row) => row.distance === distance)
        .map(({ series, test, train, penalty, epochs, diverged, difference, comparison }) => [
          distance,
          series,
          diverged === 0 ? `${test.n}` : `${test.n} (${diverged} diverged)`,
          test.deviation === null ? percent(test.mean) : `${percent(test.mean)} ± ${percent(test.deviation)}`,
          percent(train.mean),
          penalty === null ? "-" : penalty.mean.toFixed(3),
          epochs.mean.toFixed(0),
          difference === null ? "-" : signed(difference.mean),
          comparison?.interval
            ? `${signed(comparison.interval.low)} .. ${signed(comparison.interval.high)}`
            : "-",
          comparison === null || comparison.tTest === null ? "-" : comparison.tTest.toPrecision(2),
          comparison === null ? "-" : comparison.signFlip.toPrecision(2),
        ]),
    ),
  };
}
