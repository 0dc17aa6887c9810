import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { openDataset } from "../../datasets/open.js";
import { type EdgeIndexOptions, sparsifyEdgeIndex } from "../../src/edge-index/sparsify-edge-index.js";
import type { Adjacency } from "../../src/graph/adjacency.js";
import { readNpy, writeNpy } from "../../src/graph/formats/numpy/npy.js";
import { createRandom } from "../../src/random.js";
import { removalOrder } from "../../src/sparsify/order-by-method.js";
import { canonicalGraph, powerLawGraph } from "../generators/canonical-graph.js";
import { npyBytes } from "../generators/npz-bytes.js";
import { realDataPath } from "../support/real-data.js";
import { CLI } from "../support/run-cli.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** Columns of a graph in random order and direction, some of them repeated or reversed, with loops between. */
function columnsOf(graph: Adjacency, seed: number): [number, number][] {
  const random = createRandom(seed, "columns");
  const columns = Array.from({ length: graph.edgeCount }, (_, e): [number, number] => [
    graph.sources[e],
    graph.targets[e],
  ]).flatMap(([s, t]): [number, number][] => {
    const column: [number, number] = random.uniform() < 0.5 ? [s, t] : [t, s];
    const more: [number, number][] = random.uniform() < 0.2 ? [random.uniform() < 0.5 ? [s, t] : [t, s]] : [];
    return random.uniform() < 0.05 ? [column, ...more, [s, s]] : [column, ...more];
  });
  for (let last = columns.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    [columns[last], columns[other]] = [columns[other], columns[last]];
  }
  return columns;
}

function npyOf(columns: readonly (readonly [number, number])[], descr = "<i8"): Uint8Array {
  const ends = [...columns.map(([s]) => s), ...columns.map(([, t]) => t)];
  const data = descr === "<i8" ? BigInt64Array.from(ends, BigInt) : Int32Array.from(ends);
  return npyBytes(descr, [2, columns.length], new Uint8Array(data.buffer));
}

/** The mask that an order gives, from the pairs it removes. */
function maskOf(
  columns: readonly (readonly [number, number])[],
  graph: Adjacency,
  removed: ArrayLike<number>,
): number[] {
  const gone = new Set(Array.from(removed, (e) => `${graph.sources[e]} ${graph.targets[e]}`));
  return columns.map(([s, t]) => (gone.has(`${Math.min(s, t)} ${Math.max(s, t)}`) ? 0 : 1));
}

async function run(file: string, options: Partial<EdgeIndexOptions> & Pick<EdgeIndexOptions, "out">) {
  const defaults = { method: "1-wis", remove: { share: 0.5 }, output: "mask", seed: 3 } as const;
  return sparsifyEdgeIndex(file, { ...defaults, ...options });
}

function valuesOf(file: string): number[] {
  return [...(readNpy(new Uint8Array(readFileSync(file))).values as Iterable<number>)];
}

