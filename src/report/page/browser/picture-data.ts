/** What a report's page holds of a graph and its removal orders, as JSON. Arrays of integers are base64 of little-endian uint16. */
export interface PictureData {
  readonly vertexCount: number;
  readonly edgeCount: number;
  /** [V] places in the picture, 0 .. 65535 */
  readonly x: string;
  readonly y: string;
  /** [E] */
  readonly sources: string;
  readonly targets: string;
  /** [V] index into `classes`; 65535 for none. Null where no vertex has a class */
  readonly labels: string | null;
  readonly classes: readonly ClassData[];
  readonly orders: readonly OrderData[];
  /** numbers of edges removed at which accuracies were measured, ascending */
  readonly levels: readonly number[];
}

export interface ClassData {
  readonly name: string;
  /** index of a colour, see the page's style; null for grey */
  readonly colour: number | null;
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
