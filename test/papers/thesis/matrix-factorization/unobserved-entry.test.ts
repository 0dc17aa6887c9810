import { describe, expect, it } from "vitest";
import {
  figure11,
  furtherComparison,
} from "../../../../src/papers/thesis/matrix-factorization/figure-1.1.js";
import {
  figureA1,
  largerObservations,
} from "../../../../src/papers/thesis/matrix-factorization/figure-a.1.js";
import {
  figureA2,
  perturbedObservations,
  recedesComparison,
} from "../../../../src/papers/thesis/matrix-factorization/figure-a.2.js";
import {
  boundsComparison,
  divertComparison,
  growthComparison,
  signComparison,
} from "../../../../src/papers/thesis/matrix-factorization/unobserved-entry-comparisons.js";
import { unobservedEntryFlow } from "../../../../src/papers/thesis/matrix-factorization/unobserved-entry-flow.js";
import type { UnobservedEntryOutcome } from "../../../../src/papers/thesis/matrix-factorization/unobserved-entry-run.js";
import { figureChart } from "../../../../src/report/figures/figure-chart.js";
import { renderSvg } from "../../../../src/report/figures/render-svg.js";
import { both, experimentContext } from "../../../support/experiment-context.js";

const outcome: UnobservedEntryOutcome = {
  name: "run",
  outcome: "converged",
  iterations: 100,
  loss: 1e-4,
  entry: 70,
  records: 10,
  signKept: 10,
  signLostAt: null,
  broken: 0,
  further: { entry: 105, loss: 4e-5, iterations: 200 },
  trajectory: { columns: [], values: [] },
};

describe("figures 1.1, A.1 and A.2", () => {
  it("hold on a small scale, and are drawn", async () => {
    const context = experimentContext();
    const result = await figure11(
      both({
        settings: { 3: [[6e-3, 1e-3]] },
        maxIterations: 20_000,
        stopBelow: 3e-3,
        goOn: { maxIterations: 40_000, stopBelow: 1e-3 },
        reduction: "tiny",
      }),
    )(context);
    const found = (text: string) => result.comparisons.filter(({ quantity }) => quantity.includes(text));
    // The balanced run keeps the determinant's sign, the entry is 1 / sqrt(2 loss), far below 100 as yet.
    expect(found("(b): |unobserved entry| at")[0].holds).toBe(true);
    expect(found("bounds")[0]).toMatchObject({ ours: 0, holds: true });
    expect(found("depth 3: balanced")[0]).toMatchObject({ ours: "1 of 1", holds: true });
    expect(found("going on").every(({ holds }) => holds === false)).toBe(true);
    const svg = await renderSvg(figureChart(result.figures[0].figure));
    for (const text of ["depth 3", "iteration", "|unobserved entry|"]) expect(svg).toContain(text);
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  it("hold along the flow itself, at depth 2 until the determinant is at its rounding error", async () => {
    const { comparisons, figures } = await unobservedEntryFlow(
      both({
        depths: [2, 3],
        deviations: [1e-2],
        stopBelow: 1e-2,
        perturbed: {
          panels: [{ unobserved: [0, 0], adjacent: [-2, 0.5] }],
          opposites: [0, 0.05, 0.5],
          stopBelow: 1e-2,
        },
        reduction: "tiny",
      }),
    )(experimentContext());
    // Sign, bounds and growth at both depths; sign, bounds and that the entry recedes in the panel.
    expect(comparisons.map(({ holds }) => holds)).toEqual(new Array(9).fill(true));
    expect(comparisons[2].quantity).toContain("determinant at its rounding error");
    expect(comparisons[5].quantity).toContain("converged");
    // |z z'| / (opposite + sqrt(2 loss)) = 1 / sqrt(0.02), where all of the loss is the opposite entry's.
    const [first, , last] = String(comparisons[8].ours).split(", ").map(Number);
    expect(first).toBeGreaterThan(6.5);
    expect(first).toBeLessThan(7.1);
    expect(last).toBeLessThan(1.7);
    const svg = await renderSvg(figureChart(figures[0].figure));
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  it("observe what the thesis says", () => {
    expect(largerObservations([2, 2])).toEqual([
      [null, 1],
      [1, 0],
    ]);
    expect(largerObservations([3, 4])).toEqual([
      [null, 1, 0, 0],
      [1, 0, 0, 0],
      [0, 0, 1, 0],
    ]);
    expect(perturbedObservations([0, 1], { adjacent: [2, 3], opposite: 0.5 })).toEqual([
      [2, null],
      [0.5, 3],
    ]);
  });

  it("run in larger and in perturbed matrices", async () => {
    const settings = {
      learningRate: 6e-3,
      deviation: 1e-6,
      maxIterations: 40_000,
      stopBelow: 1e-2,
      reduction: null,
    };
    const larger = await figureA1(both({ ...settings, shapes: [[2, 3]] }))(experimentContext());
    expect(larger.comparisons[0].quantity).toContain("2x3");
    expect(larger.figures[0].figure.panels[0].series[0].x.length).toBeGreaterThan(5);
    const perturbed = await figureA2(
      both({
        ...settings,
        panels: [{ unobserved: [0, 0], adjacent: [-2, 0.5] } as const],
        opposites: [0, 0.5],
      }),
    )(experimentContext());
    const [atZero, atHalf, recedes, bounds] = perturbed.comparisons;
    expect(atZero.ours).toBeGreaterThan(atHalf.ours as number);
    expect(recedes.holds).toBe(true);
    expect(bounds).toMatchObject({ ours: 0, holds: true });
  });
});

describe("their criteria can fail", () => {
  it("signs", () => {
    expect(signComparison("x", [outcome], true).holds).toBe(true);
    expect(signComparison("x", [outcome, { ...outcome, signKept: 9 }], true).holds).toBe(false);
    expect(signComparison("x", [{ ...outcome, signKept: 9 }], false).holds).toBeUndefined();
  });

  it("bounds, which nothing looked at do not hold", () => {
    expect(boundsComparison("x", "1.8", [outcome]).holds).toBe(true);
    expect(boundsComparison("x", "1.8", [{ ...outcome, broken: 1 }]).holds).toBe(false);
    expect(boundsComparison("x", "1.8", [{ ...outcome, signKept: 0 }]).holds).toBe(false);
  });

  it("growth, going on and receding", () => {
    expect(growthComparison(outcome, 69, "").holds).toBe(true);
    expect(growthComparison(outcome, 71, "").holds).toBe(false);
    expect(furtherComparison(3, outcome).holds).toBe(true);
    expect(
      furtherComparison(3, { ...outcome, further: { entry: 99, loss: 4e-5, iterations: 1 } }).holds,
    ).toBe(false);
    expect(furtherComparison(3, { ...outcome, further: null }).holds).toBe(false);
    expect(recedesComparison("x", [3, 2, 1]).holds).toBe(true);
    expect(recedesComparison("x", [3, 3]).holds).toBe(false);
  });
});

it("tells at which loss runs lost the determinant's sign", () => {
  const at = (...losses: (number | null)[]) =>
    divertComparison(
      "x",
      losses.map((signLostAt) => ({ ...outcome, signLostAt })),
    );
  expect(at(0.1, 0.03, 0.02)).toMatchObject({ ours: "0.10, 0.030, 0.020", holds: true });
  expect(at(0.1, null)).toMatchObject({ ours: "0.10, never", holds: true });
  expect(at(0.1, 0.2).holds).toBe(false);
});
