import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { beforeAll, expect, test } from "vitest";
import { readGraph } from "../../src/graph/formats/formats.js";
import { removalOrder } from "../../src/sparsify/order-by-method.js";
import { oneVertexNpz, pathGraphNpz } from "../generators/npz-bytes.js";
import { runCli } from "../support/run-cli.js";
import { runInProcess } from "../support/run-in-process.js";

/** A wheel of named vertices, one edge twice, and a self-loop. */
const WHEEL = ["hub,a", "hub,b", "hub,c", "hub,d", "a,b", "b,c", "c,d", "d,a", "a,hub", "c,c"].join("\n");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "seprank-test-"));
  writeFileSync(join(folder, "wheel.csv"), `source,target\n${WHEEL}\n`);
  writeFileSync(join(folder, "path.npz"), pathGraphNpz());
  return () => rmSync(folder, { recursive: true });
});

async function jsonOf(args: readonly string[]) {
  const result = await runInProcess([...args, "--json"], { folder });
  expect(result).toMatchObject({ code: 0 });
  return { ...result, document: JSON.parse(result.stdout) };
}

test("inspect: counts, degrees, components and walk indices", async () => {
  const { document } = await jsonOf(["inspect", "wheel.csv"]);
  // Hub: degree 4, on 4 triangles; rim: degree 3, on 2. 2 * triangles + 3 * degree + 1 is 21 and 14.
  expect(document).toMatchObject({
    name: "wheel.csv",
    vertices: 5,
    edges: 8,
    isolated: 0,
    components: { count: 1, largest: 5 },
    dropped: { selfLoops: 1, duplicates: 1 },
    degrees: { minimum: 3, median: 3, mean: 3.2, maximum: 4 },
    walkIndices: {
      1: { minimum: 4, median: 4, mean: 4.2, maximum: 5 },
      2: { minimum: 14, median: 14, mean: (4 * 14 + 21) / 5, maximum: 21 },
    },
    features: null,
    classes: null,
    homophily: null,
  });
  expect(document.sha256).toMatch(/^[0-9a-f]{64}$/);
});

test("inspect: features, classes and homophily, as text", async () => {
  const { code, stdout } = await runInProcess(["inspect", "path.npz"], { folder });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^vertices +12, 0 isolated$/m);
  expect(stdout).toMatch(/^classes +2; sizes 6, 6$/m);
  expect(stdout).toMatch(/^homophily +0\.000$/m);
});

test("a graph with one vertex is a graph", async () => {
  writeFileSync(join(folder, "one.npz"), oneVertexNpz());
  expect((await jsonOf(["inspect", "one.npz"])).document).toMatchObject({
    vertices: 1,
    edges: 0,
    isolated: 1,
    components: { count: 1, largest: 1 },
    walkIndices: { 1: { maximum: 0 }, 2: { maximum: 0 } },
    homophily: null,
  });
  for (const method of ["1-wis", "2-wis", "random"]) {
    const args = ["sparsify", "one.npz", "--method", method, "--remove", "50%", "-o", "one-out.npz"];
    expect((await jsonOf(args)).document).toMatchObject({ removed: 0, kept: 0 });
  }
});

test("the options for the first row and the columns of an edge list", async () => {
  writeFileSync(join(folder, "people.csv"), "a,b,cost,since\nx,y,2,1999\ny,z,3,2001\n");
  const convert = (...options: string[]) =>
    runInProcess(["convert", "people.csv", "-o", "-", "--to", "csv", ...options], { folder });
  const chosen = await convert("--columns", "source=b,target=a,weight=cost");
  expect(chosen.stdout).toBe("source,target,weight,since\ny,x,2,1999\nz,y,3,2001\n");
  expect(chosen.stderr).toContain(
    'people.csv: line 1 read as header: edges from column "b" to column "a", weights from column "cost"\n',
  );
  expect(chosen.stderr).toContain('people.csv: column "since" kept as an edge attribute\n');
  const data = await convert("--no-header");
  expect(data.stdout).toMatch(/^source,target,column 3,column 4\na,b,cost,since\nx,y,2,1999\n/);
  expect((await convert("--columns", "from=a")).code).toBe(2);
  expect((await convert("--columns", "source=a")).code).toBe(2);
  expect((await convert("--columns", "weight=price")).code).toBe(3);
  expect((await convert("--graph", "g")).code).toBe(3);
});

