import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { beforeAll, describe, expect, test } from "vitest";
import { lineOf } from "../../support/run-cli.js";
import { runInProcess } from "../../support/run-in-process.js";

/** Two cliques of four, a to d and w to z, joined by the edge d-w (figure 5.2). */
const CLIQUES = ["abcd", "wxyz"].flatMap((clique) =>
  [...clique].flatMap((s, k) => [...clique.slice(k + 1)].map((t) => `${s},${t}`)),
);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "seprank-test-"));
  const write = (file: string, content: string) => writeFileSync(join(folder, file), content);
  write("cliques.csv", ["source,target", ...CLIQUES, "d,w", ""].join("\n"));
  write("arrows.csv", "source,target\na,b\nb,c\nc,b\n");
  write(
    "sides.json",
    JSON.stringify({ apart: [..."abcd"], through: { vertices: [..."abwx"], target: "a" } }),
  );
  write(
    "sides.csv",
    `partition,vertex,target\n${[..."abcd"].map((t) => `apart,${t}`).join("\n")}\n${[..."abwx"].map((t, k) => `through,${t},${k === 2 ? "a" : ""}`).join("\n")}\n`,
  );
  write("some.csv", "source,target\na,b\nx,w\n");
  return () => rmSync(folder, { recursive: true });
});

const run = (...args: string[]) => runInProcess(args, { folder });
async function jsonOf(...args: string[]) {
  const result = await run(...args, "--json", "--quiet");
  expect(result).toMatchObject({ code: 0, stderr: "" });
  return JSON.parse(result.stdout);
}

