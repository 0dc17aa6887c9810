import type { Graph } from "../../graph-picture/graph.js";

/** A graph, and the orders in which its edges may go. */
export interface PictureSource {
  readonly graph: Graph;
  readonly orders: readonly PictureOrder[];
  /** numbers of edges removed at which accuracies were measured, ascending */
  readonly levels: readonly number[];
  /** [E] the place of each edge in an order, at once or when it is computed; what it throws is told beside the drawing */
  places(order: number): Uint32Array | Promise<Uint32Array>;
}

export interface PictureOrder {
  readonly title: string;
  /** how many edges may be removed */
  readonly removable: number;
  /** accuracies measured, by number of edges removed: a text for people */
  readonly accuracies: Readonly<Record<number, string>>;
}
