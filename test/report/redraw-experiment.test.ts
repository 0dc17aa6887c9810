import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { drawTo } from "../../src/report/figures/draw-to.js";
import { figureChart } from "../../src/report/figures/figure-chart.js";
import { isExperimentFolder, redrawExperiment } from "../../src/report/redraw-experiment.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const figure = {
  ...{ title: "title", subtitle: "subtitle" },
  panels: [
    {
      ...{ title: "panel", x: { title: "x" }, y: { title: "y", scale: "log" as const } },
      series: [{ name: "a", x: [0, 1, 2], y: [1, 10, 100] }],
    },
  ],
};

it("draws an experiment's figures anew from their specifications, in whatever layout they were", async () => {
  const folder = temporaryFolder();
  expect(await isExperimentFolder(folder)).toBe(false);
  writeFileSync(join(folder, "compare.json"), "{}");
  expect(await isExperimentFolder(folder)).toBe(true);
  await drawTo(folder, "figure", () => figureChart(figure));
  const path = join(folder, "figure.vl.json");
  const now = readFileSync(path, "utf8");
  // As an older version might have laid it out.
  const older = { ...JSON.parse(now), padding: 99, concat: [] };
  writeFileSync(path, JSON.stringify(older));
  writeFileSync(join(folder, "figure.svg"), "");
  expect(await redrawExperiment(folder)).toEqual([join(folder, "figure.png")]);
  expect(readFileSync(path, "utf8")).toBe(now);
  expect(readFileSync(join(folder, "figure.svg"), "utf8")).toContain("subtitle");
  expect(JSON.parse(now).datasets["panel 1, series 1"]).toHaveLength(3);
});

it("says what is missing where there is nothing to draw", async () => {
  const folder = temporaryFolder();
  await expect(redrawExperiment(folder)).rejects.toThrow(
    /expected a figure's specification \(\*\.vl\.json\)/,
  );
  const path = join(folder, "figure.vl.json");
  writeFileSync(path, "{");
  await expect(redrawExperiment(folder)).rejects.toThrow(`${path}: not JSON`);
  writeFileSync(path, '{"mark": "point"}');
  await expect(redrawExperiment(folder)).rejects.toThrow(`${path}: expected a chart of seprank reproduce`);
});
