import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Int32, Int64, Table, tableFromArrays, tableToIPC, vectorFromArray } from "apache-arrow";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { sparsifyEdgeIndex } from "../../src/edge-index/sparsify-edge-index.js";
import { spoolEdgeTable } from "../../src/edge-index/spool-edge-table.js";
import { readNpy } from "../../src/graph/formats/numpy/npy.js";
import { createRandom } from "../../src/random.js";
import { npyBytes } from "../generators/npz-bytes.js";
import { temporaryFolder } from "../support/temporary-folder.js";

type Pairs = readonly (readonly [number, number])[];

const random = createRandom(3, "table");
const edges: Pairs = Array.from({ length: 2_500 }, () => [random.integer(300), random.integer(300)]);
const sources = edges.map(([s]) => s);
const targets = edges.map(([, t]) => t);

function parquet(columns: Record<string, ArrayLike<unknown>>, rowGroupSize = 1000): Uint8Array {
  const columnData = Object.entries(columns).map(([name, data]) => ({ name, data: Array.from(data) }));
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize }));
}

const columnsOf = (from: number, to: number) => ({
  weight: vectorFromArray(sources.slice(from, to).map((s) => s / 2)),
  source: vectorFromArray(sources.slice(from, to), new Int32()),
  target: vectorFromArray(targets.slice(from, to).map(BigInt), new Int64()),
});
/** In two record batches. */
const batches = new Table(columnsOf(0, 1200)).concat(new Table(columnsOf(1200, edges.length)));

async function spooled(name: string, bytes: Uint8Array, limit = 2 ** 30) {
  const folder = temporaryFolder();
  const [from, to] = [join(folder, name), join(folder, "spool.npy")];
  writeFileSync(from, bytes);
  const notices: string[] = [];
  const done: number[] = [];
  const count = await spoolEdgeTable(from, to, {
    limit,
    onProgress: (bytesRead) => done.push(bytesRead),
    onNotice: (notice) => notices.push(notice),
  });
  const { shape, values } = readNpy(new Uint8Array(readFileSync(to)));
  expect(shape).toEqual([2, count]);
  const found = Array.from({ length: count }, (_, k) => [values[k] as number, values[count + k] as number]);
  return { found, notices, pieces: done.length };
}

