import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { sparsifyEdgeIndex } from "../../src/edge-index/sparsify-edge-index.js";
import { isEdgeText, spoolEdgeList } from "../../src/edge-index/spool-edge-list.js";
import { readNpy } from "../../src/graph/formats/numpy/npy.js";
import { createRandom } from "../../src/random.js";
import { npyBytes } from "../generators/npz-bytes.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** The edges that a text is spooled as. */
async function spooled(text: string | Uint8Array, name = "edges.csv", limit = 2 ** 30): Promise<number[][]> {
  const folder = temporaryFolder();
  const [from, to] = [join(folder, name), join(folder, "spool.npy")];
  writeFileSync(from, text);
  const count = await spoolEdgeList(from, to, { limit, onProgress: () => {} });
  const { shape, values } = readNpy(new Uint8Array(readFileSync(to)));
  expect(shape).toEqual([2, count]);
  return Array.from({ length: count }, (_, k) => [values[k] as number, values[count + k] as number]);
}

describe("spoolEdgeList", () => {
  it.each([
    ["comma", "0,1\n2,3\n"],
    ["no line feed at the end", "0,1\n2,3"],
    ["blanks, comments and empty lines", "# a comment\n\n 0 1 \n% 9 9\n2\t3\n\n"],
    ["tab and carriage returns", "0\t1\r\n2\t3\r\n"],
    ["semicolon", "0;1\n2;3\n"],
    ["a header", "source,target\n0,1\n2,3\n"],
    ["a header in the other order, behind a comment", "# x\ntarget,source\n1,0\n3,2\n"],
    ["a header in quotes", '"from","to"\n0,1\n2,3\n'],
  ])("reads edges: %s", async (_, text) => {
    expect(await spooled(text)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(await spooled(gzipSync(text), "edges.txt.gz")).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it.each([
    ["source,target\n0,1\n", ['line 1 read as header: edges from column "source" to column "target"']],
    ["# x\n\ufeffto,from\n1,0\n", ['line 2 read as header: edges from column "from" to column "to"']],
    ["0,1\n", []],
  ])("says which line it takes for a header: %j", async (text, notices) => {
    const folder = temporaryFolder();
    const told: string[] = [];
    writeFileSync(join(folder, "e.csv"), text);
    await spoolEdgeList(join(folder, "e.csv"), join(folder, "to"), {
      limit: 9,
      onProgress: () => {},
      onNotice: (notice) => told.push(notice),
    });
    expect(told).toEqual(notices);
  });

  it("reads texts of several pieces, whose lines are cut anywhere", async () => {
    const random = createRandom(7, "text");
    const edges = Array.from({ length: 300_000 }, () => [random.integer(2 ** 30), random.integer(1000)]);
    const text = `source,target\n${edges.map((edge) => edge.join(",")).join("\n")}`;
    expect(text.length).toBeGreaterThan(3 * 2 ** 20);
    expect(await spooled(text)).toEqual(edges);
    expect(await spooled(gzipSync(text, { level: 1 }), "edges.csv.gz")).toEqual(edges);
  });

  it.each([
    ["a name", "0,1\na,2\n", /line 2: expected two whole numbers, got "a,2"/],
    ["a weight", "0,1,0.5\n", /line 1: .*read whole/],
    ["a header of other names", "x,y\n0,1\n", /line 1: expected two whole numbers, got "x,y"/],
    ["a header with a weight", "source,target,weight\n0,1,2\n", /line 1/],
    ["names that vertices have, too", "u,v\n0,1\n", /line 1/],
    ["a negative number", "# c\n0,1\n0,-1\n", /line 3: expected two whole numbers, got "0,-1"/],
    ["a fraction", "0,1.5\n", /line 1/],
    ["another separator later", "0,1\n2 3\n", /line 2/],
    [
      "a vertex past the limit",
      "0,1\n5,100\n",
      /line 2: expected vertices from 0 to 99, got 100; --max-vertices/,
    ],
    ["a number past 32 bits", "0,1\n5,99999999999\n", /line 2/],
    ["nothing", "", /expected lines of two whole numbers, got none/],
    ["only a header", "source,target\n", /got none/],
    ["a line without an end", "7".repeat(3 * 2 ** 20), /line 1: .*line of over/],
    ["carriage returns alone", "0,1\r2,3\r", /line 1/],
  ])("refuses %s, with the line", async (_, text, message) => {
    await expect(spooled(text, "edges.csv", 100)).rejects.toThrow(message);
  });

  it("names the line of a fault far behind", async () => {
    await expect(spooled(`${"10,20\n".repeat(400_000)}10,x\n`)).rejects.toThrow(/line 400001: .*"10,x"/);
  });

  it("refuses damaged gzip and files that are not there", async () => {
    const whole = gzipSync("0,1\n".repeat(50_000));
    await expect(spooled(whole.subarray(0, 60), "edges.csv.gz")).rejects.toThrow(
      /gzip: damaged or truncated/,
    );
    await expect(spooled("0,1\n", "edges.csv.gz")).rejects.toThrow(/gzip: damaged or truncated/);
    const folder = temporaryFolder();
    await expect(
      spoolEdgeList(join(folder, "none.csv"), join(folder, "to"), { limit: 9, onProgress: () => {} }),
    ).rejects.toThrow(/none\.csv/);
  });

  it("knows lists of edges by their names", () => {
    for (const name of ["a.csv", "a.TSV", "a.txt.gz", "a.edges", "a.el"]) expect(isEdgeText(name)).toBe(true);
    for (const name of ["a.npy", "a.npz", "a.csv.zip", "csv", "a.parquet"])
      expect(isEdgeText(name)).toBe(false);
  });
});

it.each(["mask", "edge-index"] as const)("a text is sparsified as its edge_index is: %s", async (output) => {
  const folder = temporaryFolder();
  const random = createRandom(3, "graph");
  const edges = Array.from({ length: 4000 }, () => [random.integer(300), random.integer(300)]);
  const ends = Int32Array.from([...edges.map(([s]) => s), ...edges.map(([, t]) => t)]);
  writeFileSync(join(folder, "g.npy"), npyBytes("<i4", [2, 4000], new Uint8Array(ends.buffer)));
  writeFileSync(join(folder, "g.csv"), `source,target\n${edges.map((edge) => edge.join(",")).join("\n")}\n`);
  for (const method of ["1-wis", "random", "degree"]) {
    const results = [];
    for (const input of ["g.npy", "g.csv"]) {
      const out = join(folder, `${input}.kept.npy`);
      const options = { method, remove: { share: 0.4 }, out, output, seed: 5 } as const;
      results.push([await sparsifyEdgeIndex(join(folder, input), options), readFileSync(out)]);
    }
    expect(results[1]).toEqual(results[0]);
  }
  expect(readdirSync(folder).sort()).toEqual(["g.csv", "g.csv.kept.npy", "g.npy", "g.npy.kept.npy"]);
  writeFileSync(join(folder, "bad.csv"), "0,1\n1,b\n");
  const out = join(folder, "bad.npy");
  const options = { method: "1-wis", remove: { count: 1 }, out, output } as const;
  await expect(sparsifyEdgeIndex(join(folder, "bad.csv"), options)).rejects.toThrow(/bad\.csv.*line 2/);
  expect(existsSync(out) || existsSync(`${out}.inflated`)).toBe(false);
});
