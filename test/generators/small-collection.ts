import { buildAdjacency } from "../../src/graph/adjacency.js";
import type { GraphTask } from "../../src/nn/training/task.js";
import { createRandom } from "../../src/random.js";

/** Rings (class 0) and stars (class 1) of 4 to 8 vertices; of the features, one is 1, one leans to the class, one is noise. */
export function smallCollection(graphs = 80): GraphTask {
  const random = createRandom(3, "small collection");
  const offsets = [0];
  const sources: number[] = [];
  const targets: number[] = [];
  const labels = Int32Array.from({ length: graphs }, (_, g) => g % 2);
  for (const label of labels) {
    const begin = offsets[offsets.length - 1];
    const size = 4 + random.integer(5);
    for (let v = 0; v < size; v++) {
      if (label === 1 && v === 0) continue;
      sources.push(begin + v);
      targets.push(begin + (label === 1 ? 0 : (v + 1) % size));
    }
    offsets.push(begin + size);
  }
  const vertexCount = offsets[graphs];
  const values = Float32Array.from({ length: vertexCount * 3 }, (_, k) =>
    k % 3 === 0 ? 1 : random.normal(),
  );
  for (let g = 0; g < graphs; g++)
    for (let v = offsets[g]; v < offsets[g + 1]; v++) values[3 * v + 1] += labels[g] === 1 ? 1 : -1;
  const { adjacency } = buildAdjacency({ vertexCount, sources, targets });
  const every = Uint32Array.from({ length: graphs }, (_, g) => g);
  return {
    adjacency,
    offsets: Uint32Array.from(offsets),
    features: { kind: "dense", rows: vertexCount, columns: 3, values },
    labels,
    classCount: 2,
    split: {
      train: every.filter((g) => g % 4 < 2),
      validation: every.filter((g) => g % 8 === 2 || g % 8 === 3),
      test: every.filter((g) => g % 8 === 7 || g % 8 === 6),
    },
  };
}
