import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FormatError } from "../../../src/errors.js";
import type { Figure } from "../../../src/figure.js";
import { figureOfChart } from "../../../src/report/figures/chart-figure.js";
import { figureChart } from "../../../src/report/figures/figure-chart.js";
import { methodStyles } from "../../../src/report/figures/method-style.js";
import { renderSvg } from "../../../src/report/figures/render-svg.js";
import { COLOURS, placeColour } from "../../../src/report/figures/theme.js";
import { thinned } from "../../../src/report/figures/thinned.js";

const figure: Figure = {
  title: "Loss & rank",
  subtitle: "two panels",
  panels: [
    {
      title: "loss",
      x: { title: "iteration" },
      y: { title: "loss", scale: "log" },
      series: [
        { name: "depth 2", x: [0, 1, 2, 3], y: [1, 0, Number.NaN, 0.001] },
        {
          name: "depth 3",
          x: [0, 1, 2],
          y: [1, 0.5, 0.25],
          low: [0.9, 0.4, 0.2],
          high: [1.1, 0.6, 0.3],
          mark: "line-points",
        },
      ],
    },
    {
      title: "counts",
      x: { title: "rank" },
      y: { title: "runs" },
      series: [{ name: "", x: [1, 2], y: [3, 4], mark: "bars" }],
    },
  ],
};

