// Backbones and other edge scores that NetworKit's sparsification module does not have, on two real graphs with random counts for weights: processor
// time beside the fastest way to the same with NumPy, SciPy, igraph or NetworKit, and agreement of the scores. Scores that sum over all vertices
// are measured over some of them, the same for both.

import { type Adjacency, buildAdjacency } from "../../src/graph/adjacency.js";
import { connectedComponents } from "../../src/graph/components.js";
import { createRandom } from "../../src/random.js";
import { dsparScores } from "../../src/sparsify/methods/dspar.js";
import { edgeBetweennessScores } from "../../src/sparsify/methods/edge-betweenness.js";
import { formanScores } from "../../src/sparsify/methods/forman.js";
import { highSalienceScores } from "../../src/sparsify/methods/high-salience.js";
import {
  metricBackboneScores,
  ultrametricBackboneScores,
} from "../../src/sparsify/methods/metric-backbone.js";
import { noiseCorrectedScores } from "../../src/sparsify/methods/noise-corrected.js";
import { proxyDeleteOrder } from "../../src/sparsify/methods/proxy-delete.js";
import { sampledVertices } from "../../src/sparsify/structures/sampled-vertices.js";
import { largeSnapGraphs, withoutGraph } from "../support/graphs.js";
import { type Benchmark, median, pythonPeer, type Row } from "../support/measure.js";

/** Vertices that paths are searched from, of each graph. */
const SOURCES = 20;
/** Edges that proxy-delete removes from the largest component. */
const REMOVALS = 50;
const MOST_FOR_GAPS = 100_000;

/** What peers/backbone-scores.py prints: processor milliseconds, and the scores as the base64 of doubles. */
interface Peer {
  readonly versions: string;
  readonly results: Readonly<Record<string, { readonly ms: number; readonly scores?: string }>>;
}

interface Case {
  readonly peer: string;
  /** what is measured, where it is not the whole score */
  readonly part?: string;
  readonly run: () => Float64Array | number;
  /** what the peer is given: vertices to search from, or a number of removals */
  readonly given?: ArrayLike<number>;
  /** the peer's scores times this are ours */
  readonly scale?: number;
}

export const run: Benchmark = async () => {
  const rows: Row[] = [];
  for (const [name, graph] of await largeSnapGraphs()) {
    if (graph === null) {
      rows.push(withoutGraph(name));
      continue;
    }
    const weighted = withCounts(graph);
    rows.push(...compare(name, weighted, casesOf(weighted)));
    const largest = largestComponent(graph);
    if (largest.vertexCount <= MOST_FOR_GAPS) rows.push(...compare(name, largest, gapCases(largest)));
    else
      rows.push({
        case: `proxy-delete, ${name}`,
        ms: null,
        note: "not measured: too large to remove edges one by one",
      });
  }
  return { name: "Backbones", rows };
};

/** The rows of some cases on a graph, which the peer gets as it is. */
function compare(name: string, graph: Adjacency, cases: Record<string, Case>): Row[] {
  const { weights } = graph;
  const input = Array.from(graph.sources, (u, e) => `${u} ${graph.targets[e]} ${weights?.[e] ?? 1}`);
  const given = Object.entries(cases).map(([method, one]) => [method, Array.from(one.given ?? [])]);
  const peer = pythonPeer<Peer>("backbone-scores.py", input.join("\n"), [
    JSON.stringify(Object.fromEntries(given)),
  ]);
  return Object.entries(cases).map(([method, one]) => rowOf(name, method, one, peer));
}

