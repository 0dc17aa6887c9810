import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { FormatError } from "../src/errors.js";
import { summarizeInputs } from "../src/evaluate/summaries/input-summary.js";
import { readGraph, writeGraph } from "../src/graph/formats/formats.js";
import { accuracyChart } from "../src/report/figures/accuracy-chart.js";
import { renderSvg } from "../src/report/index.js";
import { edgesOf } from "./generators/arbitrary-graphs.js";
import { finishedRecord } from "./generators/trial-records.js";

const read = (text: string, name: string) => readGraph(new TextEncoder().encode(text), { name });

test("every line of SECURITY.md names tests that are there", () => {
  const rows = readFileSync("SECURITY.md", "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| ") && line.includes("](test/"));
  expect(rows.length).toBeGreaterThan(15);
  for (const row of rows)
    for (const [, path, titles] of row.matchAll(/\]\((test\/[^)]+)\): ("[^\]|]*")(?=;|\s*\|)/g)) {
      const source = readFileSync(path, "utf8");
      for (const [, title] of titles.matchAll(/"([^"]+)"/g))
        expect(source, `${path}: ${title}`).toContain(title);
    }
});

test("cells of CSV come back as they were, formulas too", async () => {
  const names = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "-2", '"=1"', "a,b"];
  const edges = names.slice(1).map((name, k) => ({ source: names[k], target: name }));
  const json = JSON.stringify({ nodes: names.map((key) => ({ key })), edges });
  const graph = await read(json, "x.json");
  const csv = new TextDecoder().decode(await writeGraph(graph, "csv"));
  expect((parse(csv) as string[][]).slice(1)).toEqual(edges.map(({ source, target }) => [source, target]));
  expect(edgesOf(await read(csv, "x.csv"))).toEqual(edgesOf(graph));
});

test("half of a surrogate pair is kept by JSON", async () => {
  const json =
    '{"nodes":[{"key":"\\ud800"},{"key":"\\ud801"}],"edges":[{"source":"\\ud800","target":"\\ud801"}]}';
  const graph = await read(json, "x.json");
  expect(graph.vertexNames).toEqual(["\ud800", "\ud801"]);
  const again = await readGraph(await writeGraph(graph, "json"), { name: "x.json" });
  expect(again.vertexNames).toEqual(["\ud800", "\ud801"]);
});

test("XML has no entities of its own", async () => {
  for (const type of ['[<!ENTITY a "b">]', '[<!ENTITY a SYSTEM "file:///etc/passwd">]']) {
    const text = `<!DOCTYPE g ${type}><graphml><graph><node id="&a;"/></graph></graphml>`;
    await expect(read(text, "x.graphml")).rejects.toThrow(FormatError);
  }
  const plain =
    '<!DOCTYPE g SYSTEM "http://127.0.0.1:9/x"><graphml><graph><node id="&a;"/></graph></graphml>';
  await expect(read(plain, "x.graphml")).rejects.toThrow(FormatError);
});

test("names in pictures are text", async () => {
  const hostile = "</text><script>alert(1)</script>";
  const records = [0, 1].flatMap((seed) =>
    [hostile, "random"].map((method) => finishedRecord({ method, seed, sparsity: 0.5 })),
  );
  const svg = await renderSvg(accuracyChart(summarizeInputs(records)[0]));
  expect(svg).toContain("&lt;script&gt;");
  expect(svg).not.toContain("<script");
});

test("what listens, listens on the loopback address", () => {
  for (const folder of ["src", "cli", "datasets"])
    for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      if (!/\.ts$/.test(file)) continue;
      const source = readFileSync(join(folder, file), "utf8");
      for (const [call] of source.matchAll(/\.listen\([^)]*\)/g))
        expect(call, file).toMatch(/127\.0\.0\.1|LOOPBACK|host/);
    }
});
