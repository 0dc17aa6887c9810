import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { Adjacency } from "../../src/graph/adjacency.js";

/** L = D - W, dense. */
export function denseLaplacian({ vertexCount, sources, targets, weights }: Adjacency): Matrix {
  const l = Matrix.zeros(vertexCount, vertexCount);
  sources.forEach((u, e) => {
    const v = targets[e];
    const w = weights?.[e] ?? 1;
    l.set(u, u, l.get(u, u) + w);
    l.set(v, v, l.get(v, v) + w);
    l.set(u, v, l.get(u, v) - w);
    l.set(v, u, l.get(v, u) - w);
  });
  return l;
}

/** L^+, from its eigenvectors. */
export function pseudoInverse(l: Matrix): Matrix {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(l, { assumeSymmetric: true });
  const largest = Math.max(1e-300, ...realEigenvalues);
  const inverse = realEigenvalues.map((value) => (value > 1e-10 * largest ? 1 / value : 0));
  return eigenvectorMatrix.mmul(Matrix.diag(inverse)).mmul(eigenvectorMatrix.transpose());
}

/** R of every edge, by definition. */
export function denseResistances(graph: Adjacency): number[] {
  if (graph.vertexCount === 0) return [];
  const p = pseudoInverse(denseLaplacian(graph));
  return Array.from(graph.sources, (u, e) => {
    const v = graph.targets[e];
    return p.get(u, u) + p.get(v, v) - 2 * p.get(u, v);
  });
}
