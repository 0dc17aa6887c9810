import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { buildAdjacency } from "../../src/graph/adjacency.js";
import { applyModel } from "../../src/nn/models/trained-model.js";
import { trainVertexClassifier } from "../../src/nn/training/train.js";
import { createRandom } from "../../src/random.js";
import { gridMatrix } from "../../src/separation-rank/grid-matrix.js";
import { interactionMeasure } from "../../src/separation-rank/interaction-measure.js";
import { gaussianTemplates, type VectorFunction } from "../../src/separation-rank/templates.js";
import { arbitrarySeed } from "../generators/tensors.js";

describe("interaction measure", () => {
  it("has the root mean square of all mixed second differences, written out", () => {
    fc.assert(
      fc.property(arbitrarySeed, (seed) => {
        const templates = gaussianTemplates({ variables: 3, count: 2, dimension: 2 }, createRandom(seed));
        const f: VectorFunction = ([x, y, z]) => Math.tanh(x[0] * y[1] + z[0]) + x[1] * z[1];
        const { shape, data } = gridMatrix(f, templates, [0]);
        const [rows, columns] = shape;
        const value = (i: number, j: number) => data[i * columns + j];
        let sum = 0;
        for (let i = 0; i < rows; i++)
          for (let k = 0; k < rows; k++)
            for (let j = 0; j < columns; j++)
              for (let l = 0; l < columns; l++)
                sum += (value(i, j) - value(k, j) - value(i, l) + value(k, l)) ** 2;
        const expected = Math.sqrt(sum / (rows * columns) ** 2);
        const found = interactionMeasure(f, templates, [0]);
        expect(found.kind).toBe("empirical");
        expect(Math.abs(found.mixedDifference - expected)).toBeLessThan(1e-12);
        expect(found.share).toBeGreaterThanOrEqual(0);
        expect(found.share).toBeLessThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });

  it("tells sums, products and constants apart", () => {
    const points = [[-1], [1]].map((value) => Float64Array.from(value));
    const templates = [points, points];
    expect(interactionMeasure(([x, y]) => x[0] + y[0], templates, [0])).toMatchObject({ share: 0, rank: 2 });
    expect(interactionMeasure(([x, y]) => x[0] * y[0], templates, [0])).toMatchObject({
      share: 1,
      rank: 1,
      mixedDifference: 2,
      entanglement: 0,
    });
    expect(interactionMeasure(() => 3, templates, [0])).toMatchObject({
      share: 0,
      rank: 1,
      mixedDifference: 0,
    });
    expect(interactionMeasure(([x]) => x[0], templates, [])).toMatchObject({ share: 0, rank: 1 });
  });
});

describe("of trained graph networks", () => {
  // A path of eight vertices, two layers: what vertex 0 is taken for depends on vertices 0, 1 and 2 alone.
  const [vertexCount, columns] = [8, 3];
  const { adjacency } = buildAdjacency({
    vertexCount,
    sources: [0, 1, 2, 3, 4, 5, 6],
    targets: [1, 2, 3, 4, 5, 6, 7],
  });
  const random = createRandom(9);
  const values = Float32Array.from({ length: vertexCount * columns }, () => random.normal());
  const task = {
    adjacency,
    features: { kind: "dense", rows: vertexCount, columns, values } as const,
    labels: Int32Array.of(0, 0, 1, 1, 0, 0, 1, 1),
    classCount: 2,
    split: {
      train: Uint32Array.of(0, 2, 4, 6),
      validation: Uint32Array.of(1, 3),
      test: Uint32Array.of(5, 7),
    },
  };

  test.each(["gcn", "gin", "gat"])(
    "%s interacts with the vertices it can see, and no others",
    async (model) => {
      const { trained } = await trainVertexClassifier(task, {
        model,
        layers: 2,
        hidden: 8,
        learningRate: 1e-2,
        epochs: 20,
        backend: "wasm",
      });
      const logOdds: VectorFunction = (vectors) => {
        const features = new Float32Array(vertexCount * columns);
        for (const [v, vector] of vectors.entries()) features.set(vector, v * columns);
        const { scores } = applyModel(trained, {
          adjacency,
          features: { kind: "dense", rows: vertexCount, columns, values: features },
        });
        return Math.log(scores[0] / scores[1]);
      };
      const rows = Array.from({ length: vertexCount }, (_, v) =>
        Float64Array.from(values.subarray(v * columns, (v + 1) * columns)),
      );
      const templates = rows.map(() => rows);
      const measure = (subset: number[]) =>
        interactionMeasure(logOdds, templates, subset, {
          sampling: { points: 5, random: createRandom(3), by: "choices" },
        });
      const near = measure([1]);
      const far = measure([3, 4, 5, 6, 7]);
      expect(near.share).toBeGreaterThan(1e-3);
      expect(near.rank).toBeGreaterThan(1);
      expect(far.share).toBeLessThan(1e-9);
      expect(far.rank).toBe(1);
      expect(near.mixedDifference).toBeGreaterThan(1e3 * far.mixedDifference);
    },
  );
});
