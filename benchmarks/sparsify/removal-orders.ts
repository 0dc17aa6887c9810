// Full removal orders of 1-, 2- and 3-WIS on real and generated graphs, each in a process of its own that tells its memory, beside the literal
// Algorithm 2 and, for the triangles that 2-WIS begins with, NetworKit.
import { openDataset } from "../../datasets/index.js";
import { type Adjacency, singletonWalkIndices, triangleCounts } from "../../src/adjacency.js";
import { snapGraph } from "../support/graphs.js";
import { type Benchmark, besides, medianTime, pythonPeer, type Row, runChild } from "../support/measure.js";

/** A method on a graph, as removal-order-process.ts takes them. */
interface Order {
  readonly name: string;
  readonly method: string;
  readonly graph: string;
  readonly repeats?: number;
}

/** What removal-order-process.ts prints. */
interface Measured {
  readonly ms: number;
  readonly peakMiB: number;
  readonly graphMiB: number;
  readonly edgeCount: number;
  readonly triangles: number | null;
}

const ORDERS: readonly Order[] = [
  { name: "1-WIS, Cora", method: "1-wis", graph: "cora", repeats: 41 },
  { name: "1-WIS, web-NotreDame", method: "1-wis", graph: "web-NotreDame.txt.gz", repeats: 5 },
  { name: "1-WIS, power-law graph of 10^4", method: "1-wis", graph: "power-law:10000", repeats: 21 },
  { name: "1-WIS, power-law graph of 10^5", method: "1-wis", graph: "power-law:100000", repeats: 9 },
  { name: "1-WIS, power-law graph of 10^6", method: "1-wis", graph: "power-law:1000000", repeats: 3 },
  { name: "1-WIS, power-law graph of 10^7", method: "1-wis", graph: "power-law:10000000" },
  {
    name: "1-WIS, soc-Epinions1, directed",
    method: "1-wis",
    graph: "directed:soc-Epinions1.txt.gz",
    repeats: 3,
  },
  { name: "2-WIS, Cora", method: "2-wis", graph: "cora", repeats: 41 },
  { name: "2-WIS, arxiv-cit-hep-th", method: "2-wis", graph: "arxiv-cit-hep-th.jlg", repeats: 3 },
  { name: "2-WIS, ego-Facebook", method: "2-wis", graph: "facebook_combined.txt.gz", repeats: 3 },
  { name: "2-WIS, ego-Twitter", method: "2-wis", graph: "ego-twitter-undirected.jlg" },
  { name: "2-WIS, web-NotreDame", method: "2-wis", graph: "web-NotreDame.txt.gz" },
  { name: "3-WIS, Cora", method: "3-wis", graph: "cora", repeats: 5 },
];
/** 7 GB; five minutes for the order and four for the graph. */
const LARGEST: Order = {
  name: "1-WIS, power-law graph of 10^8",
  method: "1-wis",
  graph: "power-law:100000000",
};

export const run: Benchmark = async () => {
  const rows = ORDERS.map(timeOrder);
  const [{ ms: ours }] = rows;
  const cora = await openDataset("cora")
    .then(({ dataset }) => dataset.adjacency)
    .catch(() => null);
  if (cora !== null && ours !== null) {
    const ms = medianTime(() => literalOneWis(cora), { repeats: 3 });
    const note = `${(ms / ours).toFixed(0)} times 1-WIS`;
    rows.splice(1, 0, { case: "literal Algorithm 2, Cora", ms, note, headline: true });
  }
  rows.push(
    process.env.SEPRANK_BENCH_LARGEST === "1"
      ? timeOrder(LARGEST)
      : { case: LARGEST.name, ms: null, note: "not measured: SEPRANK_BENCH_LARGEST=1 asks for it" },
  );
  const hepTh = await snapGraph("arxiv-cit-hep-th.jlg");
  if (hepTh !== null) rows.push(...triangles(hepTh));
  const twitter = await snapGraph("ego-twitter-undirected.jlg");
  if (twitter !== null) {
    const ms = medianTime(() => singletonWalkIndices(twitter, 2), { repeats: 5 });
    const what = "walk indices of all vertices, L - 1 = 2, ego-Twitter";
    rows.push({ case: what, ms, note: perUnit(ms, twitter.edgeCount, null) });
  }
  return { name: "Removal orders", rows };
};

function perUnit(ms: number, edgeCount: number, triangles: number | null): string {
  const perTriangle =
    triangles === null
      ? ""
      : `, ${triangles} triangles, ${((1e6 * ms) / triangles).toFixed(0)} ns a triangle`;
  return `${edgeCount} edges, ${((1e6 * ms) / edgeCount).toFixed(0)} ns an edge${perTriangle}`;
}

function timeOrder({ name, method, graph, repeats = 1 }: Order): Row {
  const script = besides(import.meta.url, "removal-order-process.js");
  const measured = runChild<Measured>({ arguments: ["--expose-gc", script, method, graph, `${repeats}`] });
  if (measured.absent !== undefined)
    return { case: name, ms: null, note: `not measured: ${measured.absent}` };
  const { ms, peakMiB, graphMiB, edgeCount, triangles } = measured;
  const note = `${perUnit(ms, edgeCount, triangles)}; the process had ${graphMiB.toFixed(0)} MiB with the graph, ${peakMiB.toFixed(0)} at most`;
  return { case: name, ms, note, headline: !name.includes("power-law") };
}

/** The triangles of all vertices, beside NetworKit's of all edges. */
function triangles(graph: Adjacency): Row[] {
  const ours = medianTime(() => triangleCounts(graph), { repeats: 9 });
  const own = {
    case: "triangles at every vertex, arxiv-cit-hep-th",
    ms: ours,
    note: perUnit(ours, graph.edgeCount, null),
    headline: true,
  };
  const lines = Array.from(graph.sources, (source, e) => `${source} ${graph.targets[e]}`);
  const peer = pythonPeer<{ version: string; total: number; ms: number }>("triangles.py", lines.join("\n"));
  const name = "NetworKit, triangle edge score, arxiv-cit-hep-th";
  if (peer.absent !== undefined) return [own, { case: name, ms: null, note: `not measured: ${peer.absent}` }];
  const total = triangleCounts(graph).reduce((a, b) => a + b, 0);
  if (total !== peer.total) throw new Error(`${total} triangle ends counted, NetworKit counts ${peer.total}`);
  const note = `${peer.version}, one thread; ${(peer.ms / ours).toFixed(2)} times ours`;
  return [own, { case: name, ms: peer.ms, note, headline: true }];
}

/** Algorithm 2 of the thesis as it stands: every edge looked at for every removal. */
function literalOneWis({ vertexCount, edgeCount, sources, targets }: Adjacency): number[] {
  const degree = new Uint32Array(vertexCount).fill(1);
  for (let e = 0; e < edgeCount; e++) {
    degree[sources[e]]++;
    degree[targets[e]]++;
  }
  const isRemoved = new Uint8Array(edgeCount);
  const order: number[] = [];
  while (order.length < edgeCount) {
    let best = -1;
    let bestMin = -1;
    let bestMax = -1;
    for (let e = 0; e < edgeCount; e++) {
      if (isRemoved[e] === 1) continue;
      const i = degree[sources[e]];
      const j = degree[targets[e]];
      const min = Math.min(i, j);
      const max = Math.max(i, j);
      if (min > bestMin || (min === bestMin && max > bestMax)) {
        best = e;
        bestMin = min;
        bestMax = max;
      }
    }
    isRemoved[best] = 1;
    order.push(best);
    degree[sources[best]]--;
    degree[targets[best]]--;
  }
  return order;
}