describe("sparsifyEdgeIndex", () => {
  it.each(["1-wis", "random", "degree"])("removes by %s what the ordinary order removes", async (method) => {
    const folder = temporaryFolder();
    const [file, out] = [join(folder, "edge_index.npy"), join(folder, "kept.npy")];
    for (let seed = 0; seed < 12; seed++) {
      const graph = canonicalGraph(powerLawGraph(20 + 24 * seed, 700, seed, 1 + (seed % 4)));
      const columns = columnsOf(graph, seed);
      writeFileSync(file, npyOf(columns, seed % 2 === 0 ? "<i8" : "<i4"));
      const count = Math.floor((graph.edgeCount * (seed % 6)) / 5);
      const result = await run(file, { method, out, remove: { count } });
      const order = removalOrder(method, graph, method === "random" ? { seed: 3 } : {});
      expect(valuesOf(out)).toEqual(maskOf(columns, graph, order.edges.subarray(0, count)));
      expect(result.edges).toBe(graph.edgeCount);
      expect(result.columns).toBe(result.edges + result.selfLoops + result.reversed + result.repeated);
      expect(result.keptColumns).toBe(valuesOf(out).reduce((a, b) => a + b, 0));
    }
    expect(readdirSync(folder).sort()).toEqual(["edge_index.npy", "kept.npy"]);
  });

  it("reads int64 and int32, rows and columns first, plain, stored and deflated to the same mask", async () => {
    const folder = temporaryFolder();
    const columns = columnsOf(canonicalGraph(powerLawGraph(300, 2000, 5)), 5);
    const bytes = npyOf(columns);
    const header = Buffer.from(bytes.subarray(0, 128)).toString("latin1").replace("False", "True ");
    const fortran = new Uint8Array(bytes.length);
    fortran.set(Uint8Array.from(header, (c) => c.charCodeAt(0)));
    fortran.set(new Uint8Array(BigInt64Array.from(columns.flat(), BigInt).buffer), 128);
    const files: Record<string, Uint8Array> = {
      "a.npy": bytes,
      "b.npy": npyOf(columns, "<i4"),
      "c.npy": fortran,
      "d.npz": zipSync({
        "x.npy": [new Uint8Array(99), { level: 0 }],
        "edge_index.npy": [bytes, { level: 0 }],
      }),
      "e.npz": zipSync({ "edge_index.npy": [bytes, { level: 6 }] }),
    };
    const masks = [];
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(folder, name), content);
      await run(join(folder, name), { out: join(folder, "kept.npy") });
      masks.push(valuesOf(join(folder, "kept.npy")));
    }
    for (const mask of masks) expect(mask).toEqual(masks[0]);
    expect(readdirSync(folder).sort()).toEqual([...Object.keys(files), "kept.npy"].sort());
  });

  it.each(["<i8", "<i4"])("writes the columns that the mask keeps, as %s", async (descr) => {
    const folder = temporaryFolder();
    const columns = columnsOf(canonicalGraph(powerLawGraph(200, 1500, 7)), 7);
    const file = join(folder, "edge_index.npy");
    writeFileSync(file, npyOf(columns, descr));
    await run(file, { out: join(folder, "kept.npy") });
    const { keptColumns } = await run(file, { out: join(folder, "less.npy"), output: "edge-index" });
    const mask = valuesOf(join(folder, "kept.npy"));
    const bytes = new Uint8Array(readFileSync(join(folder, "less.npy")));
    expect(bytes).toEqual(
      npyOf(
        columns.filter((_, k) => mask[k] === 1),
        descr,
      ),
    );
    expect(readNpy(bytes).shape).toEqual([2, keptColumns]);
  });

  it("takes no edges, none to remove and all", async () => {
    const folder = temporaryFolder();
    const [file, out] = [join(folder, "edge_index.npy"), join(folder, "kept.npy")];
    writeFileSync(file, npyOf([]));
    expect(await run(file, { out })).toMatchObject({ columns: 0, edges: 0, vertices: 0 });
    writeFileSync(
      file,
      npyOf([
        [0, 1],
        [4, 4],
        [1, 0],
      ]),
    );
    for (const method of ["1-wis", "random", "degree"]) {
      await run(file, { out, method, remove: { share: 0 } });
      expect(valuesOf(out)).toEqual([1, 1, 1]);
      await run(file, { out, method, remove: { share: 1 } });
      expect(valuesOf(out)).toEqual([0, 1, 0]);
    }
  });

  it.for([
    ["cora", "planetoid/ind.cora.graph"],
    ["citeseer", "planetoid/ind.citeseer.graph"],
  ])("agrees with oneWis on %s", async ([name, path], context) => {
    realDataPath(context, path);
    const folder = temporaryFolder();
    const { adjacency } = (await openDataset(name)).dataset;
    const graph = canonicalGraph(adjacency);
    const columns = columnsOf(graph, 1);
    writeFileSync(join(folder, "e.npy"), npyOf(columns));
    const { removed } = await run(join(folder, "e.npy"), { out: join(folder, "kept.npy") });
    const order = removalOrder("1-wis", graph).edges.subarray(0, removed);
    expect(valuesOf(join(folder, "kept.npy"))).toEqual(maskOf(columns, graph, order));
  });
});

