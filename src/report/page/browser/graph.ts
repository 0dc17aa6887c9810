import type { PictureData } from "./picture-data.js";

/** A graph with the orders in which its edges may go, decoded. */
export interface Graph {
  readonly vertexCount: number;
  readonly edgeCount: number;
  /** [V] */
  readonly x: Uint16Array;
  readonly y: Uint16Array;
  /** [E] */
  readonly sources: Uint16Array;
  readonly targets: Uint16Array;
  /** [V] index of a colour; -1 for grey */
  readonly vertexColours: Int8Array;
  /** [E] the colour of both ends, where they are of one class; -1 elsewhere */
  readonly edgeColours: Int8Array;
  /** [orders] of [E]: the place of each edge in the order */
  readonly places: readonly Uint16Array[];
}

/** Reads {@link PictureData}. O(V + E orders). */
export function graphOf(data: PictureData): Graph {
  const { vertexCount, edgeCount, classes } = data;
  const [sources, targets] = [uint16(data.sources), uint16(data.targets)];
  const labels = data.labels === null ? null : uint16(data.labels);
  const colourOf = (vertex: number) => (labels === null ? -1 : (classes[labels[vertex]]?.colour ?? -1));
  const vertexColours = Int8Array.from({ length: vertexCount }, (_, t) => colourOf(t));
  const edgeColours = Int8Array.from({ length: edgeCount }, (_, e) => {
    const [s, t] = [sources[e], targets[e]];
    return labels !== null && labels[s] === labels[t] ? vertexColours[s] : -1;
  });
  return {
    vertexCount,
    edgeCount,
    x: uint16(data.x),
    y: uint16(data.y),
    sources,
    targets,
    vertexColours,
    edgeColours,
    places: data.orders.map(({ edges }) => placesOf(uint16(edges))),
  };
}

/** What is left of a graph. */
export interface Remainder {
  readonly kept: number;
  readonly removed: number;
  readonly isolated: number;
  readonly components: number;
  readonly largest: number;
  /** [E] 1 for edges removed */
  readonly gone: Uint8Array;
  /** [V] */
  readonly degrees: Uint16Array;
}

/**
 * The graph without the first edges of an order; components by union-find.
 *
 * @param places of the order's edges, null for an order that removes none
 *
 * Complexity: O((V + E) log V).
 */
export function remainderOf(graph: Graph, places: Uint16Array | null, count: number): Remainder {
  const { vertexCount, edgeCount, sources, targets } = graph;
  const gone = new Uint8Array(edgeCount);
  const degrees = new Uint16Array(vertexCount);
  const parent = Uint32Array.from({ length: vertexCount }, (_, t) => t);
  const size = new Uint32Array(vertexCount).fill(1);
  const rootOf = (vertex: number) => {
    let t = vertex;
    while (parent[t] !== t) t = parent[t];
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
    const [small, large] = size[a] < size[b] ? [a, b] : [b, a];
    parent[small] = large;
    size[large] += size[small];
    components--;
  }
  return {
    kept: edgeCount - removed,
    removed,
    isolated: degrees.reduce((isolated, degree) => isolated + (degree === 0 ? 1 : 0), 0),
    components,
    largest: size.reduce((a, b) => Math.max(a, b), 0),
    gone,
    degrees,
  };
}

function placesOf(order: Uint16Array): Uint16Array {
  const places = new Uint16Array(order.length);
  for (const [place, edge] of order.entries()) places[edge] = place;
  return places;
}

/** Base64 of little-endian integers. */
function uint16(base64: string): Uint16Array {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return Uint16Array.from({ length: bytes.length / 2 }, (_, k) => bytes[2 * k] | (bytes[2 * k + 1] << 8));
}
