import fc from "fast-check";
import { expect, test } from "vitest";
import { summarizeInputs } from "../../src/evaluate/summaries/input-summary.js";
import { ANY_METHOD } from "../../src/evaluate/trials/trial.js";
import { accuracyChart } from "../../src/report/figures/accuracy-chart.js";
import { renderSvg } from "../../src/report/figures/render-svg.js";
import { htmlReport } from "../../src/report/page/html-report.js";
import { finishedRecord } from "../generators/trial-records.js";

/** Names that mean something to JavaScript, to Vega's expressions or to XML, and any others. */
const name = fc.oneof(
  fc.constantFrom(
    "random",
    "1-wis",
    "constructor",
    "__proto__",
    "toString",
    "NaN",
    "null",
    "datum.x",
    "a'b",
    "<&>",
    "1e5",
    "#",
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
);
/** Accuracies at both ends, equal, all but equal, and any others. */
const accuracy = fc.oneof(
  fc.constantFrom(0, 1, 0.5, 0.5 + 2 ** -50, Number.MIN_VALUE),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const sparsity = fc.oneof(fc.constantFrom(0, 1, 0.5, 1e-9), fc.double({ min: 0, max: 1, noNaN: true }));

const records = fc.array(
  fc
    .record({ method: name, model: name, sparsity, accuracy, seed: fc.nat({ max: 3 }) })
    .map(({ method, model, sparsity: share, accuracy: testAccuracy, seed }) => {
      const removed = Math.round(1000 * share);
      const shared = removed === 0 || removed === 1000;
      return finishedRecord({
        ...{ model, method: shared ? ANY_METHOD : method, sparsity: share, removed, seed, testAccuracy },
        input: { name: "random", sha256: "ab".repeat(32), vertices: 100, edges: 1000 },
      });
    }),
  { minLength: 1, maxLength: 30 },
);

test("property: whatever the records say, page and picture are drawn, with numbers", async () => {
  await fc.assert(
    fc.asyncProperty(records, name, async (list, baseline) => {
      const [summary] = summarizeInputs(list, baseline);
      const svg = await renderSvg(accuracyChart(summary));
      expect(svg).toMatch(/^<svg [\s\S]*<\/svg>$/);
      expect(svg.replace(/<text[\s\S]*?<\/text>|aria-[\w]+="[^"]*"/g, "")).not.toMatch(
        /NaN|Infinity|undefined/,
      );
      const page = htmlReport([{ ...summary, picture: "not drawn", structure: [] }]);
      const places = [...page.matchAll(/ (?:d|x|y|data-x|data-y)="([^"]*)"/g)].map(([, place]) => place);
      expect(places.filter((place) => /NaN|Infinity|undefined/.test(place))).toEqual([]);
    }),
    { numRuns: 8 },
  );
});