describe("walk-index", () => {
  test("all vertices: a distribution, and every value in a file", async () => {
    // (A^3)_tt in a clique of four is 16; d and w have one more neighbour: 16 + 3.
    const document = await jsonOf("walk-index", "cliques.csv", "-o", "indices.csv");
    expect(document).toMatchObject({ walkLength: 2, vertices: 8, walkIndices: { minimum: 16, maximum: 19 } });
    const rows = readFileSync(join(folder, "indices.csv"), "utf8").trimEnd().split("\n");
    expect(rows).toEqual(
      ["vertex,walkIndex", ..."abcdwxyz"].map((t, k) => (k === 0 ? t : `${t},${"dw".includes(t) ? 19 : 16}`)),
    );
  });

  test.each(["sides.json", "sides.csv"])("partitions from %s: walk indices and bounds", async (file) => {
    const args = ["cliques.csv", "--partition", file, "--depth", "3", "--width", "5", "--features", "9"];
    const { partitions } = await jsonOf("walk-index", ...args);
    // Walks of 2 steps from d: 3 * 4 + 5 + 5 = 22, as from w: 44. From all vertices to a: 4 * 4 + 1.
    expect(partitions).toMatchObject([
      { partition: "apart", size: 4, target: null, boundary: 2, walkIndex: 44, lowerBy: "exact" },
      { partition: "through", size: 4, target: "a", boundary: 8, walkIndex: 17, lowerBy: "exact" },
    ]);
    expect(partitions[0].upper).toBeCloseTo(Math.log(5) * (4 * 44 + 1), 10);
    expect(partitions[0].lower).toBeCloseTo(44 * Math.log1p(4 / 44), 10);
    expect(partitions[1].upper).toBeCloseTo(Math.log(5) * 4 * 17, 10);
    const { stdout } = await run("walk-index", ...args);
    expect(stdout).toMatch(/^partition +size +target +boundary +walk index +upper +lower +lower by$/m);
    expect(stdout).toMatch(/^apart +4 +- +2 +44 +\d/m);
  });

  test("counts past 2^53 are written in full, also to Arrow", async () => {
    const args = ["cliques.csv", "--partition", "sides.json", "--walk-length", "40", "--target", "z"];
    const { partitions } = await jsonOf("walk-index", ...args, "-o", "big.arrow");
    expect(partitions[0]).toMatchObject({ target: "z", walkIndex: expect.stringMatching(/^\d{24,}$/) });
    const table = tableFromIPC(readFileSync(join(folder, "big.arrow")));
    expect(table.getChild("walkIndex")?.get(0)).toBe(partitions[0].walkIndex);
  });

  test("partitions by label: every class of the embedded citations", async () => {
    const args = ["citations", "--partitions-by", "label", "--depth", "2"];
    const { partitions } = await jsonOf("walk-index", ...args);
    expect(partitions.map(({ partition }: { partition: string }) => partition)).toHaveLength(7);
    for (const { boundary, walkIndex } of partitions) expect(walkIndex).toBeGreaterThan(boundary);
  });

  test("partitions by community, bridge and cut; components are what nothing crosses", async () => {
    const of = async (...args: string[]) =>
      (await jsonOf("walk-index", "cliques.csv", "--partitions-by", ...args)).partitions;
    // Both cliques, at either end of the edge between them, as in sides.json.
    const cliques = [1, 2].map((k) => ({ partition: `${k}`, size: 4, boundary: 2, walkIndex: 44 }));
    expect(await of("community")).toMatchObject(cliques);
    expect(await of("bridge")).toMatchObject(cliques);
    expect(await of("cut", "--parts", "2")).toMatchObject(cliques.map(({ boundary }) => ({ boundary })));
    expect(await of("cut")).toHaveLength(8);
    writeFileSync(join(folder, "apart.csv"), `${CLIQUES.join("\n")}\n`);
    const { partitions } = await jsonOf("walk-index", "apart.csv", "--partitions-by", "component");
    expect(partitions).toMatchObject([{ walkIndex: 0 }, { walkIndex: 0 }]);
  });

  test("walks of length 0: one for each vertex that has an edge", async () => {
    const document = await jsonOf(
      "walk-index",
      "cliques.csv",
      "--walk-length",
      "0",
      "--partition",
      "sides.json",
    );
    // d and w are the cliques' boundary; a, the other's target, is one of its eight.
    expect(document.partitions).toMatchObject([{ walkIndex: 2 }, { walkIndex: 1 }]);
  });

  test("partitions from a file of a million rows", async () => {
    const rows = Array.from(
      { length: 1_000_000 },
      (_, k) => `${k % 2 === 0 ? "even" : "odd"},${"abcdwxyz"[k % 8]}`,
    );
    writeFileSync(join(folder, "million.csv"), `partition,vertex\n${rows.join("\n")}\n`);
    const { partitions } = await jsonOf("walk-index", "cliques.csv", "--partition", "million.csv");
    expect(partitions).toMatchObject([
      { partition: "even", size: 4 },
      { partition: "odd", size: 4 },
    ]);
  });

  test("directed graphs: what comes in", async () => {
    const document = await jsonOf("walk-index", "arrows.csv", "--directed", "--walk-length", "0");
    // Nothing comes in at a; b and c are next to what points at them.
    expect(document).toMatchObject({ directed: true, walkIndices: { minimum: 0, mean: 2 / 3, maximum: 1 } });
  });
});

