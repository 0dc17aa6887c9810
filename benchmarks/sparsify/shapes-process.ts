// A child of shapes.ts: METHOD (as sparsify takes it, or walk-index:LENGTH) on SHAPE:SIZE (star, path, complete), half of the edges removed,
// given up after SECONDS. Prints {ms, peakMiB, graphMiB, edgeCount} or {ended}: why there is no order.
import {
  buildAdjacency,
  InputError,
  removalOrder,
  singletonWalkIndices,
  TimeoutError,
} from "../../src/adjacency.js";

const [method, shape, seconds] = process.argv.slice(2);
const graph = build(shape);
const { edgeCount } = graph;
const graphMiB = process.memoryUsage().rss / 2 ** 20;
const began = performance.now();
let ended: string | undefined;
try {
  if (method.startsWith("walk-index:")) singletonWalkIndices(graph, Number(method.split(":")[1]));
  else removalOrder(method, graph, { remove: Math.floor(edgeCount / 2), timeout: Number(seconds) });
} catch (error) {
  if (!(error instanceof TimeoutError || error instanceof InputError)) throw error;
  ended = error.message;
}
const ms = performance.now() - began;
const peakMiB = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ ms, peakMiB, graphMiB, edgeCount, ended }));

function build(text: string) {
  const [kind, size] = text.split(":");
  const n = Number(size);
  const pairs = kind === "complete" ? (n * (n - 1)) / 2 : n;
  const sources = new Uint32Array(pairs);
  const targets = new Uint32Array(pairs);
  let e = 0;
  if (kind === "complete")
    for (let u = 0; u < n; u++)
      for (let v = u + 1; v < n; v++, e++) {
        sources[e] = u;
        targets[e] = v;
      }
  else
    for (; e < n; e++) {
      sources[e] = kind === "star" ? 0 : e;
      targets[e] = e + 1;
    }
  return buildAdjacency({ vertexCount: kind === "complete" ? n : n + 1, sources, targets }).adjacency;
}