describe("figureChart", () => {
  it("draws every panel with its titles, axes and legend", async () => {
    const svg = await renderSvg(figureChart(figure));
    for (const text of [
      "Loss &amp; rank",
      "two panels",
      "loss",
      "counts",
      "iteration",
      "runs",
      "depth 2",
      "depth 3",
    ])
      expect(svg).toContain(text);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("gives a name one colour in all panels", () => {
    const line = (name: string) => ({ name, x: [0, 1], y: [0, 1] });
    const panel = (names: string[]) => ({ ...figure.panels[1], series: names.map(line) });
    const spec = figureChart({ ...figure, panels: [panel(["a", "b", "c"]), panel(["c", "a"])] });
    const scales = (
      spec as unknown as {
        concat: { layer: { encoding: { color: { scale: { domain: string[]; range: string[] } } } }[] }[];
      }
    ).concat.map(({ layer }) => layer[0].encoding.color.scale);
    const colourOf = (panel: number, name: string) => scales[panel].range[scales[panel].domain.indexOf(name)];
    expect(new Set(["a", "b", "c"].map((name) => colourOf(0, name))).size).toBe(3);
    // One legend for both panels.
    expect(scales[1].domain).toEqual(scales[0].domain);
    expect(spec).toMatchObject({ resolve: { scale: { color: "shared", shape: "shared" } } });
    for (const name of ["a", "c"]) expect(colourOf(1, name)).toBe(colourOf(0, name));
  });

  it("gives a method the colour and mark that it has in every picture", async () => {
    const line = (method: string) => ({
      name: method,
      method,
      x: [0, 1],
      y: [0, 1],
      mark: "line-points" as const,
    });
    const panel = (methods: string[]) => ({ ...figure.panels[1], series: methods.map(line) });
    const one = await renderSvg(figureChart({ ...figure, panels: [panel(["spectral", "random"])] }));
    const [spectral, random] = methodStyles(["spectral", "random"]);
    for (const { colour } of [spectral, random]) expect(one).toContain(placeColour(colour));
    expect(one).not.toContain(COLOURS[0]);
  });

  it("puts no more than three panels side by side, and histograms' bars beside each other", () => {
    const bars = (name: string) => ({ name, x: [0.25, 0.75], y: [1, 2], mark: "bars" as const });
    const panel = {
      ...figure.panels[1],
      x: { title: "x", domain: [0, 1] as const },
      series: [bars("a"), bars("b")],
    };
    const spec = figureChart({
      ...figure,
      columns: 9,
      panels: Array.from({ length: 7 }, () => panel),
    }) as unknown as {
      columns: number;
      concat: { width: number; layer: { mark: { width: number; xOffset: number } }[] }[];
    };
    expect(spec.columns).toBe(3);
    const [{ width, layer }] = spec.concat;
    const [a, b] = layer.map(({ mark }) => mark.xOffset / width);
    expect(b - a).toBeCloseTo(0.2);
    expect(a + b).toBeCloseTo(0);
    // Of the plot's pixels for a range of 1: no bar covers the next.
    expect(layer[0].mark.width / width).toBeLessThanOrEqual(0.2 + 1e-9);
  });

  it("is about as wide as a page's text, whatever the number of panels and the length of titles and names", async () => {
    const panel = {
      ...figure.panels[0],
      title: "a panel with a long title of two lines",
      series: ["a name of thirty characters, b", "another name of the same width"].map((name) => ({
        ...{ name, x: [0, 1], y: [1, 2], mark: "line-points" as const },
      })),
    };
    const subtitle = "a long subtitle of one sentence and more, ".repeat(6);
    for (const count of [1, 3]) {
      const panels = Array.from({ length: count }, () => panel);
      const coloured = panels.map((one) => ({
        ...one,
        colour: { title: "iteration" },
        series: one.series.map((series) => ({ ...series, mark: "points" as const, colour: [1, 2] })),
      }));
      for (const drawn of [panels, coloured]) {
        const svg = await renderSvg(figureChart({ title: "title", subtitle, panels: drawn }));
        const width = Number(/ width="(\d+)"/.exec(svg)?.[1]);
        expect(width).toBeGreaterThan(500);
        expect(width).toBeLessThan(1200);
      }
    }
  });

  it("leaves out what a logarithmic axis cannot show", () => {
    const { datasets } = figureChart(figure) as unknown as { datasets: Record<string, { x: number }[]> };
    expect(datasets["panel 1, series 1"].map(({ x }) => x)).toEqual([0, 3]);
  });

  it("holds the figure that it was made of, of which the same chart is made again", () => {
    const whole: Figure = {
      ...figure,
      columns: 2,
      panels: [
        ...figure.panels,
        {
          title: "coloured",
          x: { title: "x", domain: [0, 2] },
          y: { title: "y", scale: "log" },
          colour: { title: "iteration", scale: "log" },
          series: [
            { name: "a", method: "random", x: [0, 1, 2], y: [1, 2, 3], colour: [1, 0, 10], mark: "points" },
            { name: "b", method: "1-wis", x: [0, 1], y: [1, 2], mark: "dashed-line" },
          ],
        },
      ],
    };
    const chart = figureChart(whole);
    const again = figureOfChart(JSON.parse(JSON.stringify(chart)));
    // What cannot be shown is gone, and a colour that cannot is no number.
    expect(again).toMatchObject({
      ...{ title: whole.title, subtitle: whole.subtitle, columns: 2 },
      panels: [
        { series: [{ name: "depth 2", x: [0, 3], y: [1, 0.001] }, { low: [0.9, 0.4, 0.2] }] },
        { series: [{ mark: "bars", y: [3, 4] }] },
        { series: [{ method: "random", colour: [1, Number.NaN, 10] }, { mark: "dashed-line" }] },
      ],
    });
    expect(figureChart(again)).toEqual(chart);
  });

  it.each([
    ["a chart of another program", {}, /usermeta/],
    [
      "one without its points",
      { ...figureChart(figure), datasets: {} },
      /the points of panel 1, series 1, got none/,
    ],
    [
      "points that are none",
      { ...figureChart(figure), datasets: { a: [{ index: 0, x: "1", y: 2 }] } },
      /datasets\.a\.0\.x/,
    ],
  ])("%s gives no figure", (_, specification, message) => {
    expect(() => figureOfChart(JSON.parse(JSON.stringify(specification)))).toThrow(FormatError);
    expect(() => figureOfChart(JSON.parse(JSON.stringify(specification)))).toThrow(message);
  });
});

describe("thinned", () => {
  it("keeps both ends, the extremes and the order, and not more than asked", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 4, max: 60 }),
        (y, most) => {
          const all = y.map((_, k) => k);
          const kept = thinned(all, y, most);
          expect(kept.length).toBeLessThanOrEqual(Math.max(most, 1));
          expect(kept).toEqual([...kept].sort((a, b) => a - b));
          expect([kept[0], kept.at(-1)]).toEqual([0, y.length - 1]);
          const values = kept.map((k) => y[k]);
          expect([Math.min(...values), Math.max(...values)]).toEqual([Math.min(...y), Math.max(...y)]);
        },
      ),
    );
  });
});
