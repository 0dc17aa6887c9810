import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { tableFromArrays, tableToIPC } from "apache-arrow";
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { FormatError } from "../../../../src/errors.js";
import type { GraphDataset } from "../../../../src/graph/dataset.js";
import { readGraph, writeGraph, writeNodes } from "../../../../src/graph/formats/formats.js";
import { decodeTable, TABLE_FORMATS } from "../../../../src/graph/formats/tables/decode-table.js";
import { readEdgeTable } from "../../../../src/graph/formats/tables/edge-table.js";
import { readTableApart } from "../../../../src/graph/formats/tables/read-table-apart.js";
import { joinVertexTable } from "../../../../src/graph/formats/tables/vertex-table.js";
import { dataset, edgesOf, plain } from "../../../generators/arbitrary-graphs.js";
import { temporaryFolder } from "../../../support/temporary-folder.js";

const utf8 = (text: string) => new TextEncoder().encode(text);
const csv = (text: string, nodes: string, columns = {}) =>
  readGraph(utf8(text), { name: "edges.csv", nodes: { bytes: utf8(nodes), name: "nodes.csv", ...columns } });

describe.each(TABLE_FORMATS)("%s", (format) => {
  test("the two tables come back with names, weights, directions, types, labels, features and attributes", async () => {
    const graphs = dataset({ name: (name) => !/[\p{Surrogate}\ufeff]/u.test(name), attributes: true });
    await fc.assert(
      fc.asyncProperty(graphs, async (graph) => {
        const edges = await decodeTable(await writeGraph(graph, format), format);
        const nodes = await decodeTable(await writeNodes(graph, format), format);
        const again = joinVertexTable(readEdgeTable(edges, { name: graph.name }), nodes);
        expect(edgesOf(again)).toEqual(edgesOf(graph));
        expect(again.adjacency.directed).toBe(graph.adjacency.directed);
        expect(plain(again).vertices).toEqual(plain(graph).vertices);
        expect(plain(again).classes).toEqual(plain(graph).classes);
        expect(again.features).toEqual(graph.features);
        expect([...(again.edgeAttributes?.keys() ?? [])].sort()).toEqual(
          [...(graph.edgeAttributes?.keys() ?? [])].sort(),
        );
      }),
      { numRuns: 100 },
    );
  });

  test("a file that readGraph reads in a thread of its own, with its vertices", async () => {
    const [graph] = fc.sample(
      dataset({ name: (name) => /^[a-z]+$/.test(name) }).filter(
        ({ adjacency, features, labels }) =>
          adjacency.edgeCount > 2 && features !== null && labels?.some((label) => label >= 0) === true,
      ),
      { numRuns: 1, seed: 5 },
    ) as [GraphDataset];
    const again = await readGraph(await writeGraph(graph, format), {
      name: `graph.${format}`,
      nodes: { bytes: await writeNodes(graph, format), name: `graph.nodes.${format}` },
    });
    expect({ ...plain(again), name: "" }).toEqual({ ...plain(graph), splits: [], name: "" });
  });

  test("what is cut off, or has some bytes changed, is refused in one line, or read as a whole graph", async () => {
    const [graph] = fc.sample(
      dataset({ name: (name) => /^[a-z]+$/.test(name) }).filter(({ adjacency }) => adjacency.edgeCount > 4),
      { numRuns: 1, seed: 1 },
    ) as [GraphDataset];
    const whole = await writeGraph(graph, format);
    for (const length of [7, whole.length >> 1, whole.length - 1])
      await expect(readTableApart(whole.slice(0, length), format, {}), `${length} bytes`).rejects.toThrow(
        FormatError,
      );
    for (let k = 0; k < 5; k++) {
      const bytes = whole.slice();
      bytes[(k * 7919 + 5) % bytes.length] ^= 1 << (k % 8);
      await readGraph(bytes, { name: `x.${format}`, format, decodingSeconds: 2 }).catch((error: Error) => {
        expect(error, error.stack).toBeInstanceOf(FormatError);
        expect(error.message).not.toContain("\n");
      });
    }
  });
});

test("a table over which the library loops for ever is ended in its time, one that needs too much memory by its memory", async () => {
  const loops = tableToIPC(tableFromArrays({ source: [0, 1], target: [1, 2] }), "stream");
  // In the flatbuffer of the schema.
  expect(loops[58]).toBe(0);
  loops[58] = 255;
  await expect(readTableApart(loops, "arrow", { decodingSeconds: 2 })).rejects.toThrow(
    /^arrow: expected a file that can be decoded in (2 s, got one that takes longer|\d+ MiB, got one that needs more; --memory allows more)$/,
  );
  const rows = 5_000_000;
  const data = new Array<string>(rows).fill("a");
  const large = new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: "source", data, type: "STRING" },
        { name: "target", data, type: "STRING" },
      ],
    }),
  );
  expect(large.length).toBeLessThan(20_000);
  await expect(readGraph(large, { name: "x.parquet", memory: 2 ** 26 })).rejects.toThrow(
    /^x\.parquet: parquet: expected a file (that can be decoded in 64 MiB, got one that needs more; --memory allows more|whose rows fit into a JavaScript heap of \d+ MiB, got .*)$/,
  );
});

