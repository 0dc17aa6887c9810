// Effective resistances by random projections: processor time on two real graphs, beside approximate Cholesky solvers of others that are given
// as many right-hand sides; and their errors against exact resistances.
import { openDataset } from "../../datasets/index.js";
import type { Adjacency } from "../../src/graph/adjacency.js";
import { effectiveResistances } from "../../src/laplacian/effective-resistances.js";
import { exactEffectiveResistances } from "../../src/laplacian/exact-effective-resistances.js";
import { twoCore } from "../../src/laplacian/two-core.js";
import { largeSnapGraphs, withoutGraph } from "../support/graphs.js";
import { type Benchmark, median, processorMilliseconds, pythonPeer, type Row } from "../support/measure.js";

const EPSILONS = [1, 0.5, 0.3];
const REPEATS = 3;
/** The solver's relative residual, of ours and of the peers. */
const TOLERANCE = 1e-2;

/** What peers/resistances.py prints: milliseconds of processor time. */
interface Peers {
  readonly solvers: readonly {
    readonly name: string;
    readonly version: string;
    readonly ms: number;
    readonly factorMs: number;
    readonly steps: number;
  }[];
}

export const run: Benchmark = async () => {
  const rows: Row[] = [];
  for (const [name, graph] of await largeSnapGraphs())
    rows.push(...(graph === null ? [withoutGraph(name)] : timed(name, graph)));
  rows.push(...(await errors()));
  return { name: "Effective resistances", rows };
};

function timed(name: string, graph: Adjacency): Row[] {
  const options = { seed: 0, epsilon: 0.5, tolerance: TOLERANCE };
  let result = effectiveResistances(graph, options);
  const ms = median(
    Array.from({ length: REPEATS }, () =>
      processorMilliseconds(() => {
        result = effectiveResistances(graph, options);
      }),
    ),
  );
  const { projections, iterations, resistances } = result;
  const tight = effectiveResistances(graph, { ...options, tolerance: 1e-6 });
  const differences = resistances.map((resistance, e) => Math.abs(resistance / tight.resistances[e] - 1));
  const row = {
    case: `effective resistances, epsilon 0.5, ${name}`,
    ms,
    note: `processor time; ${projections} projections, ${iterations} steps of 8 right-hand sides; the solver's part of the error: ${spread(differences)}`,
    headline: name === "web-NotreDame",
  };
  const { core } = twoCore(graph);
  const lines = Array.from(core.sources, (source, e) => `${source} ${core.targets[e]}`);
  const peers = pythonPeer<Peers>("resistances.py", lines.join("\n"), [`${projections}`, `${TOLERANCE}`]);
  if (peers.absent !== undefined)
    return [row, { case: `peers, ${name}`, ms: null, note: `not measured: ${peers.absent}` }];
  return [
    row,
    ...peers.solvers.map(({ name: peer, version, ms: other, factorMs, steps }) => ({
      case: `${peer} ${version}, one thread, ${name}`,
      ms: other,
      note: `processor time of factorization (${factorMs.toFixed(0)} ms) and solving alone, the same 2-core, ${projections} right-hand sides to the same residual in ${steps} steps; ${(other / ms).toFixed(2)} times ours, which has all else in it`,
    })),
  ];
}

function spread(errors: Float64Array): string {
  const sorted = errors.toSorted();
  const mean = sorted.reduce((a, b) => a + b, 0) / sorted.length;
  const below = sorted[Math.floor(0.99 * sorted.length)];
  return `mean ${mean.toFixed(3)}, 99% below ${below.toFixed(3)}, largest ${sorted[sorted.length - 1].toFixed(3)}`;
}

/** Estimates against exact values on Cora. */
async function errors(): Promise<Row[]> {
  const cora = await openDataset("cora")
    .then(({ dataset }) => dataset.adjacency)
    .catch(() => null);
  if (cora === null) return [];
  let exact: Float64Array = new Float64Array(0);
  const ms = processorMilliseconds(() => {
    exact = exactEffectiveResistances(cora);
  });
  const rows: Row[] = [{ case: "effective resistances, exact, Cora", ms, note: "processor time; dense" }];
  for (const epsilon of EPSILONS) {
    let result = effectiveResistances(cora, { seed: 0, epsilon });
    const times = Array.from({ length: REPEATS }, () =>
      processorMilliseconds(() => {
        result = effectiveResistances(cora, { seed: 0, epsilon });
      }),
    );
    const found = result.resistances.map((estimate, e) => Math.abs(estimate / exact[e] - 1));
    rows.push({
      case: `effective resistances, epsilon ${epsilon}, Cora`,
      ms: median(times),
      note: `processor time; ${result.projections} projections; relative error against exact: ${spread(found)}`,
    });
  }
  return rows;
}