function rowOf(graph: string, method: string, one: Case, peer: ReturnType<typeof pythonPeer<Peer>>): Row {
  let result = one.run();
  const times: number[] = [];
  // The run before does not count.
  while (times.length < 3 && times.reduce((a, b) => a + b, 0) < 3000) {
    const start = process.cpuUsage();
    result = one.run();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  const ms = median(times);
  const row = { case: `${method}, ${graph}${one.part === undefined ? "" : `, ${one.part}`}`, ms };
  if (peer.absent !== undefined) return { ...row, note: `peer not measured: ${peer.absent}` };
  const other = peer.results[method];
  const time = `processor time; ${one.peer}: ${other.ms.toFixed(0)} ms, ${(other.ms / ms).toFixed(2)} times ours`;
  if (other.scores === undefined) return { ...row, note: time };
  return {
    ...row,
    note: `${time}; ${agreement(result as Float64Array, decode(other.scores), one.scale ?? 1)}`,
  };
}

function casesOf(graph: Adjacency): Record<string, Case> {
  const settings = { seed: 0, onProgress: () => undefined };
  const { vertexCount } = graph;
  const sampled = (stream: string) => sampledVertices(vertexCount, { samples: SOURCES, seed: 0, stream });
  const firsts = Uint32Array.from({ length: SOURCES }, (_, u) => u);
  return {
    dspar: { peer: "NumPy", run: () => dsparScores(graph, settings) },
    "noise-corrected": { peer: "NumPy", run: () => noiseCorrectedScores(graph) },
    forman: { peer: "NetworKit's triangles, NumPy", run: () => formanScores(graph) },
    "ultrametric-backbone": {
      peer: "SciPy's minimum spanning forest, ways in it by NumPy",
      run: () => ultrametricBackboneScores(graph),
    },
    "metric-backbone": {
      peer: "SciPy's Dijkstra with the same limits",
      part: `the first ${firsts.length} vertices`,
      given: firsts,
      run: () =>
        until(firsts.length, (onProgress) => metricBackboneScores(graph, { onProgress: () => onProgress() })),
    },
    "high-salience": {
      peer: "SciPy's Dijkstra",
      part: `${SOURCES} vertices`,
      given: sampled("high-salience"),
      run: () => highSalienceScores(graph, { ...settings, samples: SOURCES }),
    },
    "edge-betweenness": {
      peer: "igraph",
      part: `${SOURCES} vertices`,
      given: sampled("edge-betweenness"),
      scale: vertexCount / SOURCES,
      run: () => edgeBetweennessScores(graph, { ...settings, samples: SOURCES }),
    },
  };
}

function gapCases(graph: Adjacency): Record<string, Case> {
  return {
    "proxy-delete": {
      peer: "SciPy's eigsh (ARPACK) from the last vectors, igraph's bridges",
      part: `${REMOVALS} removals from the largest component`,
      given: [REMOVALS],
      run: () => until(REMOVALS, (onProgress) => proxyDeleteOrder(graph, { loops: 1, rows: 0, onProgress })),
    },
  };
}

/** The largest component, its vertices numbered anew. */
function largestComponent(graph: Adjacency): Adjacency {
  const { component, sizes } = connectedComponents(graph);
  const largest = sizes.indexOf(Math.max(...sizes));
  const number = new Uint32Array(graph.vertexCount);
  let vertexCount = 0;
  for (let u = 0; u < number.length; u++) if (component[u] === largest) number[u] = vertexCount++;
  const edges = graph.sources.map((_, e) => e).filter((e) => component[graph.sources[e]] === largest);
  const [sources, targets] = [graph.sources, graph.targets].map((ends) => edges.map((e) => number[ends[e]]));
  return buildAdjacency({ vertexCount, sources, targets }).adjacency;
}

/** Runs a method until it has told so often, or of so many, that it goes on. */
function until(count: number, run: (onProgress: (done?: number) => void) => unknown): number {
  const enough = new Error("enough");
  let calls = 0;
  try {
    run((done = ++calls) => {
      if (done >= count) throw enough;
    });
  } catch (error) {
    if (error !== enough) throw error;
  }
  return count;
}

/** Weights from 1 to a million, as counts have them: hardly any two paths are of one length. */
function withCounts(graph: Adjacency): Adjacency {
  const random = createRandom(0, "backbones");
  return { ...graph, weights: Float64Array.from(graph.sources, () => 1 + random.integer(1_000_000)) };
}

function decode(base64: string): Float64Array {
  const bytes = Buffer.from(base64, "base64");
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

function agreement(ours: ArrayLike<number>, theirs: Float64Array, scale: number): string {
  const largest = theirs.reduce((most, x, e) => Math.max(most, Math.abs(ours[e] - scale * x)), 0);
  const most = theirs.reduce((a, x) => Math.max(a, Math.abs(scale * x)), 0);
  return `largest difference ${largest.toPrecision(2)} of scores up to ${most.toPrecision(3)}`;
}