describe("sparsify with the methods' options", () => {
  const sparsify = (...args: string[]) =>
    run("sparsify", "cliques.csv", "-o", "out.csv", "--order", "order.csv", ...args);
  const order = () => readFileSync(join(folder, "order.csv"), "utf8").trimEnd().split("\n").slice(1);

  test("wis with walks of 2 is 2-wis", async () => {
    expect(await sparsify("--method", "2-wis", "--remove", "3")).toMatchObject({ code: 0 });
    const expected = order();
    expect(await sparsify("--method", "wis", "--walk-length", "2", "--remove", "3")).toMatchObject({
      code: 0,
    });
    expect(order()).toEqual(expected);
  });

  test("gwis keeps the edge that its partition needs to the last", async () => {
    const args = [
      "--method",
      "gwis",
      "--partitions",
      "sides.json",
      "--order-by",
      "min",
      "--walk-length",
      "1",
      "--remove",
      "12",
    ];
    expect(await sparsify(...args)).toMatchObject({ code: 0 });
    expect(order().at(-1)).toBe("d,w");
  });

  test.each([
    ["gwis@community", ["--method", "gwis", "--partitions-by", "community"]],
    ["1-gwis@cut:2", ["--method", "gwis", "--partitions-by", "cut", "--parts", "2", "--walk-length", "1"]],
    ["3-wis", ["--method", "wis", "--walk-length", "3"]],
  ])("%s says in one word what options say in several", async (method, args) => {
    expect(await sparsify("--method", method, "--remove", "3")).toMatchObject({ code: 0 });
    const expected = order();
    expect(await sparsify(...args, "--remove", "3")).toMatchObject({ code: 0 });
    expect(order()).toEqual(expected);
  });

  test("protected edges and the last edge of a vertex stay", async () => {
    expect(await sparsify("--method", "1-wis", "--protect", "some.csv", "--remove", "11")).toMatchObject({
      code: 0,
    });
    expect(readFileSync(join(folder, "out.csv"), "utf8")).toBe("source,target\na,b\nw,x\n");
    expect(
      lineOf(
        (await sparsify("--method", "1-wis", "--protect", "some.csv", "--remove", "12", "--quiet")).stderr,
      ),
    ).toMatch(/expected 0 to 11, as the others are protected, got 12/);
    expect(await sparsify("--method", "wis", "--keep-degree", "1", "--remove", "8")).toMatchObject({
      code: 0,
    });
    const ends = readFileSync(join(folder, "out.csv"), "utf8").split(/[,\n]/);
    for (const vertex of "abcdwxyz") expect(ends).toContain(vertex);
  });

  test("gwis takes directed graphs", async () => {
    const args = ["--directed", "--method", "gwis", "--walk-length", "1", "--remove", "0", "-o", "all.csv"];
    expect(await run("sparsify", "arrows.csv", ...args, "--order", "order.csv")).toMatchObject({ code: 0 });
    // Without b,c nothing comes in at c, without a,b nothing is lost at b but one of its two ways in.
    expect(order()[0]).toBe("a,b");
    expect(order()).toHaveLength(3);
  });

  test.each(["1-wis", "2-wis", "3-wis"])(
    "%s takes directed graphs, as gwis with all vertices",
    async (method) => {
      const args = ["--directed", "--remove", "0", "-o", "all.csv", "--order", "order.csv"];
      expect(await run("sparsify", "arrows.csv", "--method", method, ...args)).toMatchObject({ code: 0 });
      const expected = order();
      const general = ["--method", "gwis", "--walk-length", method[0]];
      expect(await run("sparsify", "arrows.csv", ...general, ...args)).toMatchObject({ code: 0 });
      expect(order()).toEqual(expected);
      expect(expected[0]).toBe("a,b");
    },
  );

  test("goes on from a pruned graph", async () => {
    await run(
      "sparsify",
      "cliques.csv",
      "--method",
      "2-wis",
      "--remove",
      "5",
      "-o",
      "pruned.csv",
      "--order",
      "whole.csv",
    );
    expect(await sparsify("--method", "2-wis", "--resume", "pruned.csv", "--remove", "7")).toMatchObject({
      code: 0,
    });
    const whole = readFileSync(join(folder, "whole.csv"), "utf8").trimEnd().split("\n").slice(1);
    expect(order().slice(5)).toEqual(whole.slice(5));
  });
});

