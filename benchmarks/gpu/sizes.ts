// The sizes of graphs that the check of a GPU trains on, and how one is made.

import type { VertexTask } from "../../src/nn/index.js";
import { createRandom } from "../../src/random.js";
import { powerLawGraph } from "../support/graphs.js";

/** Numbers of a graph with features and labels. */
export interface Size {
  /** whose size it has */
  readonly like: string;
  readonly vertices: number;
  /** drawn; repeated ones and loops are dropped */
  readonly edges: number;
  readonly columns: number;
  readonly classes: number;
}

export const SIZES = {
  cora: { like: "Cora", vertices: 2708, edges: 5278, columns: 1433, classes: 7 },
  arxiv: { like: "ogbn-arxiv", vertices: 169_343, edges: 1_166_243, columns: 128, classes: 40 },
  products: { like: "ogbn-products", vertices: 2_449_029, edges: 61_859_140, columns: 100, classes: 47 },
} as const satisfies Record<string, Size>;
export type SizeName = keyof typeof SIZES;

/** A task of that size: heavy-tailed degrees, dense features drawn evenly from [-0.5, 0.5), labels at random, 54 % to train with. */
export function taskOfSize({ vertices, edges, columns, classes }: Size, seed = 0): VertexTask {
  const random = createRandom(seed, "features and labels");
  const values = new Float32Array(vertices * columns);
  for (let k = 0; k < values.length; k++) values[k] = random.uniform() - 0.5;
  const labels = Int32Array.from({ length: vertices }, () => random.integer(classes));
  const all = Uint32Array.from({ length: vertices }, (_, vertex) => vertex);
  const [cut, held] = [Math.round(0.54 * vertices), Math.round(0.77 * vertices)];
  return {
    adjacency: powerLawGraph(edges, seed, vertices),
    features: { kind: "dense", rows: vertices, columns, values },
    labels,
    classCount: classes,
    split: { train: all.slice(0, cut), validation: all.slice(cut, held), test: all.slice(held) },
  };
}
