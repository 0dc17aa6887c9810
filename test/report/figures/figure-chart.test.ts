import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Figure } from "../../../src/figure.js";
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
      concat: { layer: { data: { values: { x: number }[] }; mark: { width: number } }[] }[];
    };
    expect(spec.columns).toBe(3);
    const [a, b] = spec.concat[0].layer.map(({ data }) => data.values.map(({ x }) => x));
    expect(b[0] - a[0]).toBeCloseTo(0.2);
    expect((a[0] + b[0]) / 2).toBeCloseTo(0.25);
    // Of 340 pixels for a range of 1: no bar covers the next.
    expect(spec.concat[0].layer[0].mark.width / 340).toBeLessThanOrEqual(0.2 + 1e-9);
  });

  it("leaves out what a logarithmic axis cannot show", () => {
    const { concat } = figureChart(figure) as unknown as {
      concat: { layer: { data: { values: { x: number }[] } }[] }[];
    };
    expect(concat[0].layer[0].data.values.map(({ x }) => x)).toEqual([0, 3]);
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