describe("compare-graphs", () => {
  test("counts, components, walk indices and growth, vertices by name", async () => {
    await run("sparsify", "cliques.csv", "--method", "2-wis", "--remove", "100%", "-o", "none.json");
    writeFileSync(join(folder, "left.csv"), [...CLIQUES.slice(0, 6), "a,w", ""].join("\n"));
    const { edges, before, after } = await jsonOf(
      "compare-graphs",
      "cliques.csv",
      "left.csv",
      "--partition",
      "sides.json",
    );
    expect(edges).toEqual({ shared: 6, removed: 7, added: 1 });
    expect(before).toMatchObject({
      edges: 13,
      isolated: 0,
      components: { count: 1 },
      partitions: [{ walkIndex: 44 }, { walkIndex: 17 }],
    });
    expect(after).toMatchObject({ vertices: 8, edges: 7, isolated: 3, components: { count: 4, largest: 5 } });
    // A vertex on a clique of four: the eigenvector is constant on its three far vertices.
    expect(after.algebraicConnectivity).toEqual({ value: expect.closeTo(1, 10), converged: true });
    const empty = await jsonOf("compare-graphs", "none.json", "none.json");
    expect(empty.after).toMatchObject({
      walkIndices: { maximum: 0 },
      spectralRadius: { value: expect.closeTo(1, 12), converged: true },
    });
    const kept = await run("compare-graphs", "cliques.csv", "left.csv", "--partitions-by", "community");
    expect(kept.stdout).toMatch(/^walk index of 1 +44 +26 \(59\.1%\)$/m);
    const { stdout } = await run("compare-graphs", "cliques.csv", "left.csv");
    expect(stdout).toMatch(/^7 edges removed, 1 added, 6 in both$/m);
    expect(stdout).toMatch(/^isolated +0 +3$/m);
  });
});

