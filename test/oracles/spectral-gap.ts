import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** The eigenvalues of the normalised Laplacian of a weighted graph with self-loops, and M^-1/2 times the second one's eigenvector. */
export function denseGap(
  vertexCount: number,
  edges: readonly (readonly [u: number, v: number, weight: number])[],
  loops: number,
): { gap: number; third: number; vector: number[] } {
  const laplacian = Matrix.zeros(vertexCount, vertexCount);
  const mass = new Array<number>(vertexCount).fill(loops);
  for (const [u, v, weight] of edges) {
    mass[u] += weight;
    mass[v] += weight;
    laplacian.set(u, u, laplacian.get(u, u) + weight);
    laplacian.set(v, v, laplacian.get(v, v) + weight);
    laplacian.set(u, v, laplacian.get(u, v) - weight);
    laplacian.set(v, u, laplacian.get(v, u) - weight);
  }
  for (let u = 0; u < vertexCount; u++)
    for (let v = 0; v < vertexCount; v++)
      laplacian.set(u, v, laplacian.get(u, v) / Math.sqrt(mass[u] * mass[v]));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(laplacian, {
    assumeSymmetric: true,
  });
  const ascending = realEigenvalues.map((value, k) => ({ value, k })).sort((a, b) => a.value - b.value);
  return {
    gap: ascending[1].value,
    third: ascending[2]?.value ?? Number.POSITIVE_INFINITY,
    vector: mass.map((m, u) => eigenvectorMatrix.get(u, ascending[1].k) / Math.sqrt(m)),
  };
}