describe("an interrupted run", () => {
  const interrupted = async (folder: string, file: string, out: string) => {
    const enough = new Error("interrupted");
    await expect(
      run(file, {
        out,
        onProgress: (phase, done) => {
          if (phase === "1-wis" && done > 17_000) throw enough;
        },
      }),
    ).rejects.toBe(enough);
    expect(readdirSync(folder).sort()).toEqual(["edge_index.npy", "kept.npy.removed"]);
  };

  it("goes on with the edges in its log, also where the last of them is half written, and ends with the same mask", async () => {
    const folder = temporaryFolder();
    const [file, out] = [join(folder, "edge_index.npy"), join(folder, "kept.npy")];
    const graph = canonicalGraph(powerLawGraph(5_000, 42_000, 2));
    writeFileSync(file, writeNpy("<i8", [2, graph.edgeCount], [...graph.sources, ...graph.targets]));
    await run(file, { out: join(folder, "whole.npy") });
    const whole = readFileSync(join(folder, "whole.npy"));
    rmSync(join(folder, "whole.npy"));
    await interrupted(folder, file, out);
    truncateSync(`${out}.removed`, 256 + 8 * 3_000 + 5);
    const messages: string[] = [];
    await run(file, { out, onMessage: (message) => messages.push(message) });
    expect(messages).toEqual([expect.stringContaining("which has 3000 of")]);
    expect(readFileSync(out)).toEqual(whole);
    expect(existsSync(`${out}.removed`)).toBe(false);

    // The log of another input, and one that is damaged, are refused.
    rmSync(out);
    await interrupted(folder, file, out);
    const log = readFileSync(`${out}.removed`);
    writeFileSync(`${out}.removed`, log.fill(0, 256 + 800, 256 + 808));
    await expect(run(file, { out })).rejects.toThrow(
      /damaged, as it removes an edge that is not there; delete it$/,
    );
    writeFileSync(file, npyOf([[0, 1]]));
    await expect(run(file, { out })).rejects.toThrow(
      /expected the log of an interrupted run over the same edges/,
    );
  }, 120_000);
});

