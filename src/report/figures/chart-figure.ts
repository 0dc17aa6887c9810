import { z } from "zod";
import { FormatError } from "../../errors.js";
import type { Figure, Series } from "../../figure.js";
import { seriesName } from "./figure-chart.js";

const axis = z.strictObject({
  title: z.string(),
  scale: z.exactOptional(z.enum(["linear", "log"])),
  domain: z.exactOptional(z.tuple([z.number(), z.number()])),
});
const described = z.strictObject({
  title: z.string(),
  subtitle: z.string(),
  columns: z.exactOptional(z.int().min(1)),
  panels: z
    .array(
      z.strictObject({
        title: z.string(),
        x: axis,
        y: axis,
        colour: z.exactOptional(axis),
        series: z.array(
          z.strictObject({
            name: z.string(),
            method: z.exactOptional(z.string()),
            mark: z.exactOptional(z.enum(["line", "dashed-line", "points", "line-points", "bars"])),
          }),
        ),
      }),
    )
    .min(1),
});
const point = z.strictObject({
  index: z.int(),
  x: z.number(),
  y: z.number(),
  low: z.number().optional(),
  high: z.number().optional(),
  colour: z.number().nullable().optional(),
});
const chart = z.object({
  usermeta: z.object({ figure: described }),
  datasets: z.record(z.string(), z.array(point)),
});

/**
 * The figure that a chart of `figureChart` was made of, so that it can be drawn anew. Of long lines it has the points that were drawn.
 *
 * @param specification parsed JSON
 * @throws FormatError where it is none of these charts
 *
 * Complexity: O(points).
 */
export function figureOfChart(specification: unknown): Figure {
  const parsed = chart.safeParse(specification);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new FormatError(
      `expected a chart of seprank reproduce, got at ${path.join(".") || "the top"}: ${message}`,
    );
  }
  const { usermeta, datasets } = parsed.data;
  const { panels, ...figure } = usermeta.figure;
  return {
    ...figure,
    panels: panels.map(({ series, ...panel }, k) => ({
      ...panel,
      series: series.map((said, n) => ({ ...said, ...columnsOf(datasets, seriesName(k, n)) })),
    })),
  };
}

/** Each of the points' numbers by itself, of all points. */
function columnsOf(
  datasets: Readonly<Record<string, readonly z.infer<typeof point>[]>>,
  name: string,
): Omit<Series, "name"> {
  if (!Object.hasOwn(datasets, name))
    throw new FormatError(`datasets: expected the points of ${name}, got none`);
  const points = datasets[name];
  const column = (key: "x" | "y" | "low" | "high" | "colour") => points.map((one) => one[key] ?? Number.NaN);
  const has = (key: "low" | "high" | "colour") => points.some((one) => one[key] !== undefined);
  return {
    ...{ x: column("x"), y: column("y") },
    ...(has("low") && has("high") ? { low: column("low"), high: column("high") } : {}),
    ...(has("colour") ? { colour: column("colour") } : {}),
  };
}
