import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { generateCitations } from "../datasets/graphs/citations.js";
import { degrees } from "../src/graph/adjacency.js";
import { removalOrder } from "../src/sparsify/order-by-method.js";
import { prune } from "../src/sparsify/orders/removal-order.js";
import { openChromium } from "./support/chromium.js";
import { COMPILER } from "./support/compiler.js";
import { serve } from "./support/file-server.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const examples = fileURLToPath(new URL("../examples", import.meta.url));

async function bundle(file: string, platform: "browser" | "node"): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(examples, file)],
    bundle: true,
    write: false,
    platform,
    format: "esm",
  });
  return outputFiles[0].text;
}

it("the examples' types are right", () => {
  const { stdout } = spawnSync(process.execPath, [COMPILER, "-p", examples, "--pretty", "false"], {
    encoding: "utf8",
  });
  expect(stdout).toBe("");
});

it("own-method runs", async () => {
  const file = join(temporaryFolder(), "own-method.mjs");
  writeFileSync(file, await bundle("own-method.ts", "node"));
  const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: "utf8" });
  expect(stderr).toBe("");
  const kept = Array.from(stdout.matchAll(/walk index of the clubs (\d+) of 869/g), ([, index]) => +index);
  expect(kept).toHaveLength(3);
  // What keeps the interaction between the clubs on purpose keeps most of it.
  expect(Math.max(...kept)).toBe(kept[2]);
});

it("removal-rank: edges disappear by rank, by another method, and of a file that is chosen", async (test) => {
  const page = await (
    await openChromium(test, ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"])
  ).newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  const script = await bundle("removal-rank/main.ts", "browser");
  const html = readFileSync(join(examples, "removal-rank/index.html"));
  const address = await serve((request, response) => {
    const isScript = request.url === "/main.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : html);
  });
  await page.goto(address);
  const says = (text: string) => page.getByRole("status").filter({ hasText: text }).waitFor();
  await says("2-wis: 0 of 800 edges removed");

  const { adjacency } = generateCitations({
    vertices: 300,
    edges: 800,
    features: 60,
    featuresPerVertex: 6,
    maxAttractiveness: 40,
  });
  const isolated = (method: string, count: number) =>
    degrees(prune(adjacency, removalOrder(method, adjacency), count).adjacency).filter((d) => d === 0).length;
  const remove = (count: number) =>
    page.locator("#removed").evaluate((slider: { value: string; dispatchEvent(e: unknown): void }, value) => {
      slider.value = `${value}`;
      slider.dispatchEvent(new Event("input"));
    }, count);
  const whole = await page.locator("#graph").screenshot();
  await remove(700);
  await says(`2-wis: 700 of 800 edges removed, ${isolated("2-wis", 700)} of 300 vertices isolated`);
  const pruned = await page.locator("#graph").screenshot();
  expect(pruned.equals(whole)).toBe(false);
  await page.selectOption("#method", "jaccard");
  await says(`jaccard: 700 of 800 edges removed, ${isolated("jaccard", 700)} of 300 vertices isolated`);

  const choose = (name: string, text: string) =>
    page.setInputFiles("#file", { name, mimeType: "text/csv", buffer: Buffer.from(text) });
  await choose("square.csv", "source,target\na,b\nb,c\nc,d\nd,a\n");
  await says("jaccard: 0 of 4 edges removed, 0 of 4 vertices isolated");
  await choose("broken.gexf", "<gexf>");
  await says("broken.gexf");
  expect(complaints).toEqual([]);
});