describe("a table of vertices beside a list of edges", () => {
  const edges = "source,target\nb,a\na,c\n";

  test("gives the order, isolated vertices, labels, features and attributes", async () => {
    const graph = await csv(edges, "name,class,f1,f2,age\na,x,1,0,30\nb,y,0,1,\nc,,2,2,5\nd,x,0,0,7\n", {
      label: "class",
      features: ["f*"],
    });
    expect(graph.vertexNames).toEqual(["a", "b", "c", "d"]);
    expect(edgesOf(graph).map(([s, t]) => [s, t].sort().join())).toEqual(["a,b", "a,c"]);
    expect(Array.from(graph.labels ?? [])).toEqual([0, 1, -1, 0]);
    expect(graph.classNames).toEqual(["x", "y"]);
    expect(graph.features).toMatchObject({ rows: 4, columns: 2 });
    expect(graph.vertexAttributes).toEqual([{ age: 30 }, {}, { age: 5 }, { age: 7 }]);
    expect(graph.notices?.join()).toContain(
      'vertices from column "name", labels from "class", features from 2 columns, "f1" to "f2"',
    );
  });

  test.each([
    [
      "a vertex that is missing",
      "id\na\nb\n",
      {},
      /nodes\.csv: expected every vertex that an edge names, got none of the name "c"/,
    ],
    ["a vertex twice", "id\na\nb\nc\na\n", {}, /nodes\.csv: the vertex "a" is there twice/],
    ["an empty name", 'id,x\na,1\n"",2\n', {}, /column "id", row 2: expected a vertex, got nothing/],
    [
      "no such column",
      "id,f\na,1\nb,2\nc,3\n",
      { features: ["g*"] },
      /--node-features g\*: expected columns that fit, got id, f/,
    ],
    [
      "no such label",
      "id,f\na,1\nb,2\nc,3\n",
      { label: "class" },
      /--node-label class: expected one of the columns id, f/,
    ],
    [
      "no such id",
      "id,f\na,1\nb,2\nc,3\n",
      { id: "key" },
      /--node-id key: expected one of the columns id, f/,
    ],
    [
      "a feature that is no number",
      "id,f\na,1\nb,q\nc,2\n",
      { features: ["f"] },
      /column "f", vertex "a": expected a finite number as features, got "1"/,
    ],
    [
      "a feature that is missing",
      "id,f\na,1\nb,\nc,2\n",
      { features: ["f"] },
      /column "f", vertex "b": expected a finite number as features, got nothing/,
    ],
    [
      "a class that is no integer",
      "id,y\na,1\nb,0.5\nc,2\n",
      { label: "y" },
      /column "y", vertex "b": expected a class, an integer or a name, got 0.5/,
    ],
    [
      "a row that is too long",
      "id,f\na,1,2\n",
      {},
      /nodes\.csv:2: expected 2 fields, one for each column of line 1, got 3/,
    ],
    ["nothing", "", {}, /nodes\.csv: expected a first row that names the columns, got nothing/],
  ])("%s is refused", async (_what, nodes, columns, message) => {
    await expect(csv(edges, nodes, columns)).rejects.toThrow(message);
  });

  test("beside a format that holds its own vertices it is refused", async () => {
    const nodes = { bytes: utf8("id\na\n"), name: "n.csv" };
    await expect(readGraph(utf8('{"nodes":[],"edges":[]}'), { name: "x.json", nodes })).rejects.toThrow(
      /x\.json: expected no table of vertices beside it; one goes beside edge-list, csv, tsv, parquet, arrow/,
    );
  });
});

const python = process.env.SEPRANK_PYTHON ?? "python3";
const has = (modules: string) => spawnSync(python, ["-c", `import ${modules}`]).status === 0;
const hasPandas = has("pandas, pyarrow");
const hasPolars = hasPandas && has("polars");
if (!hasPandas)
  process.stdout.write("no Python with pandas and pyarrow: its tables are not read; SEPRANK_PYTHON\n");

