import fc from "fast-check";
import { expect, test } from "vitest";
import { buildAdjacency } from "../../src/graph/adjacency.js";
import type { Features } from "../../src/graph/dataset.js";
import { type GraphBatch, selectGraphs } from "../../src/graph/select-graphs.js";
import { createRandom } from "../../src/random.js";

/** Graphs of the sizes given, random edges of two types within each, features that name the vertex. */
function batch(sizes: readonly number[], kind: Features["kind"], seed: number): GraphBatch {
  const random = createRandom(seed);
  const offsets = Uint32Array.from([
    0,
    ...sizes.map((_, g) => sizes.slice(0, g + 1).reduce((a, b) => a + b, 0)),
  ]);
  const vertexCount = offsets[sizes.length];
  const edges: [number, number][] = [];
  sizes.forEach((size, g) => {
    for (let i = 0; i < size; i++)
      for (let j = 0; j < i; j++) if (random.uniform() < 0.5) edges.push([offsets[g] + i, offsets[g] + j]);
  });
  const { adjacency } = buildAdjacency({
    vertexCount,
    sources: edges.map(([i]) => i),
    targets: edges.map(([, j]) => j),
    types: edges.map(() => random.integer(2)),
    weights: edges.map(() => random.uniform()),
  });
  const values = Float32Array.from({ length: vertexCount * 2 }, (_, k) => k + 1);
  const features: Features =
    kind === "dense"
      ? { kind, rows: vertexCount, columns: 2, values }
      : {
          kind,
          rows: vertexCount,
          columns: 2,
          offsets: Uint32Array.from({ length: vertexCount + 1 }, (_, v) => v),
          indices: Uint32Array.from({ length: vertexCount }, (_, v) => v % 2),
          values: values.slice(0, vertexCount),
        };
  return { adjacency, offsets, features };
}

/** Row of a vertex's features, written out. */
function rowOf(features: Features, v: number): number[] {
  if (features.kind === "dense") return [...features.values.subarray(2 * v, 2 * v + 2)];
  const row = [0, 0];
  for (let k = features.offsets[v]; k < features.offsets[v + 1]; k++)
    row[features.indices[k]] = features.values[k];
  return row;
}

test.each(["dense", "sparse"] as const)("chosen graphs keep their edges and %s features", (kind) => {
  const sizes = fc.array(fc.nat(5), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(sizes, fc.nat(99), fc.func(fc.boolean()), (given, seed, keep) => {
      const all = batch(given, kind, seed);
      const chosen = Uint32Array.from([...given.keys()].filter((g) => keep(g))).reverse();
      const selected = selectGraphs(all, chosen);
      expect([...selected.offsets]).toEqual([
        0,
        ...[...chosen].map((_, k) => [...chosen].slice(0, k + 1).reduce((sum, g) => sum + given[g], 0)),
      ]);
      expect(selected.adjacency.vertexCount).toBe(selected.features.rows);
      const describe = ({ adjacency, offsets, features }: typeof all, g: number) => {
        const [begin, end] = [offsets[g], offsets[g + 1]];
        const own = [...adjacency.sources.keys()].filter(
          (e) => adjacency.sources[e] >= begin && adjacency.sources[e] < end,
        );
        return {
          edges: own.map((e) => [
            adjacency.sources[e] - begin,
            adjacency.targets[e] - begin,
            adjacency.types?.[e],
            adjacency.weights?.[e],
          ]),
          rows: Array.from({ length: end - begin }, (_, v) => rowOf(features, begin + v)),
        };
      };
      chosen.forEach((g, k) => {
        expect(describe(selected, k)).toEqual(describe(all, g));
      });
    }),
  );
});
