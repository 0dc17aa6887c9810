import type { Adjacency } from "../../graph/adjacency.js";
import { createDistinctArcs } from "../structures/distinct-arcs.js";

/** An arc as its tail and its head. */
export type Arc = readonly [tail: number, head: number];

/** The arcs around some arcs, between places in a list of vertices. */
export interface ArcBall {
  readonly vertices: readonly number[];
  /** [A] place of each arc's tail */
  readonly tails: readonly number[];
  /** [A] place of each arc's head */
  readonly heads: readonly number[];
  /** [A] the connection that each arc belongs to */
  readonly connections: readonly number[];
}

/** A graph, directed or with several edge types, that loses edges one by one; parallel edges are one connection. */
export interface RelationalGraph {
  /** [E] */
  readonly connectionOf: Uint32Array;
  /** The edges that a connection has left, ascending. */
  edgesOf(connection: number): readonly number[];
  /** One arc, or both of an undirected connection. */
  arcsOf(connection: number): readonly Arc[];
  /** Whether one connection only comes in at a vertex (undirected: leads to it). O(1). */
  hasOneWayIn(vertex: number): boolean;
  /**
   * The vertices up to `after` steps from the arcs' heads or `before` steps to their tails, and all arcs between them.
   *
   * Complexity: O(arcs out of these vertices), or O(vertices^2) where that is less.
   */
  ball(arcs: readonly Arc[], after: number, before: number): ArcBall;
  /** Takes an edge out; its connection is gone with its last edge. O(degrees of its ends). */
  remove(edge: number): void;
}

/** O(V + E). */
export function createRelationalGraph(adjacency: Adjacency): RelationalGraph {
  const { directed, vertexCount } = adjacency;
  const { connectionOf, sources, targets } = createDistinctArcs(adjacency);
  const edgesOf = Array.from(sources, (): number[] => []);
  connectionOf.forEach((c, e) => {
    edgesOf[c].push(e);
  });
  /** [V] the connections left, out of each vertex and into it */
  const outgoing = Array.from({ length: vertexCount }, (): number[] => []);
  const incoming = directed ? outgoing.map((): number[] => []) : outgoing;
  const between = new Map<number, number>();
  sources.forEach((s, c) => {
    outgoing[s].push(c);
    incoming[targets[c]].push(c);
    between.set(nameOf(s, targets[c]), c);
  });
  const placeOf = new Int32Array(vertexCount).fill(-1);
  return {
    connectionOf,
    edgesOf: (c) => edgesOf[c],
    arcsOf,
    hasOneWayIn: (t) => incoming[t].length === 1,
    ball,
    remove,
  };

  function nameOf(s: number, t: number): number {
    return directed || s < t ? s * vertexCount + t : t * vertexCount + s;
  }

  function arcsOf(c: number): readonly Arc[] {
    const arc: Arc = [sources[c], targets[c]];
    return directed ? [arc] : [arc, [arc[1], arc[0]]];
  }

  function otherEnd(c: number, t: number): number {
    return sources[c] === t ? targets[c] : sources[c];
  }

  function ball(arcs: readonly Arc[], after: number, before: number): ArcBall {
    const found = search(
      arcs.map(([, head]) => head),
      outgoing,
      after,
    );
    const others = search(
      arcs.map(([tail]) => tail),
      incoming,
      before,
    );
    for (const t of others) found.add(t);
    const vertices = [...found];
    const degree = vertices.reduce((sum, t) => sum + outgoing[t].length, 0);
    return vertices.length ** 2 < degree ? arcsByPairs(vertices) : arcsByRows(vertices);
  }

  function search(
    from: readonly number[],
    rows: readonly (readonly number[])[],
    radius: number,
  ): Set<number> {
    const found = new Set(from);
    let ring = from;
    for (let distance = 0; distance < radius; distance++) {
      const next: number[] = [];
      for (const t of ring)
        for (const c of rows[t]) {
          const s = otherEnd(c, t);
          if (found.has(s)) continue;
          found.add(s);
          next.push(s);
        }
      ring = next;
    }
    return found;
  }

  /** Of a few vertices with many neighbours elsewhere, every pair is looked up. */
  function arcsByPairs(vertices: readonly number[]): ArcBall {
    const [tails, heads, connections]: [number[], number[], number[]] = [[], [], []];
    for (let tail = 0; tail < vertices.length; tail++)
      for (let head = 0; head < vertices.length; head++) {
        const c = between.get(nameOf(vertices[tail], vertices[head]));
        if (c === undefined) continue;
        tails.push(tail);
        heads.push(head);
        connections.push(c);
      }
    return { vertices, tails, heads, connections };
  }

  function arcsByRows(vertices: readonly number[]): ArcBall {
    const [tails, heads, connections]: [number[], number[], number[]] = [[], [], []];
    vertices.forEach((t, place) => {
      placeOf[t] = place;
    });
    vertices.forEach((t, tail) => {
      for (const c of outgoing[t]) {
        const head = placeOf[otherEnd(c, t)];
        if (head < 0) continue;
        tails.push(tail);
        heads.push(head);
        connections.push(c);
      }
    });
    for (const t of vertices) placeOf[t] = -1;
    return { vertices, tails, heads, connections };
  }

  function remove(edge: number): void {
    const c = connectionOf[edge];
    edgesOf[c] = edgesOf[c].filter((e) => e !== edge);
    if (edgesOf[c].length > 0) return;
    between.delete(nameOf(sources[c], targets[c]));
    for (const [tail, head] of arcsOf(c)) {
      takeOut(outgoing[tail], c);
      if (directed) takeOut(incoming[head], c);
    }
  }
}

function takeOut(row: number[], item: number): void {
  const last = row.pop() as number;
  if (last !== item) row[row.indexOf(item)] = last;
}
