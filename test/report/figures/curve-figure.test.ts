import { expect, test } from "vitest";
import { summarize } from "../../../src/evaluate/summaries/summary.js";
import { curveFigure } from "../../../src/report/figures/curve-figure.js";
import { sweepRecords } from "../../generators/sweep-records.js";

const ROWS = summarize(sweepRecords());
const wide = (figure: string) => figure.slice(0, figure.indexOf('class="chart show-sd bars narrow"'));
const FIGURE = wide(curveFigure(ROWS, 1000, "random").text);

/** The points of a figure in the order of the page. */
function pointsOf(figure: string) {
  return [...figure.matchAll(/data-x="([^"]*)" data-y="([^"]*)" data-level="(\d+)" data-tip="([^"]*)"/g)].map(
    ([, x, y, level, tip]) => ({ x: Number(x), y: Number(y), level: Number(level), lines: tip.split("\n") }),
  );
}

test("a marker for each method and level, one where all meet, each with what the hover says", () => {
  const points = pointsOf(FIGURE);
  expect(points).toHaveLength(3 * 3 + 2);
  const row = ROWS.find(({ method, sparsity }) => method === "2-wis" && sparsity === 0.6)!;
  const [point] = points.filter(({ lines }) => lines[0] === "2-WIS, 60 % removed");
  const percent = (value: number) => (100 * value).toFixed(1);
  expect(point.lines).toContain(
    `accuracy ${percent(row.accuracy.mean)} ± ${percent(row.accuracy.deviation!)} %`,
  );
  expect(point.lines).toContain(`95 % CI [${percent(row.interval!.low)}, ${percent(row.interval!.high)}]`);
  expect(point.lines).toContain("n = 3");
  expect(point.lines).toContain("600 of 1,000 edges removed");
  expect(point.lines.join("\n")).toMatch(/\n\u2212 random: [+\u2212][\d.]+ ± [\d.]+, n = 3\n/);
  expect(points.filter(({ lines }) => lines[0].startsWith("all methods"))).toHaveLength(2);
});

test("higher is higher, and methods of one level stand apart by equal steps", () => {
  const points = pointsOf(FIGURE).filter(({ level }) => level === 300);
  expect(points).toHaveLength(3);
  expect(points[1].x - points[0].x).toBeCloseTo(points[2].x - points[1].x, 1);
  expect(points[1].x - points[0].x).toBeGreaterThan(4);
  const means = ["1-wis", "2-wis", "random"].map(
    (name) => ROWS.find(({ method, removed }) => method === name && removed === 300)!.accuracy.mean,
  );
  // Linear: equal steps of accuracy, equal steps of height.
  const slope = (a: number, b: number) => (points[a].y - points[b].y) / (means[b] - means[a]);
  expect(slope(0, 1)).toBeGreaterThan(0);
  expect(slope(0, 1) / slope(0, 2)).toBeCloseTo(1, 2);
});

test("one seed: no bars of an interval, and words that say so", () => {
  const figure = curveFigure(summarize(sweepRecords({}, { seeds: [0] })), 1000, "random").text;
  expect(figure).not.toContain('class="bar ci"');
  expect(figure).toContain("One seed has no spread.");
});

test("bars stay within the plot, however wide an interval is", () => {
  const wild = sweepRecords({}, { seeds: [0, 1] }).map((record) => ({
    ...record,
    testAccuracy: record.seed === 0 ? 0.2 : 0.9,
  }));
  const figure = wide(curveFigure(summarize(wild), 1000, "random").text);
  const heights = [...figure.matchAll(/class="bar \w+" d="M[\d.]+,([\d.]+)V([\d.]+)/g)].flatMap(
    ([, a, b]) => [+a, +b],
  );
  expect(heights.length).toBeGreaterThan(10);
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(40);
  expect(Math.max(...heights)).toBeLessThanOrEqual(424);
});
