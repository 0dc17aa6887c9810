import { describe, expect, it } from "vitest";
import {
  alignmentProbe,
  allEntryInputs,
  completionTask,
  componentNorm,
  createObjective,
  equalNormInitialization,
  gaussianInitialization,
  gradientFlow,
  halfSquareLoss,
  hierarchicalFactorization,
  pruneLocalComponents,
  smallerComponentBound,
  trajectoryColumn,
} from "../../../src/factorization/index.js";
import { createRandom } from "../../../src/random.js";
import {
  frobeniusNorm,
  hierarchicalRank,
  interiorNodes,
  modeTree,
  type NestedModes,
  perfectModeTree,
} from "../../../src/tensor/index.js";

const trees: NestedModes[] = [
  [0, 1, 2],
  [[0, 1], 2],
  [
    [0, 1],
    [2, 3],
  ],
  [0, [1, [2, 3]]],
];

describe("Proposition 5", () => {
  it.each(trees.map((tree) => [JSON.stringify(tree), tree] as const))(
    "tree %s: pruned ranks, and a distance within both bounds",
    (_, nested) => {
      const tree = modeTree(nested);
      const shape = Array.from({ length: tree.order }, (_, n) => 3 + (n % 2));
      const factorization = hierarchicalFactorization(shape, tree, 5);
      const random = createRandom(3);
      for (let trial = 0; trial < 10; trial++) {
        const weights = gaussianInitialization(factorization, 0.2 + random.uniform(), random);
        const whole = factorization.endTensor(weights);
        for (const kept of [0, 1, 3, 5]) {
          const pruning = pruneLocalComponents(factorization, weights, kept);
          const pruned = factorization.endTensor(pruning.weights);
          const distance = frobeniusNorm(whole.data.map((value, k) => value - pruned.data[k]));
          expect(distance).toBeLessThanOrEqual(pruning.distanceBound * (1 + 1e-12));
          expect(pruning.distanceBound).toBeLessThanOrEqual(pruning.epsilon * (1 + 1e-12));
          for (const rank of hierarchicalRank(pruned, tree)) expect(rank).toBeLessThanOrEqual(kept);
          if (kept === 5) expect(pruning).toMatchObject({ weights, distanceBound: 0, epsilon: 0 });
          // Tails, literally: norms of the components but the largest ones.
          const sizes = factorization.blocks.map(({ offset, rows, columns }) =>
            frobeniusNorm(weights.subarray(offset, offset + rows * columns)),
          );
          const bound = interiorNodes(tree).reduce((sum, v, k) => {
            const own = [v, ...tree.nodes[v].children];
            return (
              sum +
              sizes.reduce((term, size, node) => (own.includes(node) ? term : term * size), pruning.tails[k])
            );
          }, 0);
          expect(pruning.distanceBound / (bound || 1)).toBeCloseTo(bound === 0 ? 0 : 1, 12);
          interiorNodes(tree).forEach((v, k) => {
            const norms = factorization.localComponents[v]
              .map((slices) => componentNorm(slices, weights))
              .sort((a, b) => b - a);
            expect(pruning.tails[k]).toBeCloseTo(
              norms.slice(kept).reduce((sum, norm) => sum + norm, 0),
              12,
            );
          });
        }
      }
      expect(() =>
        pruneLocalComponents(factorization, new Float64Array(factorization.weightCount), [1, 2, 3, 4]),
      ).toThrow(/one for each interior node, got 4/);
      expect(() =>
        pruneLocalComponents(factorization, new Float64Array(factorization.weightCount), -1),
      ).toThrow(/>= 0, got -1/);
    },
  );
});

