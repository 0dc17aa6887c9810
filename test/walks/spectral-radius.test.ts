import fc from "fast-check";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { expect, it } from "vitest";
import { spectralRadius } from "../../src/walks/spectral-radius.js";
import { arbitraryGraph, chain, complete, graphOf } from "../generators/graphs.js";
import { matrixOf } from "../oracles/walks.js";

it("is the largest eigenvalue of A + I", () => {
  fc.assert(
    fc.property(arbitraryGraph(12), (graph) => {
      const matrix = new Matrix(matrixOf(graph).map((row) => row.map(Number)));
      const largest = Math.max(
        ...new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues,
      );
      const { value, converged } = spectralRadius(graph);
      expect(converged).toBe(true);
      expect(value).toBeCloseTo(largest, 4);
    }),
  );
});

it("is n on a clique of n, 1 without edges, 0 without vertices", () => {
  expect(spectralRadius(graphOf(7, complete(7))).value).toBeCloseTo(7, 12);
  expect(spectralRadius(graphOf(4, [])).value).toBeCloseTo(1, 12);
  expect(spectralRadius(graphOf(0, []))).toEqual({ value: 0, converged: true });
});

it("says where the steps ran out, and is a lower bound there", () => {
  // A path of n: 1 + 2 cos(pi / (n + 1)), with the next eigenvalues close below.
  const { value, converged } = spectralRadius(graphOf(150, chain(150)));
  expect(converged).toBe(false);
  const exact = 1 + 2 * Math.cos(Math.PI / 151);
  expect(value).toBeLessThanOrEqual(exact);
  expect(value).toBeGreaterThan(exact - 1e-4);
});
