// How the cost of 1-, 2- and 3-WIS grows with the edges of power-law graphs; also drawn, into docs/results/growth/.
import { type Adjacency, oneWis, triangleCounts, twoWis, wis } from "../../src/adjacency.js";
import { powerLawGraph } from "../support/graphs.js";
import { logAxis, saveGrowth } from "../support/growth-picture.js";
import { BENCHMARKS, type Benchmark, median, type Row } from "../support/measure.js";

/** One point of the picture. */
interface Point {
  readonly method: string;
  readonly edges: number;
  readonly seconds: number;
}

const methods: readonly { name: string; order: (graph: Adjacency) => unknown; sizes: readonly number[] }[] = [
  { name: "1-WIS", order: oneWis, sizes: [1e3, 1e4, 1e5, 1e6, 1e7] },
  { name: "2-WIS", order: twoWis, sizes: [1e3, 1e4, 1e5, 1e6] },
  { name: "3-WIS", order: (graph) => wis(graph, 3), sizes: [1e3, 3e3, 1e4] },
];

export const run: Benchmark = async () => {
  const rows: Row[] = [];
  const points: Point[] = [];
  for (const { name, order, sizes } of methods) {
    for (let k = 0; k < 5; k++) order(powerLawGraph(3e3)); // so that the compiler is done
    for (const size of sizes) {
      const graph = powerLawGraph(size);
      const { edgeCount } = graph;
      const ms = medianProcessTime(() => order(graph), size < 1e5 ? 9 : size < 1e6 ? 3 : 1);
      const triangles = name === "2-WIS" ? triangleCounts(graph).reduce((a, b) => a + b, 0) / 3 : 0;
      const perTriangle = triangles > 0 ? `, ${perUnit(ms, triangles)} ns a triangle` : "";
      rows.push({
        case: `${name}, power-law graph of ${edgeCount} edges`,
        ms,
        note: `processor time; ${perUnit(ms, edgeCount)} ns an edge${perTriangle}`,
      });
      points.push({ method: name, edges: edgeCount, seconds: ms / 1000 });
    }
  }
  await draw(points);
  return { name: "Growth of the walk index methods", rows };
};

/** Processor time in milliseconds: it leaves out waiting for a processor, not what other processes do to the caches. */
function medianProcessTime(call: () => unknown, repeats: number): number {
  const times = Array.from({ length: repeats }, () => {
    const start = process.cpuUsage();
    call();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return median(times);
}

function perUnit(ms: number, count: number): string {
  return ((1e6 * ms) / count).toFixed(0);
}

async function draw(points: readonly Point[]): Promise<void> {
  await saveGrowth(new URL("../docs/results/growth/", BENCHMARKS), {
    title: "Full removal orders of power-law graphs",
    subtitle: "processor time of one thread; ten edges a vertex",
    points,
    encoding: {
      x: logAxis("edges", "edges", [2, 3, 4, 5, 6, 7]),
      y: logAxis("seconds", "seconds", [-4, -3, -2, -1, 0, 1, 2]),
      color: {
        field: "method",
        type: "nominal",
        title: null,
        scale: { domain: methods.map(({ name }) => name), range: ["#0072B2", "#D55E00", "#009E73"] },
      },
      shape: {
        field: "method",
        type: "nominal",
        title: null,
        scale: { range: ["circle", "square", "diamond"] },
      },
    },
  });
}
