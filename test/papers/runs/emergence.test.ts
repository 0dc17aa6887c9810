import { describe, expect, it } from "vitest";
import {
  countComparison,
  type EmergenceOutcome,
  emergenceIterations,
  errorComparison,
  sequenceComparison,
  type Watched,
  writtenComparison,
} from "../../../src/papers/runs/emergence.js";
import {
  figure31,
  localComponents,
} from "../../../src/papers/thesis/hierarchical-factorization/incremental-learning.js";
import { componentDynamics } from "../../../src/papers/thesis/tensor-factorization/component-dynamics.js";
import { figureChart } from "../../../src/report/figures/figure-chart.js";
import { renderSvg } from "../../../src/report/figures/render-svg.js";
import { both, experimentContext } from "../../support/experiment-context.js";

describe("component dynamics", () => {
  const plan = {
    title: "Components",
    shape: [6, 6, 6],
    rank: 2,
    componentCount: 36,
    observations: 160,
    task: "completion",
    deviations: [0.05, 0.005],
    maxIterations: 3000,
    stopBelow: 1e-8,
    reduction: "tiny",
  } as const;

  it("finds as many components as the ground truth has, one after the other", async () => {
    const result = await componentDynamics(both(plan))(experimentContext());
    const [count, sequence, error] = result.comparisons;
    // So small a tensor is fitted to the last digit by small components beside those of the ground truth.
    expect(count.ours).toBeGreaterThanOrEqual(2);
    expect(count.ours).toBeLessThanOrEqual(4);
    expect([sequence.holds, error.holds]).toEqual([true, true]);
    expect(result.figures[0].figure.panels.map(({ title }) => title)).toEqual([
      "init 0.05",
      "init 0.005",
      "reconstruction errors",
    ]);
    expect(result.trajectories?.map(({ name }) => name)).toEqual(["init-0.05", "init-0.005"]);
  });

  it("senses, and takes Huber's loss", async () => {
    const short = { ...plan, deviations: [0.05], maxIterations: 600 } as const;
    for (const other of [{ task: "sensing" }, { huber: 1e-3, stopBelow: 1e-4 }] as const) {
      const { comparisons } = await componentDynamics(both({ ...short, ...other }))(experimentContext());
      expect(comparisons[2].ours).toBeLessThan(0.3);
    }
  });

  it("goes on where it was: finished parts are taken from the folder", async () => {
    const context = experimentContext();
    const short = { ...plan, deviations: [0.05], maxIterations: 100 } as const;
    const first = await componentDynamics(both(short))(context);
    const again = await componentDynamics(both({ ...short, maxIterations: 1 }))(context);
    expect(again.comparisons).toEqual(first.comparisons);
  });
});

describe("incremental learning", () => {
  const tiny = { rank: 2, maxIterations: 4000, paperError: 0.01, reduction: "tiny" } as const;
  const hierarchical = {
    ...tiny,
    kind: "hierarchical",
    shape: [4, 4, 4, 4],
    width: 16,
    observations: 200,
    deviation: 0.1,
  } as const;

  it("a smaller number in the step's denominator lets a deep factorization leave zero", async () => {
    const deep = {
      ...tiny,
      kind: "hierarchical",
      shape: new Array<number>(9).fill(2),
      arity: 3,
      width: 4,
      observations: 300,
      deviation: 0.1,
      maxIterations: 400,
    } as const;
    const lossOf = async (offset?: number) => {
      const plan = offset === undefined ? deep : { ...deep, offset };
      const { trajectories } = await localComponents(both(plan))(experimentContext());
      const { columns, values } = (trajectories ?? [])[0].trajectory;
      const losses = values[columns.indexOf("loss")];
      return losses[losses.length - 1] / losses[0];
    };
    expect(await lossOf()).toBeGreaterThan(0.99);
    expect(await lossOf(1e-12)).toBeLessThan(0.5);
  });

  it("shows all three factorizations", async () => {
    const result = await figure31(
      both([
        { ...tiny, kind: "matrix", shape: [16, 16], width: 16, observations: 180, deviation: 0.01 },
        { ...tiny, kind: "tensor", shape: [8, 8, 8], width: 64, observations: 300, deviation: 0.003 },
        hierarchical,
      ] as const),
    )(experimentContext());
    expect(result.reduction).toContain("matrix: tiny; tensor: tiny");
    const matrix = result.comparisons.filter(({ quantity }) => quantity.startsWith("matrix"));
    expect(matrix.map(({ holds }) => holds)).toEqual([true, undefined, true, true]);
    const svg = await renderSvg(figureChart(result.figures[0].figure));
    for (const text of ["singular values", "component norms", "local component norms"])
      expect(svg).toContain(text);
  });

  it("watches nodes of the mode tree and modes that are none, of entries and of rank-one measurements", async () => {
    for (const measured of ["entries", "rank-one"] as const) {
      const result = await localComponents(both({ ...hierarchical, measured }))(experimentContext());
      expect(result.figures[0].figure.panels.map(({ title }) => title)).toEqual([
        "local component norms, node {1, 2, 3, 4}",
        "local component norms, node {1, 2}",
        "singular values, matricization by {1, 2}",
        "singular values, matricization by {1, 3}",
      ]);
      expect(result.comparisons[0].ours).toBeLessThan(0.2);
    }
  });
});

describe("criteria of emergence", () => {
  const watched: Watched = { title: "norms", probe: { columns: ["a", "b", "c"], measure: () => [] } };
  const outcome = (b: number[], c: number[]): EmergenceOutcome => ({
    name: "run",
    outcome: "converged",
    iterations: 3,
    loss: 1e-6,
    error: 0.01,
    asWritten: { iteration: 2, error: 0.02 },
    trajectory: {
      columns: ["iteration", "a", "b", "c"],
      values: [[0, 1, 2, 3], [0, 9, 9, 9], b, c].map((values) => Float64Array.from(values)),
    },
  });

  it("count what is above 1 %", () => {
    const two = outcome([0, 0, 5, 5], [0, 0, 0, 0.08]);
    expect(countComparison("x", watched, two, 2)).toMatchObject({ ours: 2, holds: true });
    expect(countComparison("x", watched, two, 3).holds).toBe(false);
    expect(countComparison("x", watched, outcome([0, 0, 5, 5], [0, 0, 0, 4]), 2).ours).toBe("3 or more");
  });

  it("tell one after the other from at once", () => {
    const sequence = outcome([0, 1, 5, 5], [0, 1, 1, 4]);
    expect(emergenceIterations(watched, sequence, 3)).toEqual([1, 2, 3]);
    expect(sequenceComparison("x", watched, sequence, 3).holds).toBe(true);
    expect(sequenceComparison("x", watched, outcome([0, 1, 5, 5], [0, 0, 4, 4]), 3).holds).toBe(false);
  });

  it("report where the thesis's words end a run", () => {
    expect(writtenComparison("x", outcome([], []), "then")).toMatchObject({ ours: 0.02 });
    expect(writtenComparison("x", { ...outcome([], []), asWritten: null }, "then").ours).toBe("not reached");
  });

  it("bound the error", () => {
    expect(errorComparison("x", outcome([], []), 0.01, 0.02).holds).toBe(true);
    expect(errorComparison("x", outcome([], []), 0.001, 0.002).holds).toBe(false);
  });
});