/** Four edges with a weight, a date that is once missing, a category and integers beyond 2^53; four vertices with features and labels. */
const TABLES = `
import numpy as np, pandas as pd
edges = pd.DataFrame({
    "source": ["a", "b", "c", "a"], "target": ["b", "c", "d", "d"], "weight": [1.5, 2, 3, 4],
    "since": pd.to_datetime(["2020-01-01", "2021-02-03T04:05:06.25", "2022-01-01", None], format="ISO8601"),
    "kind": pd.Categorical(["x", "y", "x", "x"]), "big": [1, 2, 3, 2**60], "flag": [True, False, True, True]})
nodes = pd.DataFrame({
    "id": list("abcd"), "label": ["p", "q", "p", None], "x": [np.array([1, 0, 2], dtype="float32")] * 4,
    "age": [1, 2, None, 4]})
for name, frame in ("edges", edges), ("nodes", nodes):
    for codec in "snappy", "gzip", "brotli", "zstd", "lz4", "none":
        frame.to_parquet(f"{name}.{codec}.parquet", compression=None if codec == "none" else codec)
    for codec in "uncompressed", "lz4", "zstd":
        frame.to_feather(f"{name}.{codec}.feather", compression=codec)
    frame.to_parquet(f"{name}.pages2.parquet", data_page_version="2.0", row_group_size=2)
`;
const POLARS = `
import polars
for name in "edges", "nodes":
    frame = polars.read_parquet(f"{name}.none.parquet")
    frame.write_parquet(f"{name}.polars.parquet")
    frame.write_ipc(f"{name}.polars.feather")
    frame.write_ipc(f"{name}.polars-lz4.feather", compression="lz4")
`;

test.runIf(hasPandas)(
  "what pandas, pyarrow and polars write is read, and pandas reads what is written",
  async () => {
    const folder = temporaryFolder();
    const run = (code: string) => spawnSync(python, ["-c", code], { cwd: folder, encoding: "utf8" });
    expect(run(TABLES + (hasPolars ? POLARS : ""))).toMatchObject({ status: 0, stderr: "" });
    const parquet = ["snappy", "gzip", "brotli", "zstd", "lz4", "none", "pages2"].map(
      (codec) => `${codec}.parquet`,
    );
    const feather = ["uncompressed", "lz4", "zstd"].map((codec) => `${codec}.feather`);
    const polars = ["polars.parquet", "polars.feather", "polars-lz4.feather"];
    const bytesOf = (name: string) => new Uint8Array(readFileSync(join(folder, name)));
    const all = [...parquet, ...feather, ...(hasPolars ? polars : [])];
    const read = async (ending: string) => {
      const format = ending.endsWith("parquet") ? "parquet" : "arrow";
      const [edges, nodes] = await Promise.all(
        ["edges", "nodes"].map((table) => decodeTable(bytesOf(`${table}.${ending}`), format)),
      );
      return joinVertexTable(readEdgeTable(edges, { name: ending }), nodes);
    };
    for (const ending of all) {
      const graph = await read(ending);
      expect(edgesOf(graph), ending).toEqual([
        ["a", "b", 1.5],
        ["b", "c", 2],
        ["c", "d", 3],
        ["a", "d", 4],
      ]);
      expect(Object.fromEntries(graph.edgeAttributes ?? []), ending).toEqual({
        since: ["2020-01-01T00:00:00Z", "2021-02-03T04:05:06.25Z", "2022-01-01T00:00:00Z", undefined],
        kind: ["x", "y", "x", "x"],
        big: ["1", "2", "3", `${2n ** 60n}`],
        flag: [true, false, true, true],
      });
      expect(Array.from(graph.labels ?? []), ending).toEqual([0, 1, 0, -1]);
      expect(graph.features, ending).toMatchObject({ rows: 4, columns: 3 });
      expect(graph.vertexAttributes, ending).toMatchObject([{ age: 1 }, { age: 2 }, {}, { age: 4 }]);
    }
    const graph = await read(parquet[0]);
    const { writeFileSync } = await import("node:fs");
    for (const format of TABLE_FORMATS) {
      writeFileSync(join(folder, `back.${format}`), await writeGraph(graph, format));
      writeFileSync(join(folder, `back.nodes.${format}`), await writeNodes(graph, format));
    }
    const back = run(`import pandas as pd
for read, ending in (pd.read_parquet, "parquet"), (pd.read_feather, "arrow"):
    e, n = read("back." + ending), read("back.nodes." + ending)
    print(e.source.tolist(), e.target.tolist(), e.weight.tolist(), e.flag.tolist(), n.id.tolist(), n.label.isna().tolist(), n.x[0].tolist())`);
    const line =
      "['a', 'b', 'c', 'a'] ['b', 'c', 'd', 'd'] [1.5, 2.0, 3.0, 4.0] [True, False, True, True] ['a', 'b', 'c', 'd'] [False, False, False, True] [1.0, 0.0, 2.0]";
    expect(back.stderr).toBe("");
    expect(back.stdout.trim().split("\n")).toEqual([line, line]);
  },
);