test("what a reader leaves out is told on standard error, but under --quiet", async () => {
  const told = await runInProcess(["inspect", "wheel.csv"], { folder });
  expect(told.stderr).toBe(
    'wheel.csv: line 1 read as header: edges from column "source" to column "target"\nwheel.csv: left out 1 self-loop and 1 repeated edge\n',
  );
  expect((await runInProcess(["inspect", "wheel.csv", "--quiet"], { folder })).stderr).toBe("");
});

test("standard input and output", async () => {
  const input = readFileSync(join(folder, "wheel.csv"));
  const { code, stdout } = await runCli(["convert", "-", "-o", "-", "--to", "csv", "--quiet"], { input });
  expect(code).toBe(0);
  expect(stdout).toBe(`source,target\n${WHEEL.split("\n").slice(0, 8).join("\n")}\n`);
});

test.each(["csv", "csv.gz", "tsv", "json", "graphml", "gexf", "npz"])(
  "convert to %s and back",
  async (extension) => {
    const there = `wheel-there.${extension}`;
    const { document } = await jsonOf(["convert", "wheel.csv", "-o", there]);
    expect(document.output).toMatchObject({ file: there, lostVertices: 0 });
    const { stdout } = await runInProcess(["convert", there, "-o", "-", "--to", "csv"], { folder });
    const original = await runInProcess(["convert", "wheel.csv", "-o", "-", "--to", "csv"], { folder });
    expect(stdout).toBe(original.stdout);
  },
);

test.each([
  ["1-wis", "3", 3],
  ["2-wis", "0.5", 4],
  ["2-wis", "25%", 2],
  ["random", "1.0", 8],
  ["random", "1", 1],
  ["1-wis", "0", 0],
])(
  "sparsify by %s, remove %s: the prefix of the order goes, the rest stays",
  async (method, amount, count) => {
    const out = `${method}-${count}.csv`;
    const order = `order-${method}-${count}.csv`;
    const args = ["sparsify", "wheel.csv", "--method", method, "--remove", amount, "--seed", "5"];
    const { document } = await jsonOf([...args, "-o", out, "--order", order]);
    expect(document).toMatchObject({ method, seed: 5, removed: count, kept: 8 - count });

    const { adjacency, vertexNames } = await readGraph(readFileSync(join(folder, "wheel.csv")), {
      name: "wheel.csv",
    });
    const { edges } = removalOrder(method, adjacency, { seed: 5 });
    const rows = Array.from(
      edges,
      (e) => `${vertexNames![adjacency.sources[e]]},${vertexNames![adjacency.targets[e]]}`,
    );
    expect(readFileSync(join(folder, order), "utf8").trimEnd().split("\n")).toEqual([
      "source,target",
      ...rows,
    ]);
    const kept = readFileSync(join(folder, out), "utf8").trimEnd().split("\n").slice(1);
    expect(kept).toEqual(
      WHEEL.split("\n")
        .slice(0, 8)
        .filter((edge) => !rows.slice(0, count).includes(edge)),
    );
  },
);

test("a table of vertices goes in by --nodes, and with the edges into two Parquet tables that are one graph again", async () => {
  writeFileSync(join(folder, "people.csv"), "name,club,age\nann,chess,31\nbob,go,27\ncem,go,40\ndee,go,35\n");
  writeFileSync(join(folder, "friends.csv"), "ann,bob\nbob,cem\n");
  const columns = ["--node-label", "club", "--node-features", "a*"];
  await jsonOf(["convert", "friends.csv", "--nodes", "people.csv", ...columns, "-o", "friends.parquet"]);
  const { document } = await jsonOf(["inspect", "friends.parquet"]);
  expect(document).toMatchObject({
    vertices: 4,
    edges: 2,
    isolated: 1,
    features: { columns: 1 },
    classes: [
      { name: "chess", size: 1 },
      { name: "go", size: 3 },
    ],
  });
});