describe("equations 3.8 and 3.9", () => {
  it("where the larger component is always at least as aligned, the smaller stays below the bound", () => {
    const tree = perfectModeTree(4, 2);
    const shape = [3, 3, 3, 3];
    const random = createRandom(12);
    let looked = 0;
    let aligned = 0;
    for (let trial = 0; trial < 6; trial++) {
      const factorization = hierarchicalFactorization(shape, tree, 3);
      const indices = Array.from({ length: 30 }, () => shape.map((d) => random.integer(d)));
      const distinct = [...new Map(indices.map((index) => [index.join(), index])).values()];
      const task = completionTask(
        shape,
        { indices: distinct, values: distinct.map(() => random.normal()) },
        halfSquareLoss,
      );
      const start = equalNormInitialization(factorization, 0.2, random);
      const nodes = interiorNodes(tree);
      const { trajectory } = gradientFlow(createObjective(factorization, task, "plain"), start, {
        duration: 400,
        maxSteps: 4000,
        probes: nodes.flatMap((v) => [
          alignmentProbe(factorization, createObjective(factorization, task, "plain"), v),
          {
            columns: factorization.localComponents[v].map((_, r) => `norm ${v} ${r}`),
            measure: (weights) =>
              factorization.localComponents[v].map((slices) => componentNorm(slices, weights)),
          },
        ]),
      });
      for (const v of nodes) {
        const name = `{${tree.nodes[v].modes.join(",")}}`;
        const alignment = (r: number) =>
          trajectoryColumn(trajectory, `alignment of component ${r + 1} of ${name}`);
        const norms = (r: number) => trajectoryColumn(trajectory, `norm ${v} ${r}`);
        const count = tree.nodes[v].children.length + 1;
        for (let r = 0; r < 3; r++)
          for (let other = 0; other < 3; other++) {
            if (r === other || norms(r)[0] < norms(other)[0]) continue;
            looked++;
            // Along the flow for as long as 3.8 holds.
            let held = alignment(r).findIndex((value, k) => value < alignment(other)[k] - 1e-12);
            if (held < 0) held = alignment(r).length;
            if (held > 10) aligned++;
            for (let k = 0; k < held; k++)
              expect(norms(other)[k]).toBeLessThanOrEqual(
                smallerComponentBound(norms(r)[k], [norms(r)[0], norms(other)[0]], count) * (1 + 1e-6),
              );
          }
      }
    }
    // All pairs, those of equal norms in both directions.
    expect(looked).toBeGreaterThanOrEqual(6 * 3 * 3);
    expect(aligned).toBeGreaterThan(5);
  });

  it("the alignment is minus the derivative of the loss along the normalized component", () => {
    const tree = perfectModeTree(4, 2);
    const shape = [2, 2, 2, 2];
    const factorization = hierarchicalFactorization(shape, tree, 2);
    const weights = gaussianInitialization(factorization, 1, createRandom(2));
    const { count } = allEntryInputs(shape);
    const indices = Array.from({ length: count }, (_, e) => [e >> 3, (e >> 2) & 1, (e >> 1) & 1, e & 1]);
    const task = completionTask(
      shape,
      { indices, values: indices.map((_, k) => k / 7) },
      halfSquareLoss,
      "sum",
    );
    const objective = createObjective(factorization, task, "plain");
    const root = tree.nodes.length - 1;
    const probe = alignmentProbe(factorization, objective, root);
    const measured = Array.from(probe.measure(weights));
    const whole = factorization.endTensor(weights);
    factorization.localComponents[root].forEach((slices, r) => {
      // Only this component's share of the end tensor: the others' entries of W^(root) set to zero.
      const alone = weights.slice();
      factorization.localComponents[root].forEach(([first], other) => {
        if (other !== r) alone[first.offset] = 0;
      });
      const share = factorization.endTensor(alone);
      const along = share.data.reduce((sum, value, e) => sum - (whole.data[e] - e / 7) * value, 0);
      expect(measured[r]).toBeCloseTo(along / componentNorm(slices, weights), 10);
    });
    expect(() => alignmentProbe(factorization, objective, 0)).toThrow(
      /expected the place of an interior node, 4, 5, 6, got 0/,
    );
  });

  it("goes to zero with the start, and checks its arguments", () => {
    expect(smallerComponentBound(1, [1e-6, 0.5e-6], 3)).toBeCloseTo(5.085e-5, 8);
    expect(smallerComponentBound(1e9, [1e-6, 0.5e-6], 3)).toBeLessThan(5.8e-5);
    expect(smallerComponentBound(3, [2, 1], 2)).toBe(1.5);
    expect(smallerComponentBound(2, [2, 1], 5)).toBeCloseTo(1, 12);
    expect(() => smallerComponentBound(1, [1, 2], 3)).toThrow(/the larger first, got 1, 1 and 2/);
    expect(() => smallerComponentBound(1, [1, 0], 3)).toThrow(/positive/);
    expect(() => smallerComponentBound(1, [1, 1], 1)).toThrow(/>= 2, got 1/);
  });
});