/** Arguments after which the one line must say something, with the exit code. */
const BAD: [args: string[], code: number, says: RegExp][] = [
  [["walk-index", "cliques.csv", "--walk-length", "-1"], 3, /walk length: expected an integer >= 0, got -1/],
  [["walk-index", "cliques.csv", "--walk-length", "1.5"], 2, /'1\.5' is invalid. Expected an integer/],
  [
    ["walk-index", "cliques.csv", "--walk-length", "100000000"],
    3,
    /walk length: expected at most 10000, .* got 100000000/,
  ],
  [["walk-index", "cliques.csv", "--partition", "away.json"], 3, /away\.json: partition "p": .*got "q"/],
  [["walk-index", "cliques.csv", "--partition", "broken.json"], 3, /broken\.json: expected JSON/],
  [["walk-index", "cliques.csv", "--partition", "nowhere.json"], 3, /nowhere\.json: no such file/],
  [
    ["walk-index", "cliques.csv", "--partition", "nothing.csv"],
    3,
    /nothing\.csv: partitions: expected at least one, got none/,
  ],
  [["walk-index", "cliques.csv", "--target", "a"], 2, /--target needs --partition/],
  [
    ["sparsify", "cliques.csv", "--method", "2-wis", "--remove", "-1", "-o", "o.csv"],
    3,
    /--remove: expected 0 to 13 edges, all there are, got -1/,
  ],
  [
    ["sparsify", "cliques.csv", "--method", "0-wis", "--remove", "1", "-o", "o.csv"],
    3,
    /walk length: expected an integer >= 1, got 0/,
  ],
  [
    ["sparsify", "cliques.csv", "--method", "gwis", "--walk-length", "-2", "--remove", "1", "-o", "o.csv"],
    3,
    /walk length: expected an integer >= 0, got -2/,
  ],
  [
    ["sparsify", "cliques.csv", "--method", "gwis", "--walk-length", "500", "--remove", "1", "-o", "o.csv"],
    3,
    /walk length 500: expected fewer than 2\^53 walks/,
  ],
  [
    ["sparsify", "arrows.csv", "--directed", "--method", "70-wis", "--remove", "1", "-o", "o.csv"],
    3,
    /walk length 70: .*below 2\^53/,
  ],
  [
    ["compare-graphs", "cliques.csv", "cliques.csv", "--walk-length", "-1"],
    3,
    /expected an integer >= 0, got -1/,
  ],
  [["walk-index", "cliques.csv", "--width", "4"], 2, /--width needs --partition/],
  [["walk-index", "cliques.csv", "--depth", "3", "--walk-length", "3"], 2, /--depth 3 has walks of length 2/],
  [
    ["walk-index", "cliques.csv", "-o", "x.npz"],
    3,
    /x\.npz: expected a file name ending in \.csv or \.arrow/,
  ],
  [
    ["walk-index", "cliques.csv", "--partition", "sides.json", "--width", "4"],
    3,
    /has no features; expected --features/,
  ],
  [["walk-index", "cliques.csv", "--partition", "sides.json", "--target", "q"], 3, /--target: .*got "q"/],
  [["walk-index", "cliques.csv", "--partitions-by", "label"], 3, /expected labels to make partitions by/],
  [
    ["walk-index", "cliques.csv", "--partitions-by", "luck"],
    3,
    /partitions by: expected label, community, component, bridge, cut, got "luck"/,
  ],
  [["walk-index", "cliques.csv", "--partitions-by", "component"], 3, /expected several components, got 1/],
  [["walk-index", "cliques.csv", "--partitions-by", "label", "--parts", "3"], 2, /--parts is for/],
  [
    ["walk-index", "cliques.csv", "--partitions-by", "cut", "--parts", "9"],
    3,
    /parts: .* from 2 to 8.* got 9/,
  ],
  [
    ["walk-index", "cliques.csv", "--partition", "sides.json", "--partitions-by", "cut"],
    2,
    /--partition and --partitions-by exclude each other/,
  ],
  [
    ["sparsify", "cliques.csv", "--method", "3-wis", "--walk-length", "2", "--remove", "1", "-o", "o.csv"],
    2,
    /3-wis has walks of length 3; leave --walk-length out/,
  ],
  [
    [
      "sparsify",
      "cliques.csv",
      "--method",
      "gwis@cut",
      "--partitions",
      "sides.json",
      "--remove",
      "1",
      "-o",
      "o.csv",
    ],
    2,
    /makes its own partitions/,
  ],
  [
    ["sparsify", "cliques.csv", "--method", "gwis@label", "--remove", "1", "-o", "o.csv"],
    3,
    /gwis@label: expected labels to make partitions by, got none/,
  ],
  [
    ["sparsify", "cliques.csv", "--method", "2-wis", "--remove", "99", "-o", "o.csv"],
    3,
    /--remove: expected 0 to 13 edges, all there are, got 99/,
  ],
  [["walk-index", "cliques.csv", "--partition", "bad.csv"], 3, /bad\.csv:2: partition "p": .*got "nobody"/],
  [
    ["walk-index", "cliques.csv", "--partition", "all.json"],
    3,
    /all\.json: partition "p": .*got all of them/,
  ],
  [
    ["walk-index", "cliques.csv", "--partition", "empty.json"],
    3,
    /empty\.json: partition "p": .*got none of them/,
  ],
  [["walk-index", "cliques.csv", "--partition", "two.csv"], 3, /two\.csv:2: .*expected one target/],
  [
    ["sparsify", "cliques.csv", "--method", "wis", "--walk-length", "0", "--remove", "1", "-o", "o.csv"],
    3,
    /walk length: expected an integer >= 1, got 0/,
  ],
  [
    ["sparsify", "cliques.csv", "--method", "wis", "--walk-length", "70", "--remove", "1", "-o", "o.csv"],
    3,
    /walk length 70: .*below 2\^53/,
  ],
  [
    ["sparsify", "cliques.csv", "--method", "random", "--batch", "2", "--remove", "1", "-o", "o.csv"],
    2,
    /--batch is for 1-wis, 2-wis, wis, proxy-delete, not for random/,
  ],
  [
    ["sparsify", "cliques.csv", "--method", "2-wis", "--walk-length", "2", "--remove", "1", "-o", "o.csv"],
    2,
    /--walk-length is for wis, gwis/,
  ],
  [
    ["sparsify", "cliques.csv", "--method", "gwis", "--order-by", "median", "--remove", "1", "-o", "o.csv"],
    3,
    /got "median"/,
  ],
  [
    ["sparsify", "cliques.csv", "--method", "2-wis", "--parity", "paper", "--remove", "1", "-o", "o.csv"],
    3,
    /parity: expected "thesis", got "paper"/,
  ],
  [
    ["sparsify", "cliques.csv", "--method", "wis", "--protect", "alien.csv", "--remove", "1", "-o", "o.csv"],
    3,
    /alien\.csv: expected edges of cliques\.csv, got 1/,
  ],
  [
    ["sparsify", "arrows.csv", "--directed", "--method", "degree", "--remove", "1", "-o", "o.csv"],
    3,
    /degree: expected an undirected graph, got a directed one/,
  ],
  [
    ["compare-graphs", "cliques.csv", "strange.csv"],
    3,
    /strange\.csv: expected vertices of cliques\.csv, got "q"/,
  ],
];

