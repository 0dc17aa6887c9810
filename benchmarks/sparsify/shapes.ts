// Every method, and walk indices, on graphs of extreme shape: what it takes, or how it ends. One process a case.
import { fileURLToPath } from "node:url";
import { METHODS } from "../../src/sparsify/catalog.js";
import { type Benchmark, type Row, runChild } from "../support/measure.js";

/** After so long a case is given up, as by `sparsify --timeout`. */
const SECONDS = 30;

interface Measured {
  readonly ms: number;
  readonly peakMiB: number;
  readonly graphMiB: number;
  readonly edgeCount: number;
  readonly ended?: string;
}

/** Methods that need more than a graph, or train a network. */
const LEFT_OUT = new Set(["gwis", "wis"]);
const cases = [
  ...Object.entries(METHODS)
    .filter(([name, { result }]) => result !== "training" && !LEFT_OUT.has(name))
    .map(([name]) => name),
  ...["3-wis", "gwis@cut:4", "walk-index:1", "walk-index:2", "walk-index:3", "walk-index:6"],
];

function onShape(shape: string, what: string): Benchmark {
  return async () => {
    const rows: Row[] = [];
    for (const method of cases) {
      const script = fileURLToPath(new URL("./shapes-process.js", import.meta.url));
      const found = runChild<Measured>({ arguments: [script, method, shape, `${SECONDS}`] });
      const row = { case: method.replace("walk-index:", "walk indices, L - 1 = ") };
      if (found.absent !== undefined) rows.push({ ...row, ms: null, note: found.absent.slice(0, 200) });
      else {
        const { ms, peakMiB, graphMiB, ended } = found;
        const memory = `${peakMiB.toFixed(0)} MiB, the graph ${graphMiB.toFixed(0)} MiB`;
        rows.push({
          ...row,
          ms: ended === undefined ? ms : null,
          note: ended === undefined ? memory : `${(ms / 1000).toFixed(0)} s: ${ended.slice(0, 200)}`,
        });
      }
      const { case: name, ms, note } = rows[rows.length - 1];
      process.stderr.write(
        `${shape} ${name}: ${ms === null ? "-" : `${(ms / 1000).toFixed(1)} s`} ${note}\n`,
      );
    }
    return { name: `Half of the edges removed: ${what}`, rows };
  };
}

export const star = onShape("star:1000000", "a star of 10^6 leaves");
export const path = onShape("path:1000000", "a path of 10^6 edges");
export const complete = onShape("complete:2000", "the complete graph of 2,000 vertices");
