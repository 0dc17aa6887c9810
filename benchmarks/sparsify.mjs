// Full removal orders of 1-, 2- and 3-WIS on real and generated graphs, beside the literal Algorithm 2 and, for the triangles that
// 2-WIS begins with, NetworKit.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { openDataset } from "../dist/datasets/index.js";
import {
  oneWis,
  removalOrder,
  singletonWalkIndices,
  triangleCounts,
  twoWis,
  wis,
} from "../dist/src/index.js";
import { powerLawGraph, snapGraph } from "./graphs.mjs";
import { medianTime, pythonPeer } from "./measure.mjs";

/** Orders that take minutes or gigabytes: each in a process of its own, which tells its memory. */
const LARGE = [
  { name: "1-WIS, web-NotreDame, with its memory", method: "1-wis", graph: "web-NotreDame.txt.gz" },
  { name: "2-WIS, ego-Twitter", method: "2-wis", graph: "ego-twitter-undirected.jlg" },
  { name: "2-WIS, web-NotreDame", method: "2-wis", graph: "web-NotreDame.txt.gz" },
];
/** 8 GB and some ten minutes. */
const LARGEST = { name: "1-WIS, power-law graph of 10^8", method: "1-wis", graph: "power-law:100000000" };

export async function run() {
  const cora = await openDataset("cora")
    .then(({ dataset }) => dataset.adjacency)
    .catch(() => null);
  const notreDame = await snapGraph("web-NotreDame.txt.gz");
  const hepTh = await snapGraph("arxiv-cit-hep-th.jlg");
  const facebook = await snapGraph("facebook_combined.txt.gz");
  const twitter = await snapGraph("ego-twitter-undirected.jlg");
  const epinions = await snapGraph("soc-Epinions1.txt.gz", true);
  const rows = [];
  const time = (name, graph, method, options) => {
    if (graph === null) {
      rows.push({ case: name, ms: null, note: "not measured: its graph is not below SEPRANK_DATA" });
      return Number.NaN;
    }
    const ms = medianTime(() => method(graph), options);
    const { edgeCount } = graph;
    const triangles = name.startsWith("2-WIS") ? triangleCounts(graph).reduce((a, b) => a + b, 0) / 3 : null;
    rows.push({
      case: name,
      ms,
      note: perUnit(ms, edgeCount, triangles),
      headline: name.includes("WIS") && !name.includes("power-law"),
    });
    return ms;
  };

  const ours = time("1-WIS, Cora", cora, oneWis, { repeats: 21, warmUp: 5 });
  if (cora !== null) {
    const ms = medianTime(() => literalOneWis(cora), { repeats: 3 });
    rows.push({
      case: "literal Algorithm 2, Cora",
      ms,
      note: `${(ms / ours).toFixed(0)} times 1-WIS`,
      headline: true,
    });
  }
  time("1-WIS, web-NotreDame", notreDame, oneWis, { repeats: 5 });
  for (const size of [1e4, 1e5, 1e6, 1e7]) {
    const repeats = size < 1e6 ? 9 : size < 1e7 ? 3 : 1;
    time(`1-WIS, power-law graph of 10^${Math.log10(size)}`, powerLawGraph(size), oneWis, {
      repeats,
      warmUp: repeats > 1 ? 2 : 0,
    });
  }
  time("2-WIS, Cora", cora, twoWis, { repeats: 21, warmUp: 5 });
  time("2-WIS, arxiv-cit-hep-th", hepTh, twoWis, { repeats: 3 });
  time("2-WIS, ego-Facebook", facebook, twoWis, { repeats: 3 });
  for (const large of LARGE) rows.push(inProcess(large));
  rows.push(
    process.env.SEPRANK_BENCH_LARGEST === "1"
      ? inProcess(LARGEST)
      : { case: LARGEST.name, ms: null, note: "not measured: SEPRANK_BENCH_LARGEST=1 asks for it" },
  );
  if (epinions !== null) {
    time("1-WIS, soc-Epinions1, directed", epinions, (graph) => removalOrder("1-wis", graph), { repeats: 3 });
  }
  time("3-WIS, Cora", cora, (graph) => wis(graph, 3), { repeats: 5, warmUp: 1 });
  const counted = time("triangles at every vertex, arxiv-cit-hep-th", hepTh, triangleCounts, { repeats: 9 });
  rows.at(-1).headline = true;
  const indices = (graph) => singletonWalkIndices(graph, 2);
  time("walk indices of all vertices, L - 1 = 2, ego-Twitter", twitter, indices, { repeats: 5 });
  if (hepTh !== null) rows.push(networKit(hepTh, counted));
  return { name: "Removal orders", rows };
}

function perUnit(ms, edgeCount, triangles) {
  const perTriangle =
    triangles === null
      ? ""
      : `, ${triangles} triangles, ${((1e6 * ms) / triangles).toFixed(0)} ns a triangle`;
  return `${edgeCount} edges, ${((1e6 * ms) / edgeCount).toFixed(0)} ns an edge${perTriangle}`;
}

function inProcess({ name, method, graph }) {
  const script = fileURLToPath(new URL("order-memory.mjs", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--expose-gc", script, method, graph], {
    encoding: "utf8",
  });
  if (status !== 0)
    return { case: name, ms: null, note: `not measured: ${stderr.trim().split("\n").at(-1)}` };
  const { ms, peakMiB, graphMiB, edgeCount, triangles } = JSON.parse(stdout);
  const note = `${perUnit(ms, edgeCount, triangles)}, peak memory of the process ${peakMiB.toFixed(0)} MiB, ${graphMiB.toFixed(0)} before the order`;
  return { case: name, ms, note, headline: true };
}

function networKit(graph, ours) {
  const lines = Array.from(graph.sources, (source, e) => `${source} ${graph.targets[e]}`);
  const peer = pythonPeer("triangles.py", lines.join("\n"));
  const name = "NetworKit, triangle edge score, arxiv-cit-hep-th";
  if (peer.absent !== undefined) return { case: name, ms: null, note: `not measured: ${peer.absent}` };
  const total = triangleCounts(graph).reduce((a, b) => a + b, 0);
  if (total !== peer.total) throw new Error(`${total} triangle ends counted, NetworKit counts ${peer.total}`);
  return {
    case: name,
    ms: peer.ms,
    note: `${peer.version}, one thread; ${(peer.ms / ours).toFixed(2)} times ours`,
    headline: true,
  };
}

/** Algorithm 2 of the thesis as it stands: every edge looked at for every removal. */
function literalOneWis({ vertexCount, edgeCount, sources, targets }) {
  const degree = new Uint32Array(vertexCount).fill(1);
  for (let e = 0; e < edgeCount; e++) {
    degree[sources[e]]++;
    degree[targets[e]]++;
  }
  const isRemoved = new Uint8Array(edgeCount);
  const order = [];
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
