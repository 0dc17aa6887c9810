import { type Adjacency, buildAdjacency } from "../../graph/adjacency.js";

/** A graph as it is drawn: structure, places, names and classes of vertices. */
export interface Graph {
  /** V */
  readonly vertexCount: number;
  /** E */
  readonly edgeCount: number;
  /** [V] places, 0 .. 65535, y upwards */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** [E] */
  readonly sources: Uint32Array;
  readonly targets: Uint32Array;
  /** [V] names of vertices, or null where they are called by their numbers */
  readonly names: readonly string[] | null;
  /** [V] index into `classes`, -1 for none; null where no vertex has a class */
  readonly labels: Int32Array | null;
  readonly classes: readonly ClassData[];
  /** whether it is undirected and has one edge at most between two vertices, so that walk indices are quickly counted */
  readonly isSimple: boolean;
}

/** A class of vertices. */
export interface ClassData {
  readonly name: string;
  /** index of a colour, see the theme; null for grey */
  readonly colour: number | null;
}

/** What is left of a graph. */
export interface Remainder {
  readonly kept: number;
  readonly removed: number;
  readonly isolated: number;
  readonly components: number;
  /** vertices of the largest component */
  readonly largest: number;
  /** [E] 1 for edges removed */
  readonly gone: Uint8Array;
  /** [V] */
  readonly degrees: Uint32Array;
  /** [V] a vertex of the same component, the same one for all of it */
  readonly roots: Uint32Array;
  /** [V] number of vertices in the component, at its root */
  readonly sizes: Uint32Array;
}

/**
 * The graph without the first edges of an order; components by union-find.
 *
 * @param places [E] of the order's edges, null for an order that removes none
 *
 * Complexity: O((V + E) log V).
 */
export function remainderOf(
  graph: Pick<Graph, "vertexCount" | "edgeCount" | "sources" | "targets">,
  places: ArrayLike<number> | null,
  count: number,
): Remainder {
  const { vertexCount, edgeCount, sources, targets } = graph;
  const gone = new Uint8Array(edgeCount);
  const degrees = new Uint32Array(vertexCount);
  const roots = Uint32Array.from({ length: vertexCount }, (_, t) => t);
  const sizes = new Uint32Array(vertexCount).fill(1);
  const rootOf = (vertex: number) => {
    let t = vertex;
    while (roots[t] !== t) t = roots[t];
    return t;
  };
  let removed = 0;
  let components = vertexCount;
  for (let e = 0; e < edgeCount; e++) {
    if (places !== null && places[e] < count) {
      gone[e] = 1;
      removed++;
      continue;
    }
    degrees[sources[e]]++;
    degrees[targets[e]]++;
    const [a, b] = [rootOf(sources[e]), rootOf(targets[e])];
    if (a === b) continue;
    const [small, large] = sizes[a] < sizes[b] ? [a, b] : [b, a];
    roots[small] = large;
    sizes[large] += sizes[small];
    components--;
  }
  for (let t = 0; t < vertexCount; t++) roots[t] = rootOf(t);
  return {
    kept: edgeCount - removed,
    removed,
    isolated: degrees.reduce((isolated, degree) => isolated + (degree === 0 ? 1 : 0), 0),
    components,
    largest: sizes.reduce((a, b) => Math.max(a, b), 0),
    gone,
    degrees,
    roots,
    sizes,
  };
}

/** [E] the place of each edge in an order. O(E). */
export function placesOf(order: ArrayLike<number>): Uint32Array {
  const places = new Uint32Array(order.length);
  for (let place = 0; place < order.length; place++) places[order[place]] = place;
  return places;
}

/** What is left, as the graph that algorithms take. O(V + E). */
export function remainingAdjacency(
  { vertexCount, sources, targets }: Pick<Graph, "vertexCount" | "sources" | "targets">,
  { gone }: Pick<Remainder, "gone">,
): Adjacency {
  const isLeft = (_: number, e: number) => gone[e] === 0;
  return buildAdjacency({ vertexCount, sources: sources.filter(isLeft), targets: targets.filter(isLeft) })
    .adjacency;
}

/** The name of a vertex as in the input. */
export function nameOf({ names }: Pick<Graph, "names">, vertex: number): string {
  return names?.[vertex] ?? String(vertex);
}
