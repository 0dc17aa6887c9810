import { buildAdjacency, NOTHING_DROPPED } from "../../src/graph/adjacency.js";
import type { GraphDataset } from "../../src/graph/dataset.js";

/** A ring of vertices with chords: two classes, and features that tell them apart but for some noise. */
export function smallDataset(vertexCount = 40): GraphDataset {
  const sources: number[] = [];
  const targets: number[] = [];
  for (let t = 0; t < vertexCount; t++)
    for (const step of [1, 2, 7]) {
      sources.push(t);
      targets.push((t + step) % vertexCount);
    }
  const { adjacency } = buildAdjacency({ vertexCount, sources, targets });
  const labels = Int32Array.from({ length: vertexCount }, (_, t) => (2 * t < vertexCount ? 0 : 1));
  const columns = 4;
  const values = Float32Array.from({ length: vertexCount * columns }, (_, k) => {
    const [t, column] = [Math.floor(k / columns), k % columns];
    return Math.sin(12.9898 * k) + (column === labels[t] ? 0.8 : 0);
  });
  return {
    name: "small",
    adjacency,
    vertexNames: null,
    vertexAttributes: null,
    edgeAttributes: null,
    graphAttributes: {},
    features: { kind: "dense", rows: vertexCount, columns, values },
    labels,
    classNames: null,
    splits: [],
    dropped: NOTHING_DROPPED,
  };
}
