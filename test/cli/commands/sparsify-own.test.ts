import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lineOf, runCli } from "../../support/run-cli.js";
import { runInProcess } from "../../support/run-in-process.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const GRAPH = "a,b\nb,c\nc,d\nd,a\na,c\n";

describe("--by: an order made elsewhere", () => {
  const sparsify = async (order: string, ...more: string[]) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "g.csv"), GRAPH);
    writeFileSync(join(folder, "order.csv"), order);
    const args = ["sparsify", "g.csv", "--by", "order.csv", "--remove", "2", "-o", "less.csv", ...more];
    return { folder, ...(await runInProcess(args, { folder })) };
  };

  test("its first edges are removed, whatever end comes first", async () => {
    const { folder, code, stdout } = await sparsify("source,target\nc,a\nd,c\nb,c\na,d\nb,a\n", "--json");
    expect(code).toBe(0);
    expect(readFileSync(join(folder, "less.csv"), "utf8").split("\n").slice(1, -1)).toEqual([
      "a,b",
      "b,c",
      "d,a",
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      by: { file: "order.csv", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      removed: 2,
      kept: 3,
    });
  });

  test("what a method wrote by --order gives the method's graph", async () => {
    const folder = temporaryFolder();
    const common = ["sparsify", "karate", "--remove", "30"];
    await runInProcess([...common, "--method", "2-wis", "-o", "a.csv", "--order", "o.csv"], { folder });
    const { code } = await runInProcess([...common, "--by", "o.csv", "-o", "b.csv"], { folder });
    expect(code).toBe(0);
    expect(readFileSync(join(folder, "b.csv"), "utf8")).toBe(readFileSync(join(folder, "a.csv"), "utf8"));
  });

  test("of edges of several types between two vertices, each has its own place", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "g.csv"), "source,target,type\na,b,likes\na,b,knows\nb,c,likes\n");
    writeFileSync(join(folder, "order.csv"), "source,target,type\na,b,knows\nb,c,likes\na,b,likes\n");
    const args = ["sparsify", "g.csv", "--edge-type", "type", "--by", "order.csv", "--remove", "1"];
    expect(await runInProcess([...args, "-o", "less.csv"], { folder })).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, "less.csv"), "utf8")).toContain("a,b,likes");
    expect(readFileSync(join(folder, "less.csv"), "utf8")).not.toContain("knows");
  });

  test.each([
    ["source,target\nc,a\nd,c\n", /each of the 5 edges of g\.csv once, .*3 missing \(such as a - b\)$/],
    [
      "source,target\nc,a\nd,c\nb,c\na,d\nb,d\n",
      /1 missing \(such as a - b\), 1 that the graph has not \(such as b - d\)/,
    ],
    ["source,target\nc,a\nd,c\nb,c\na,d\nb,a\na,b\n", /1 repeated/],
    ["source,target\nc,a\nd,c\nb,c\na,d\nb,a\nb,b\n", /1 from a vertex to itself/],
    ["source,target\nc,a\nd,c\nb,c\na,d\nb,x\n", /1 that the graph has not \(such as b - x\)/],
  ])("%j is refused with counts", async (order, says) => {
    const { code, stdout, stderr } = await sparsify(order, "--quiet");
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(lineOf(stderr)).toMatch(says);
  });

  test("options that say how a method chooses are refused", async () => {
    expect(lineOf((await sparsify(GRAPH, "--batch", "2")).stderr)).toMatch(
      /--batch is for --method, not for --by/,
    );
    expect(lineOf((await sparsify(GRAPH, "--method", "1-wis")).stderr)).toMatch(/exclude each other/);
  });
});

describe("--plugin: a method of one's own", () => {
  const run = async (plugin: string, method = "by-name") => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "mine.mjs"), plugin);
    const args = ["sparsify", "karate", "--plugin", "./mine.mjs", "--method", method, "--remove", "1"];
    return { folder, ...(await runCli([...args, "-o", "less.csv", "--json"], { folder })) };
  };

  test("a module anywhere registers a method with this package", async () => {
    const { code, stdout } = await run(`
      import { registerSparsifier } from "seprank/adjacency";
      registerSparsifier("by-name", { summary: "the first edge stays longest", result: "scores" }, (graph) =>
        Float64Array.from(graph.sources, (_, e) => -e));
    `);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      method: "by-name",
      plugin: { file: "./mine.mjs", methods: ["by-name"], sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      kept: 77,
    });
  });

  test.each([
    ["export const nothing = 0;", /it registered nothing/],
    ["throw new Error('broken');", /got: broken/],
    ["import 'seprank/no-such-door';", /--plugin \.\/mine\.mjs: expected a module that can be loaded/],
  ])("%j is refused in one line", async (plugin, says) => {
    const { code, stderr } = await run(plugin);
    expect(code).toBe(3);
    expect(lineOf(stderr)).toMatch(says);
  });
});
