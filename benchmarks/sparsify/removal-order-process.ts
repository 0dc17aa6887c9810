// A child of removal-orders.ts: makes the full removal order METHOD (1-wis, 2-wis, ...) of GRAPH (a data set, a file of SNAP, directed:FILE of it,
// or power-law:EDGES) REPEATS times after half as many warm-ups, and prints {ms, peakMiB, graphMiB, edgeCount, triangles}: the median, the most
// memory that the process has held, and what it held with only the graph. A process of its own, as the command line has: what ran before
// would decide how the code is compiled.
import { openDataset } from "../../datasets/index.js";
import { type Adjacency, removalOrder, triangleCounts } from "../../src/adjacency.js";
import { powerLawGraph, snapGraph } from "../support/graphs.js";
import { medianTime } from "../support/measure.js";

const [method, name, repeats = "1"] = process.argv.slice(2);
const graph = await open(name);
if (graph === null) {
  process.stderr.write("its graph is not below SEPRANK_DATA\n");
  process.exit(1);
}
const order = () => removalOrder(method, graph);
globalThis.gc?.();
const graphMiB = process.memoryUsage().rss / 2 ** 20;
const ms = medianTime(order, { repeats: Number(repeats), warmUp: Math.floor(Number(repeats) / 2) });
const peakMiB = process.resourceUsage().maxRSS / 1024;
const triangles = method === "2-wis" ? triangleCounts(graph).reduce((a, b) => a + b, 0) / 3 : null;
process.stdout.write(JSON.stringify({ ms, peakMiB, graphMiB, edgeCount: graph.edgeCount, triangles }));

async function open(name: string): Promise<Adjacency | null> {
  const [kind, rest] = name.split(":");
  if (kind === "power-law") return powerLawGraph(Number(rest));
  if (kind === "directed") return snapGraph(rest, true);
  if (name.includes(".")) return snapGraph(name);
  return openDataset(name)
    .then(({ dataset }) => dataset.adjacency)
    .catch(() => null);
}
