import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { view } from "../../../cli/actions/view.js";
import type { Globals } from "../../../cli/options/globals.js";
import { createConsole } from "../../../cli/terminal/console.js";
import { TimeoutError } from "../../../src/errors.js";
import { runInProcess } from "../../support/run-in-process.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "seprank-test-"));
  const write = (file: string, content: string) => writeFileSync(join(folder, file), content);
  write("path.csv", "source,target\na,b\nb,c\nc,d\n");
  write("order.csv", "source,target\nb,c\na,b\nc,d\n");
  write("part.csv", "source,target\nb,c\n");
  return () => rmSync(folder, { recursive: true });
});
const run = (...args: string[]) => runInProcess(["view", ...args], { folder });

test("a page with two orders, one of them given, and its JSON", async () => {
  const { code, stdout } = await run(
    "path.csv",
    "--method",
    "1-wis",
    "--order",
    "order.csv",
    "-o",
    "page.html",
    "--json",
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    orders: ["1-wis", "order.csv"],
    removed: 2,
    color: "walk-index",
    output: { file: "page.html" },
  });
  const page = readFileSync(join(folder, "page.html"), "utf8");
  expect(page).toContain("1-WIS</option>");
  expect(page).toContain("order.csv</option>");
  const [, data] = /<script type="application\/json" id="graph-data">(.*?)<\/script>/.exec(page)!;
  const { names, orders } = JSON.parse(data);
  expect(names).toEqual(["a", "b", "c", "d"]);
  // b-c is edge 1, and goes first; 16 bits each.
  expect([...Buffer.from(orders[1].edges, "base64")]).toEqual([1, 0, 0, 0, 2, 0]);
});

test("a picture of what is left", async () => {
  expect((await run("path.csv", "--order", "order.csv", "--remove", "1", "-o", "left.svg")).code).toBe(0);
  const svg = readFileSync(join(folder, "left.svg"), "utf8");
  expect(svg).toContain("order.csv: 1 of 3 edges removed");
  expect(svg.match(/M[\d.]+ [\d.]+L/g)).toHaveLength(2);
});

const GLOBALS = {
  console: createConsole({ json: false, quiet: true, verbose: false, color: false }),
  seed: 0,
  json: false,
};
const HALF = { share: 0.5 };

test.for([
  [{ out: "x.pdf" }, "expected a file name ending in .html, .svg, .png"],
  [{ out: "x.svg", remove: HALF }, "--remove needs --method or --order"],
  [{ out: "x.svg", method: "spanner" }, "spanner: makes no order"],
  [{ out: "x.svg", method: "1-wis,ugs" }, "ugs: trains a network"],
  [{ out: "x.svg", method: "1-wi" }, "did you mean 1-wis?"],
  [{ out: "x.svg", color: "class" as const }, "expected vertices with labels"],
  [{ out: "x.svg", order: "part.csv" }, "expected each of the 3 edges"],
  [{ out: "x.html", method: "1-wis", timeout: 0 }, "--timeout: expected seconds > 0"],
] as const)("%j is refused, and nothing is written", async ([options, message]) => {
  const inFolder = {
    out: join(folder, options.out),
    ...("order" in options ? { order: join(folder, options.order) } : {}),
  };
  await expect(
    view(join(folder, "path.csv"), { timeout: 60, ...options, ...inFolder }, GLOBALS as Globals),
  ).rejects.toThrow(message);
  expect(existsSync(join(folder, options.out))).toBe(false);
});

test("what takes too long is left out and said; alone, it fails", async () => {
  const file = join(folder, "grid.csv");
  const side = 60;
  const at = (row: number, column: number) => `${row}-${column}`;
  const rows = Array.from({ length: side * side }, (_, k) => [Math.floor(k / side), k % side]);
  const edges = rows.flatMap(([r, c]) => [`${at(r, c)},${at(r, c + 1)}`, `${at(r, c)},${at(r + 1, c)}`]);
  writeFileSync(file, `source,target\n${edges.join("\n")}\n`);
  const slow = { timeout: 1e-6, method: "edge-betweenness" };
  const out = join(folder, "slow.svg");
  await expect(view(file, { ...slow, out }, GLOBALS as Globals)).rejects.toThrow(TimeoutError);
  expect(existsSync(out)).toBe(false);
  const page = join(folder, "slow.html");
  const warnings: string[] = [];
  const console = { ...GLOBALS.console, warn: (text: string) => warnings.push(text) };
  await view(file, { ...slow, order: file, out: page }, { ...GLOBALS, console } as unknown as Globals);
  expect(warnings).toEqual([
    expect.stringContaining("edge-betweenness is not drawn: its order took longer than"),
  ]);
  expect(readFileSync(page, "utf8")).toContain("Not drawn: edge-betweenness");
});
