import { buildAdjacency } from "../../src/graph/adjacency.js";
import type { Features } from "../../src/graph/dataset.js";
import type { VertexTask } from "../../src/nn/training/task.js";
import { createRandom, shuffle } from "../../src/random.js";

/** Three communities of ten vertices with noisy features: sparse as given, or the same written out. */
export function smallTask(kind: Features["kind"] = "sparse"): VertexTask {
  const random = createRandom(5, "small task");
  const [vertexCount, classCount, columns] = [30, 3, 12];
  const labels = Int32Array.from({ length: vertexCount }, (_, vertex) => vertex % classCount);
  const sources: number[] = [];
  const targets: number[] = [];
  const values = new Float32Array(vertexCount * columns);
  for (let i = 0; i < vertexCount; i++) {
    for (let j = 0; j < i; j++)
      if (random.uniform() < (labels[i] === labels[j] ? 0.4 : 0.05)) {
        sources.push(i);
        targets.push(j);
      }
    for (let c = 0; c < columns; c++)
      if (random.uniform() < (c % classCount === labels[i] ? 0.5 : 0.2))
        values[i * columns + c] = 0.5 + random.uniform();
  }
  const { adjacency } = buildAdjacency({ vertexCount, sources, targets });
  const dense = { kind: "dense", rows: vertexCount, columns, values } as const;
  const order = shuffle(
    Uint32Array.from({ length: vertexCount }, (_, v) => v),
    random,
  );
  return {
    adjacency,
    features: kind === "dense" ? dense : sparse(dense),
    labels,
    classCount,
    split: {
      train: order.slice(0, 15).sort(),
      validation: order.slice(15, 22).sort(),
      test: order.slice(22).sort(),
    },
  };
}

function sparse({ rows, columns, values }: Features & { kind: "dense" }): Features {
  const entries = [...values.keys()].filter((k) => values[k] !== 0);
  const offsets = Uint32Array.from(
    { length: rows + 1 },
    (_, row) => entries.filter((k) => k < row * columns).length,
  );
  const indices = Uint32Array.from(entries, (k) => k % columns);
  return {
    kind: "sparse",
    rows,
    columns,
    offsets,
    indices,
    values: Float32Array.from(entries, (k) => values[k]),
  };
}