test.each(BAD)("%j: one line, exit code %i", async (args, code, says) => {
  const write = (file: string, content: string) => writeFileSync(join(folder, file), content);
  write("bad.csv", "p,a\np,nobody\n");
  write("all.json", JSON.stringify({ p: [..."abcdwxyz"] }));
  write("empty.json", '{"p": []}');
  write("away.json", JSON.stringify({ p: { vertices: ["a"], target: "q" } }));
  write("broken.json", '{"p":');
  write("nothing.csv", "");
  write("two.csv", "p,a,b\np,c,d\n");
  write("strange.csv", "source,target\na,q\n");
  write("alien.csv", "source,target\na,z\n");
  const result = await run(...args, "--quiet");
  expect(lineOf(result.stderr)).toMatch(says);
  expect(result).toMatchObject({ code, stdout: "" });
});

test("--directed and --edge-type: relations stay apart, and are written again", async () => {
  // r: a -> b, c -> a; s: a -> b, b -> a. Walks count vertices: the parallel edge adds none, and costs nothing to remove.
  writeFileSync(join(folder, "relations.csv"), "head,tail,relation\na,b,r\na,b,s\nb,a,s\nc,a,r\na,b,r\n");
  const relations = ["relations.csv", "--directed", "--edge-type", "relation"];
  const document = await jsonOf("walk-index", ...relations, "--walk-length", "1", "-o", "typed.csv");
  expect(document).toMatchObject({ directed: true, walkIndices: { minimum: 0, maximum: 2 } });
  expect(readFileSync(join(folder, "typed.csv"), "utf8")).toBe("vertex,walkIndex\na,2\nb,2\nc,0\n");
  for (const method of ["1-wis", "gwis"]) {
    const args = [
      ...relations,
      "--method",
      method,
      "--remove",
      "2",
      "--order",
      "order.csv",
      "-o",
      "less.csv",
    ];
    expect((await run("sparsify", ...args, ...(method === "gwis" ? ["--walk-length", "1"] : []))).code).toBe(
      0,
    );
    expect(readFileSync(join(folder, "order.csv"), "utf8")).toBe(
      "source,target,type\na,b,r\nc,a,r\na,b,s\nb,a,s\n",
    );
    expect(readFileSync(join(folder, "less.csv"), "utf8")).toBe("source,target,type\na,b,s\nb,a,s\n");
  }
  const resumed = ["--method", "1-wis", "--resume", "less.csv", "--remove", "3", "-o", "last.csv"];
  expect((await run("sparsify", ...relations, ...resumed)).code).toBe(0);
  expect(readFileSync(join(folder, "last.csv"), "utf8")).toBe("source,target,type\nb,a,s\n");
  const result = await run(
    "sparsify",
    "relations.csv",
    "--edge-type",
    "kind",
    "--method",
    "1-wis",
    "--remove",
    "1",
    "-o",
    "x.csv",
  );
  expect(result.code).toBe(3);
  expect(lineOf(result.stderr)).toContain(
    'expected a column of edge types "kind" beside two of vertices, got the columns head, tail, relation',
  );
});
