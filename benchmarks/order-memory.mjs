// A child of sparsify.mjs: makes one full removal order, of METHOD (1-wis or 2-wis) and GRAPH (a file of SNAP, or power-law:EDGES), and
// prints {ms, peakMiB, graphMiB, edgeCount, triangles}: the most memory that the process has held, and what it holds with only the graph.
import { oneWis, triangleCounts, twoWis } from "../dist/src/index.js";
import { powerLawGraph, snapGraph } from "./graphs.mjs";

const [method, name] = process.argv.slice(2);
const graph = name.startsWith("power-law:")
  ? powerLawGraph(Number(name.slice("power-law:".length)))
  : await snapGraph(name);
if (graph === null) {
  process.stderr.write("its graph is not below SEPRANK_DATA\n");
  process.exit(1);
}
const order = method === "1-wis" ? oneWis : twoWis;
globalThis.gc?.();
const graphMiB = process.memoryUsage().rss / 2 ** 20;
const start = performance.now();
order(graph);
const ms = performance.now() - start;
const peakMiB = process.resourceUsage().maxRSS / 1024;
const triangles = method === "2-wis" ? triangleCounts(graph).reduce((a, b) => a + b, 0) / 3 : null;
process.stdout.write(JSON.stringify({ ms, peakMiB, graphMiB, edgeCount: graph.edgeCount, triangles }));
