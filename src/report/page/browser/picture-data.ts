import type { ClassData } from "../../graph-picture/graph.js";

/** What a page holds of a graph and its removal orders, as JSON. Arrays of integers are base64, little-endian. */
export interface PictureData {
  readonly vertexCount: number;
  readonly edgeCount: number;
  /** of an integer in `sources`, `targets`, `labels` and orders: as few as hold them all */
  readonly bytes: 2 | 4;
  /** [V] places in the picture, 0 .. 65535, 2 bytes each */
  readonly x: string;
  readonly y: string;
  /** [E] */
  readonly sources: string;
  readonly targets: string;
  /** [V] index into `classes`; the largest integer for none. Null where no vertex has a class */
  readonly labels: string | null;
  readonly classes: readonly ClassData[];
  /** [V] null where vertices are called by their numbers */
  readonly names: readonly string[] | null;
  /** see `Graph` */
  readonly isSimple: boolean;
  readonly orders: readonly OrderData[];
  /** numbers of edges removed at which accuracies were measured, ascending */
  readonly levels: readonly number[];
}

export interface OrderData {
  readonly title: string;
  /** [E] edges, first removed first */
  readonly edges: string;
  /** how many of them may be removed */
  readonly removable: number;
  /** accuracies measured, by number of edges removed: a text for people */
  readonly accuracies: Readonly<Record<number, string>>;
}