describe("bad input", () => {
  const edges = npyOf([
    [0, 1],
    [1, 2],
  ]);
  const data = (descr: string, shape: number[], bytes: number) =>
    npyBytes(descr, shape, new Uint8Array(bytes));
  it.each([
    [
      "a negative index",
      npyOf([
        [0, 1],
        [2, -3],
      ]),
      /edge\.npy: edge_index, column 1: expected vertices from 0 to \d+, got -3$/,
    ],
    [
      "an index that is too large",
      npyOf([[0, 2 ** 40]]),
      /column 0: expected vertices from 0 to \d+, got 1099511627776; --max-vertices/,
    ],
    [
      "a truncated file",
      edges.subarray(0, edges.length - 8),
      /expected 32 bytes for shape \(2, 2\) of type '<i8', got 24 \(truncated\?\)/,
    ],
    ["a cut header", edges.subarray(0, 50), /header is cut off/],
    ["bytes behind the array", Uint8Array.of(...edges, 0), /expected 32 bytes .*, got 33$/],
    ["another shape", data("<i8", [4, 2], 64), /expected shape \(2, E\), got \(4, 2\); write its transpose/],
    ["one axis", data("<i8", [4], 32), /expected shape \(2, E\), got \(4\)$/],
    ["floats", data("<f8", [2, 1], 16), /expected integers of 32 or 64 bits .* got type '<f8'/],
    ["big-endian integers", data(">i8", [2, 1], 16), /got type '>i8'/],
    ["no NumPy array", new TextEncoder().encode("0,1\n1,2\n3,4\n"), /expected the bytes 93 'NUMPY'/],
    ["an archive without edge_index", zipSync({ "x.npy": edges }), /expected an array "edge_index", got x$/],
    ["a truncated archive", zipSync({ "edge_index.npy": edges }).subarray(0, 100), /end of the directory/],
  ])("%s is refused with its place", async (_, bytes, message) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "edge.npy"), bytes);
    const error = await run(join(folder, "edge.npy"), { out: join(folder, "kept.npy") }).catch(
      (reason) => reason,
    );
    expect(error.name).toMatch(/FormatError|InputError/);
    expect(error.message).toMatch(message);
    expect(readdirSync(folder)).toEqual(["edge.npy"]);
  });

  it("a vertex past the count given, too many edges, another method, and a damaged member are refused", async () => {
    const folder = temporaryFolder();
    const [file, out] = [join(folder, "edge.npy"), join(folder, "kept.npy")];
    writeFileSync(file, edges);
    await expect(run(file, { out, maxVertices: 2 })).rejects.toThrow(
      /column 1: expected vertices from 0 to 1, got 2/,
    );
    await expect(run(file, { out, remove: { count: 3 } })).rejects.toThrow(/--remove: expected 0 to 2 edges/);
    await expect(run(file, { out, method: "2-wis" })).rejects.toThrow(
      /2-wis: expected one of 1-wis, random, degree/,
    );
    await expect(run(file, { out, memory: 1000 })).rejects.toThrow(/--memory \d+M suffices$/);
    await expect(run(join(folder, "none.npy"), { out })).rejects.toThrow(/none\.npy: no such file$/);
    const zip = zipSync({
      "edge_index.npy": [npyOf(columnsOf(canonicalGraph(powerLawGraph(50, 300, 1)), 1)), { level: 6 }],
    });
    zip[200] ^= 0x55;
    writeFileSync(file, zip);
    await expect(run(file, { out })).rejects.toThrow(
      /zip entry "edge_index.npy": (damaged|inflates|declares)/,
    );
    expect(readdirSync(folder)).toEqual(["edge.npy"]);
  });

  it("a disk that is full while the order is written leaves what is written, and the same command goes on", async () => {
    const folder = temporaryFolder();
    const graph = canonicalGraph(powerLawGraph(5_000, 42_000, 2));
    writeFileSync(
      join(folder, "e.npy"),
      writeNpy("<i8", [2, graph.edgeCount], [...graph.sources, ...graph.targets]),
    );
    const command = `"${process.execPath}" "${CLI}" sparsify e.npy --method 1-wis --remove 90% -o kept.npy`;
    const sh = (line: string) =>
      promisify(execFile)("sh", ["-c", line], { cwd: folder }).then(
        ({ stderr }) => ({ code: 0, stderr }),
        ({ code, stderr }) => ({ code, stderr }),
      );
    // Files of at most 256 KiB: the log needs 300.
    const full = await sh(`trap '' XFSZ; ulimit -f 512; exec ${command}`);
    expect(full.code).toBe(3);
    expect(full.stderr).toMatch(
      /kept\.npy\.removed has 16384 removed edges: the same command goes on from there\n/,
    );
    expect(full.stderr.trimEnd().split("\n").at(-1)).toMatch(
      /^seprank: kept\.npy\.removed: cannot be written \(EFBIG/,
    );
    expect(readdirSync(folder).sort()).toEqual(["e.npy", "kept.npy.removed"]);
    const after = await sh(command);
    expect(after.stderr).toMatch(/goes on from kept\.npy\.removed, which has \d+ of \d+ edges to remove/);
    expect(readdirSync(folder).sort()).toEqual(["e.npy", "kept.npy"]);
    const kept = readFileSync(join(folder, "kept.npy"));
    await run(join(folder, "e.npy"), { out: join(folder, "again.npy"), remove: { share: 0.9 } });
    expect(readFileSync(join(folder, "again.npy"))).toEqual(kept);
  }, 120_000);
});
