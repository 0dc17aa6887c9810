import type { Attributes } from "../dataset.js";

/** A graph as records with attributes: what Graphology, JSON, GraphML and GEXF have in common. */
export interface AttributedGraph {
  /** whether edges have a direction, but for those marked `undirected` */
  readonly directed: boolean;
  readonly attributes: Attributes;
  readonly vertices: readonly AttributedVertex[];
  readonly edges: readonly AttributedEdge[];
}

export interface AttributedVertex {
  readonly name: string;
  readonly attributes: Attributes;
}

export interface AttributedEdge {
  /** index of a vertex */
  readonly source: number;
  /** index of a vertex */
  readonly target: number;
  readonly attributes: Attributes;
  /** of a mixed graph: this edge has no direction */
  readonly undirected?: boolean;
}

/** Which attributes hold what a data set keeps apart. */
export interface AttributeNames {
  /** of an edge: its weight, a number; default `weight` */
  readonly weight: string;
  /** of an edge: its type, a number or a name; default: edges have no types; written as `type` */
  readonly edgeType?: string | undefined;
  /** of a vertex: its class, a number or a name; default `label` */
  readonly label: string;
  /** of a vertex: its features, an array of numbers; default `features` */
  readonly features: string;
}

export const ATTRIBUTE_NAMES: AttributeNames = Object.freeze({
  weight: "weight",
  label: "label",
  features: "features",
});

/** How an {@link AttributedGraph} becomes a data set. */
export interface AttributedReadOptions {
  readonly name: string;
  /** whether to keep directions; default false */
  readonly directed?: boolean | undefined;
  readonly attributeNames?: Partial<AttributeNames> | undefined;
}
