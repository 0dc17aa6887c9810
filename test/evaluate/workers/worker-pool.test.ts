import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);
// Workers are processes of Node's own, which run what is built.
const built = (path: string) => new URL(`../../../dist/src/${path}`, import.meta.url).href;

/** The standard output of a program that has `pool`, of workers on a graph of V vertices and F features. */
async function withPool(vertices: number, features: number, body: string): Promise<string> {
  const program = `
    import { createWorkerPool } from ${JSON.stringify(built("evaluate/workers/worker-pool.js"))};
    import { classificationGraph } from ${JSON.stringify(built("nn/training/classification-graph.js"))};
    import { buildAdjacency } from ${JSON.stringify(built("graph/adjacency.js"))};
    const [V, F] = [${vertices}, ${features}];
    const { adjacency } = buildAdjacency({
      vertexCount: V,
      sources: Array.from({ length: V }, (_, t) => t),
      targets: Array.from({ length: V }, (_, t) => (t + 1) % V),
    });
    const graph = classificationGraph({
      name: "ring", adjacency, vertexNames: null, vertexAttributes: null, edgeAttributes: null, graphAttributes: {},
      features: { kind: "dense", rows: V, columns: F, values: new Float32Array(V * F) },
      labels: Int32Array.from({ length: V }, (_, t) => t % 2), classNames: null, splits: [], dropped: {},
    });
    const pool = createWorkerPool(graph, { jobs: 1, backend: "cpu" });
    ${body}`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", program], {
    cwd: fileURLToPath(new URL("../../..", import.meta.url)),
  });
  return stdout;
}

test("the process waits for a worker's channel after a graph of many megabytes, too: its end is never missed", async () => {
  const body = `
    await pool.backend();
    console.log(process.getActiveResourcesInfo().includes("PipeWrap"));
    await pool.close();
    console.log("closed");`;
  expect(await withPool(20_000, 200, body)).toBe("true\nclosed\n");
});

test("a worker that ends between two tasks is replaced for the next", async () => {
  const body = `
    await pool.backend();
    process.kill(Number(await workerOf()), "SIGKILL");
    console.log(await pool.backend());
    await pool.close();
    async function workerOf() {
      const { readFile } = await import("node:fs/promises");
      return (await readFile(\`/proc/\${process.pid}/task/\${process.pid}/children\`, "utf8")).trim();
    }`;
  const first = await withPool(40, 4, body).catch((error: Error) => error.message);
  // Killed before the pool knows it, the task at hand fails, and says how.
  expect(first).toMatch(/^cpu\n$|the worker process ended \(SIGKILL\) before its task did/);
});
