import type { Adjacency, DroppedEdges } from "./adjacency.js";

/** Vertex features with few nonzeros, as compressed sparse rows; columns ascend in every row. */
export interface SparseFeatures {
  readonly kind: "sparse";
  /** V */
  readonly rows: number;
  /** F */
  readonly columns: number;
  /** [V + 1] */
  readonly offsets: Uint32Array;
  /** [nonzeros] column of each entry */
  readonly indices: Uint32Array;
  /** [nonzeros] */
  readonly values: Float32Array;
}

/** Vertex features as a full matrix, row-major. */
export interface DenseFeatures {
  readonly kind: "dense";
  /** V */
  readonly rows: number;
  /** F */
  readonly columns: number;
  /** [V * F] */
  readonly values: Float32Array;
}

export type Features = SparseFeatures | DenseFeatures;

/** Which vertices to fit on, to choose by, and to report on: ascending vertex indices, disjoint. */
export interface Split {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

/** Attributes of one vertex or edge of a Graphology graph. */
export type Attributes = Readonly<Record<string, unknown>>;

/** The values of one attribute, one an edge: numbers, or whatever the input has, undefined where an edge lacks it. */
export type EdgeColumn = Float64Array | readonly unknown[];

/** Of a collection of graphs, kept side by side as one: which vertices each has, and its class. */
export interface GraphCollection {
  /** [G + 1] graph g has the vertices offsets[g] .. offsets[g + 1] - 1; every edge lies within one graph */
  readonly offsets: Uint32Array;
  /** [G] class of each graph, -1 where it has none */
  readonly labels: Int32Array;
  /** [C] names of the graphs' classes, or null where they have numbers only */
  readonly classNames: readonly string[] | null;
}

/** A graph with all that came with it. What every reader and generator gives, and every writer takes. */
export interface GraphDataset {
  /** the data set's or file's name, for messages and records */
  readonly name: string;
  readonly adjacency: Adjacency;
  /** [V] names as in the input, or null where vertices are known by their numbers "0" .. "V-1" */
  readonly vertexNames: readonly string[] | null;
  /** [V] attributes (without features and label), or null where the input has none */
  readonly vertexAttributes: readonly Attributes[] | null;
  /** attributes of the edges (without weight and type) by name, [E] each; null where the input has none */
  readonly edgeAttributes: ReadonlyMap<string, EdgeColumn> | null;
  readonly graphAttributes: Attributes;
  readonly features: Features | null;
  /** [V] class of each vertex, -1 where it has none; null where the input has no labels */
  readonly labels: Int32Array | null;
  /** [C] names of the classes, or null where they have numbers only */
  readonly classNames: readonly string[] | null;
  /** [R] names of the edge types; absent where they have numbers only */
  readonly edgeTypeNames?: readonly string[] | undefined;
  /** splits that came with the data; empty where there are none */
  readonly splits: readonly Split[];
  /** edges that the rules of {@link buildAdjacency} left out */
  readonly dropped: DroppedEdges;
  /** what the reader took for granted or left aside, one sentence each; absent where there is nothing to tell */
  readonly notices?: readonly string[] | undefined;
  /** of a collection of graphs, whose vertices, edges and features these are; absent where there is one graph */
  readonly graphs?: GraphCollection | undefined;
}
