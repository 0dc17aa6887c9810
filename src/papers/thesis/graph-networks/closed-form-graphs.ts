import { buildAdjacency } from "../../../graph/adjacency.js";
import { createRandom } from "../../../random.js";
import { createPrimeField } from "../../../separation-rank/prime-field.js";
import { randomGnnWeights } from "../../../separation-rank/random-gnn-weights.js";
import { separationRank } from "../../../separation-rank/separation-rank.js";

/** The graphs of appendix D.1, one side their first half. */
export function closedForms(seed: number): (string | number)[][] {
  const random = createRandom(seed, "closed-form");
  const field = createPrimeField();
  const rows: (string | number)[][] = [];
  for (const [name, n] of [
    ["complete graph", 4],
    ["chain", 4],
    ["chain", 6],
  ] as const)
    for (const depth of [1, 2]) {
      const pairs = Array.from({ length: n }, (_, s) =>
        Array.from({ length: n - s - 1 }, (_, k) => [s, s + k + 1]),
      )
        .flat()
        .filter(([s, t]) => name === "complete graph" || t === s + 1);
      const [sources, targets] = [pairs.map(([s]) => s), pairs.map(([, t]) => t)];
      const { adjacency } = buildAdjacency({ vertexCount: n, sources, targets });
      const weights = randomGnnWeights({ depth, width: 2, features: 2 }, random, { field });
      const subset = Array.from({ length: n / 2 }, (_, k) => k);
      const found = separationRank(adjacency, weights, { subset }, { random, maxPoints: 256 });
      const log = (value: number | null) => (value === null ? "-" : Number(value.toFixed(3)));
      rows.push([
        `${name} of ${n}`,
        depth,
        Number(found.walkIndex),
        log(found.lower),
        `${found.decided === "no" ? ">= " : ""}${log(Math.log(found.rank))}`,
        log(found.minimalCut),
        log(found.explicitCut),
        log(found.upper),
      ]);
    }
  return rows;
}
