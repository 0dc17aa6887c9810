// The sizes of graphs that the check of a GPU trains on, and how one is made.

import type { ModelName, VertexTask } from "../../src/nn/index.js";
import { powerLawGraph, randomTask } from "../support/graphs.js";

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

/** A task of that size, on a graph with heavy-tailed degrees. */
export function taskOfSize({ vertices, edges, columns, classes }: Size): VertexTask {
  return randomTask(powerLawGraph(edges, 0, vertices), { columns, classes });
}

/** What a model is given beside a width of 64. */
export const LAYERS: Partial<Record<ModelName, { readonly layers: number; readonly dropout: number }>> = {
  resgcn: { layers: 10, dropout: 0.5 },
};