describe("spoolEdgeTable", () => {
  it("reads Parquet row group by row group", async () => {
    const bytes = parquet({ name: edges.map((_, k) => `e${k}`), source: sources, target: targets });
    expect(await spooled("e.parquet", bytes)).toEqual({ found: edges, notices: [], pieces: 3 });
    const wide = parquet({ to: sources.map(BigInt), from: targets.map(BigInt) });
    const swapped = edges.map(([s, t]) => [t, s]);
    expect(await spooled("e.parquet", wide)).toEqual({ found: swapped, notices: [], pieces: 3 });
  });

  it.each(["file", "stream"] as const)("reads an Arrow %s record batch by record batch", async (kind) => {
    const name = kind === "file" ? "e.arrow" : "e.arrows";
    expect(await spooled(name, tableToIPC(batches, kind))).toEqual({ found: edges, notices: [], pieces: 2 });
  });

  it("takes the first two columns where none has a known name, and says so", async () => {
    const { found, notices } = await spooled("e.parquet", parquet({ p: sources, q: targets, r: targets }));
    expect(found).toEqual(edges);
    expect(notices).toEqual(['edges read from column "p" to column "q"']);
  });

  it("is pruned as the same edges in .npy are", async () => {
    const folder = temporaryFolder();
    const data = new Uint8Array(Int32Array.from([...sources, ...targets]).buffer);
    writeFileSync(join(folder, "e.npy"), npyBytes("<i4", [2, edges.length], data));
    writeFileSync(join(folder, "e.parquet"), parquet({ source: sources, target: targets }));
    writeFileSync(join(folder, "e.arrow"), tableToIPC(batches, "file"));
    const masks = [];
    for (const name of ["e.npy", "e.parquet", "e.arrow"]) {
      const out = join(folder, "kept.npy");
      const settings = { method: "1-wis", remove: { share: 0.5 }, out, output: "mask" } as const;
      const phases = new Set<string>();
      const result = await sparsifyEdgeIndex(join(folder, name), {
        ...settings,
        onProgress: (phase) => phases.add(phase),
      });
      expect(phases.has("reading table")).toBe(name !== "e.npy");
      masks.push({ result, mask: readFileSync(out) });
    }
    expect(masks[1]).toEqual(masks[0]);
    expect(masks[2]).toEqual(masks[0]);
    expect(readdirSync(folder).sort()).toEqual(["e.arrow", "e.npy", "e.parquet", "kept.npy"]);
  });

  const texts = tableFromArrays({ source: ["a", "b"], target: ["b", "c"] });
  const nulls = new Table({
    source: vectorFromArray([0, 1, null], new Int32()),
    target: vectorFromArray([1, 2, 3], new Int32()),
  });
  it.each<[string, string, Uint8Array, RegExp]>([
    [
      "a negative vertex in Parquet",
      "e.parquet",
      parquet({ source: [0, 1], target: [1, -2] }),
      /column "target", row 2: expected vertices from 0 to 99, got -2$/,
    ],
    [
      "a vertex past the limit, in a later row group",
      "e.parquet",
      parquet({ source: [0, 1, 2], target: [1, 2, 100] }, 2),
      /column "target", row 3: expected vertices from 0 to 99, got 100; --max-vertices/,
    ],
    [
      "a vertex past the limit in Arrow",
      "e.arrow",
      tableToIPC(batches, "file"),
      /column "source", row \d+: expected vertices from 0 to 99, got \d+; --max-vertices/,
    ],
    [
      "a null in Parquet",
      "e.parquet",
      parquet({ source: [0, null, 2], target: [1, 2, 3] }),
      /column "source", row 2: expected a vertex, got nothing$/,
    ],
    [
      "a null in Arrow",
      "e.arrow",
      tableToIPC(nulls, "file"),
      /column "source", row 3: expected a vertex, got nothing$/,
    ],
    [
      "names in Parquet",
      "e.parquet",
      parquet({ source: ["a", "b"], target: ["b", "c"] }),
      /column "source", row 1: expected vertices from 0 to 99, got .*; tables with names are read whole: write \.npz$/,
    ],
    ["names in Arrow", "e.arrow", tableToIPC(texts, "file"), /column "source": expected integers, got /],
    [
      "fractions",
      "e.parquet",
      parquet({ source: [0.5, 1], target: [1, 2] }),
      /row 1: expected vertices .* got 0\.5/,
    ],
    [
      "one column",
      "e.parquet",
      parquet({ source: [0] }),
      /with the columns source and target, got the columns source$/,
    ],
    [
      "no rows",
      "e.arrow",
      tableToIPC(batches.slice(0, 0), "file"),
      /expected a row for each edge, got none$/,
    ],
    [
      "another file",
      "e.parquet",
      new TextEncoder().encode("source,target\n0,1\n"),
      /expected Parquet or Arrow IPC/,
    ],
    ["an empty file", "e.arrow", new Uint8Array(0), /expected Parquet or Arrow IPC/],
    [
      "Parquet that is cut off",
      "e.parquet",
      parquet({ source: [0], target: [1] }).slice(0, -9),
      /truncated: .* PAR1/,
    ],
    ["Arrow that is cut off", "e.arrow", tableToIPC(batches, "file").slice(0, -50), /truncated: .* ARROW1/],
    [
      "a stream that is cut off",
      "e.arrows",
      tableToIPC(batches, "stream").slice(0, -8),
      /truncated: expected the mark of a stream's end/,
    ],
  ])("refuses %s, with the place", async (_, name, bytes, message) => {
    const error = await spooled(name, bytes, 100).catch((reason) => reason);
    expect(error.name).toBe("FormatError");
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain("\n");
  });

  it("of damaged Parquet it reads vertices or says that it is damaged", async () => {
    const whole = parquet({ source: sources.slice(0, 50), target: targets.slice(0, 50) }, 20);
    const draw = createRandom(5, "damage");
    for (let k = 0; k < 60; k++) {
      const bytes = whole.slice();
      bytes[4 + draw.integer(bytes.length - 8)] ^= 1 << draw.integer(8);
      const outcome = await spooled("e.parquet", bytes, 300).catch((reason) => reason);
      if (outcome instanceof Error) expect(outcome.name).toBe("FormatError");
    }
  });

  it("reads what pyarrow writes", async (context) => {
    const python = process.env.SEPRANK_PYTHON ?? "";
    if (python === "") context.skip("needs pyarrow: set SEPRANK_PYTHON to a Python that has it");
    const folder = temporaryFolder();
    const script = `
import sys
try:
    import pyarrow as pa, pyarrow.parquet as pq, pyarrow.feather as feather
except ImportError:
    sys.exit(77)
s = [(7 * k) % 1000 for k in range(5000)]
t = [(k * k) % 1000 for k in range(5000)]
for width in ("int32", "int64", "uint32", "uint64"):
    table = pa.table({"source": pa.array(s, width), "target": pa.array(t, width)})
    for codec in ("none", "snappy", "zstd", "gzip"):
        pq.write_table(table, f"{width}-{codec}.parquet", row_group_size=1500, compression=codec)
    pq.write_table(table, f"{width}-plain.parquet", use_dictionary=False, data_page_version="2.0")
    for codec in ("uncompressed", "lz4", "zstd"):
        feather.write_feather(table, f"{width}-{codec}.arrow", compression=codec, chunksize=1500)
    with pa.ipc.new_stream(f"{width}.arrows", table.schema) as writer:
        writer.write_table(table, max_chunksize=1500)
`;
    try {
      execFileSync(python, ["-c", script], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
    } catch (error) {
      if ((error as { status?: number }).status === 77) context.skip("needs pyarrow");
      throw error;
    }
    const expected = Array.from({ length: 5000 }, (_, k) => [(7 * k) % 1000, (k * k) % 1000]);
    for (const name of readdirSync(folder)) {
      const { found, pieces } = await spooled(name, new Uint8Array(readFileSync(join(folder, name))));
      expect([name, pieces]).toEqual([name, name.endsWith("plain.parquet") ? 1 : 4]);
      expect(found.join(" ")).toBe(expected.join(" "));
    }
  });
});