test("the removal order as Arrow", async () => {
  const args = ["sparsify", "wheel.csv", "--method", "2-wis", "--remove", "0", "-o", "all.npz"];
  await jsonOf([...args, "--order", "order.arrow"]);
  await jsonOf([...args, "--order", "order.csv"]);
  const table = tableFromIPC(readFileSync(join(folder, "order.arrow")));
  const [source, target] = ["source", "target"].map((name) => table.getChild(name)!);
  const rows = Array.from({ length: table.numRows }, (_, k) => `${source.get(k)},${target.get(k)}`);
  expect(rows).toEqual(readFileSync(join(folder, "order.csv"), "utf8").trimEnd().split("\n").slice(1));
});

test("vertices that a list of edges cannot hold are counted in a warning", async () => {
  const args = [
    "sparsify",
    "wheel.csv",
    "--method",
    "1-wis",
    "--remove",
    "100%",
    "-o",
    "empty.csv",
    "--quiet",
  ];
  const { code, stderr } = await runInProcess(args, { folder });
  expect(code).toBe(0);
  expect(stderr).toMatch(/^seprank: warning: .*5 vertices without one are left out$/m);
});

test("train reports the accuracies of the best epoch, the same for the same seeds", async () => {
  const args = ["train", "citations", "--epochs", "5", "--hidden", "8", "--seed", "3", "--split-seed", "4"];
  const first = (await jsonOf(args)).document;
  expect(first).toMatchObject({ model: "gcn", seed: 3, splitSeed: 4, epochs: 5, stopped: "epochs" });
  expect(first.options).toMatchObject({ hidden: 8, layers: 3, learningRate: 1e-3, weightDecay: 1e-4 });
  expect(first.testAccuracy).toBeGreaterThan(0);
  expect(first.testAccuracy).toBeLessThanOrEqual(1);
  const { seconds: _, inferenceSeconds: __, ...again } = (await jsonOf(args)).document;
  expect(first).toMatchObject(again);

  const { code, stdout } = await runInProcess(args);
  expect(code).toBe(0);
  expect(stdout).toMatch(new RegExp(`^test +271 +${(100 * first.testAccuracy).toFixed(1)} % +0\\.`, "m"));
});

test("datasets: what is known, and where it was found", async () => {
  const { document } = await jsonOf(["datasets"]);
  const byName = new Map(document.map((entry: { name: string }) => [entry.name, entry]));
  expect(byName.get("karate")).toMatchObject({ counts: { vertices: 34, edges: 78 }, found: "embedded" });
  expect(byName.get("cora")).toMatchObject({ counts: { vertices: 2708, edges: 5278 }, found: null });
  const { stdout } = await runInProcess(["datasets"]);
  expect(stdout).toMatch(/^cora +2708 +5278 +1433 +7 +not here/m);
});

test("datasets fetch: embedded data need no fetching", async () => {
  expect((await jsonOf(["datasets", "fetch", "karate"])).document).toEqual({ name: "karate", files: [] });
});

test("global options stand before or after the command's name", async () => {
  const before = await runInProcess(["--json", "--seed", "1", "inspect", "karate"]);
  const after = await runInProcess(["inspect", "karate", "--json", "--seed", "1"]);
  expect(before).toEqual(after);
  expect(JSON.parse(before.stdout)).toMatchObject({ name: "karate" });
});

test("nothing temporary is left in the folder", () => {
  expect(existsSync(folder)).toBe(true);
  expect(readdirSync(folder).filter((file) => file.endsWith(".tmp"))).toEqual([]);
});
