import { existsSync, readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { describe, expect, it, type TestContext } from "vitest";
import { karate } from "../datasets/graphs/karate.js";
import type { Adjacency } from "../src/graph/adjacency.js";
import { vertexName } from "../src/graph/attributes/vertex-names.js";
import { readGraph } from "../src/graph/formats/formats.js";
import { removalOrder } from "../src/sparsify/order-by-method.js";
import { openChromium } from "./support/chromium.js";
import { serve } from "./support/file-server.js";

/** The site as `npm run docs` builds it. Without it, and without a browser, its tests are skipped. */
const site = fileURLToPath(new URL("../docs/.vitepress/dist/", import.meta.url));
const isBuilt = existsSync(join(site, "index.html"));
if (!isBuilt) process.stdout.write("the site is not built: its tests are skipped; npm run docs builds it\n");

const pages = isBuilt
  ? readdirSync(site, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".html"))
  : [];

describe.runIf(isBuilt)("the built site", () => {
  it("has a page for every kind of documentation", () => {
    for (const page of [
      "index.html",
      "guide/quick-start.html",
      "methods/2-wis.html",
      "commands/sparsify.html",
      "api/seprank.html",
      "experiments/figure-5.3.html",
      "benchmarks.html",
      "playground.html",
    ])
      expect(pages).toContain(page);
  });

  it("links to pages and headings that are there, by addresses that begin at no root", () => {
    const ids = new Map(pages.map((page) => [page, idsOf(readFileSync(join(site, page), "utf8"))]));
    const broken = pages.flatMap((page) =>
      addressesOf(readFileSync(join(site, page), "utf8"))
        .filter((address) => !isThere(page, address, ids))
        .map((address) => `${page}: ${address}`),
    );
    expect(broken).toEqual([]);
  });

  it("would notice a broken link", () => {
    const ids = new Map([["a.html", new Set(["here"])]]);
    expect(isThere("a.html", "#here", ids)).toBe(true);
    expect(isThere("a.html", "#there", ids)).toBe(false);
    expect(isThere("a.html", "./b.html", ids)).toBe(false);
    expect(isThere("a.html", "/icon.svg", ids)).toBe(false);
  });
});

describe.runIf(isBuilt)(
  "the built site in a browser, in a folder of a server, without any other host",
  () => {
    it("opens pages, goes from one to another, and searches", async (test) => {
      const { page, base, faults } = await open(test, 1280);
      await page.goto(`${base}methods/2-wis.html`);
      await page.click('.VPSidebar a:has-text("jaccard")');
      await page.waitForURL("**/methods/jaccard.html");
      await page.waitForSelector("h1:has-text('jaccard')");
      await page.keyboard.press("Control+k");
      await page.fill(".search-input", "spanner");
      await page.waitForSelector(".result");
      const found = await page.locator(".result").first().getAttribute("href");
      expect(found).toContain("/deep/er/");
      await page.locator(".result").first().click();
      await page.waitForURL((address) => !address.pathname.endsWith("jaccard.html"));
      expect(faults).toEqual([]);
    });

    it("shows pages that are no wider than a phone", async (test) => {
      const { page, base, faults } = await open(test, 390);
      for (const name of [
        "index.html",
        "guide/walk-index.html",
        "guide/files.html",
        "methods/1-wis.html",
        "commands/sparsify.html",
        "experiments/cora-gcn.html",
        "accuracy.html",
        "playground.html",
      ]) {
        await page.goto(base + name);
        if (name === "playground.html") await page.locator(".drawing canvas").first().waitFor();
        const width = await page.evaluate("document.documentElement.scrollWidth");
        expect({ name, width }).toEqual({ name, width: 390 });
      }
      expect(faults).toEqual([]);
    });
  },
);

describe.runIf(isBuilt)("the playground, from the built site, without any other host", () => {
  const removed = (page: Page, side: string) =>
    page.locator(`.panel[data-side="${side}"] [data-count="removed"]`).textContent();

  it("opens a graph by its address, slides, trains two methods, and gives files that seprank reads", async (test) => {
    const { page, base, faults } = await open(test, 1280, WEBGL);
    await page.goto(
      `${base}playground.html#graph=karate&left=2-wis&right=1-wis&removed=30&levels=0,0.5&seeds=1&epochs=5`,
    );
    await page.locator(".told-graph", { hasText: "34 vertices, 78 edges" }).waitFor();
    await expect.poll(() => removed(page, "left")).toBe("30");
    await page.getByRole("slider", { name: "Edges removed" }).fill("39");
    await expect.poll(() => removed(page, "right")).toBe("39");
    await page.getByRole("combobox", { name: "Right" }).selectOption("random");
    await page.getByRole("combobox", { name: "Colours" }).selectOption("walk index");
    expect(new URL(page.url()).hash).toBe(
      "#graph=karate&removed=39&colour=walk-index&levels=0%2C0.5&seeds=1&epochs=5",
    );

    await page.getByRole("button", { name: "train", exact: true }).click();
    await page.locator(".told-training", { hasText: "3 trainings done." }).waitFor({ timeout: 60_000 });
    expect(await page.locator(".results thead th").allTextContents()).toEqual([
      "edges removed (%)",
      "2-WIS",
      "random",
    ]);
    // Four vertices are tested: every accuracy is a whole number of them.
    const cells = await page.locator(".results td").allTextContents();
    expect(cells).toHaveLength(4);
    expect(cells[0]).toBe(cells[1]);
    for (const cell of cells) expect(["0.0", "25.0", "50.0", "75.0", "100.0"]).toContain(cell);
    expect(await page.locator(".results .chart:visible .point").count()).toBe(3);

    const saved = async (button: string) => {
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: button }).click();
      return readFile(await (await download).path());
    };
    const { adjacency } = karate();
    const order = await readGraph(await saved("removal order (CSV)"), { name: "order.csv" });
    const expected = removalOrder("2-wis", adjacency).edges;
    const pairs = (edges: Iterable<number>, { sources, targets }: Adjacency) =>
      Array.from(edges, (e) => `${sources[e]}-${targets[e]}`);
    const named = Array.from(order.adjacency.sources, (s, e) =>
      [s, order.adjacency.targets[e]].map((t) => vertexName(order, t)).join("-"),
    );
    expect(named).toEqual(pairs(expected, adjacency));
    const pruned = await readGraph(await saved("pruned graph"), { name: "pruned.csv" });
    expect(pruned.adjacency.edgeCount).toBe(39);
    const accuracies = String(await saved("accuracies (CSV)"))
      .trim()
      .split("\n");
    expect(accuracies[0]).toBe("method,sparsity,removed,seed,testAccuracy");
    expect(accuracies).toHaveLength(4);
    expect(faults).toEqual([]);
  });

  it("takes a file of the reader's, puts its edges into the address, and says what it cannot use", async (test) => {
    const { page, base, faults } = await open(test, 390, WEBGL);
    await page.goto(`${base}playground.html`);
    const file = page.getByLabel("or your own file");
    await file.setInputFiles({
      name: "own.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("source,target\nanna,ben\nben,carl\nben,ben\n"),
    });
    await page.locator(".told-graph", { hasText: "own.csv: 3 vertices, 2 edges" }).waitFor();
    expect(await page.locator(".told-graph").textContent()).toContain("1 self-loop");
    await expect.poll(() => page.url()).toContain("edges=");
    await page.getByRole("searchbox", { name: "Find a vertex" }).fill("ann");
    expect(await page.locator(".found").textContent()).toContain("anna");
    await page.getByRole("button", { name: "train", exact: true }).click();
    expect(await page.locator(".told-training").textContent()).toBe(
      "own.csv has no classes of vertices to learn.",
    );

    const sent = page.url();
    await page.goto("about:blank");
    await page.goto(sent);
    await page.locator(".told-graph", { hasText: "own.csv: 3 vertices, 2 edges" }).waitFor();
    await page
      .getByLabel("or your own file")
      .setInputFiles({ name: "bad.graphml", mimeType: "text/xml", buffer: Buffer.from("<graphml><graph>") });
    await page.locator(".told-graph.failed").waitFor();
    await page.goto("about:blank");
    await page.goto(`${base}playground.html#graph=other.npz`);
    await page.locator(".told-graph", { hasText: "choose or drop that file" }).waitFor();
    expect(faults).toEqual([]);
  });
});

it.runIf(isBuilt)(
  "axe finds no violation on the site, at 390 and 1280 pixels, light and dark",
  async (test) => {
    const { page, base, faults } = await open(test, 390, WEBGL);
    const found: unknown[] = [];
    for (const name of [
      "index.html",
      "guide/walk-index.html",
      "guide/sparsify.html",
      "methods/2-wis.html",
      "commands/sparsify.html",
      "experiments/cora-gcn.html",
      "playground.html",
    ]) {
      await page.goto(base + name);
      if (name === "playground.html") await page.locator(".drawing canvas").first().waitFor();
      await page.addScriptTag({ path: AXE });
      for (const colorScheme of ["light", "dark"] as const)
        for (const width of [390, 1280]) {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          await page.setViewportSize({ width, height: 844 });
          const isDark = () => page.evaluate("document.documentElement.classList.contains('dark')");
          await expect.poll(isDark).toBe(colorScheme === "dark");
          await page.waitForTimeout(100);
          // As text: the project's types know no browser.
          const violations = await page.evaluate<{ id: string; nodes: string[] }[]>(
            "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target }) => String(target)) })))",
          );
          found.push(...violations.map((violation) => ({ name, width, colorScheme, ...violation })));
        }
    }
    expect(found).toEqual([]);
    expect(faults).toEqual([]);
  },
);

/** WebGL in software. */
const WEBGL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** A page of a browser, the address of the site two folders below a server's root, and what went wrong since. */
async function open(
  test: TestContext,
  width: number,
  flags: readonly string[] = ["--disable-gpu"],
): Promise<{ page: Page; base: string; faults: string[] }> {
  const types: Record<string, string> = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".wasm": "application/wasm",
  };
  const server = await serve(async (request, response) => {
    const path = decodeURI(new URL(request.url ?? "", "http://host").pathname);
    const file = path.startsWith("/deep/er/") ? join(site, path.slice("/deep/er/".length)) : "";
    const bytes = await readFile(file).catch(() => undefined);
    const type = types[extname(file)] ?? (extname(file) === ".svg" ? "image/svg+xml" : "image/png");
    response.writeHead(bytes === undefined ? 404 : 200, { "content-type": type }).end(bytes);
  });
  const base = `${server}/deep/er/`;
  const browser = await openChromium(test, flags);
  const page = await browser.newPage({ viewport: { width, height: 844 } });
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
  });
  await page.route("**", (route) => {
    const address = route.request().url();
    // Files that the page gives have addresses of its own.
    if (address.startsWith(base) || /^(data|blob):/.test(address)) return route.continue();
    faults.push(`asked for ${address}`);
    return route.abort();
  });
  return { page, base, faults };
}

function idsOf(html: string): Set<string> {
  return new Set(Array.from(html.matchAll(/\sid="([^"]+)"/g), ([, id]) => id));
}

function addressesOf(html: string): string[] {
  const text = html.replaceAll(/<script[\s\S]*?<\/script>/g, "");
  return Array.from(text.matchAll(/\s(?:href|src)="([^"]*)"/g), ([, address]) =>
    address.replaceAll("&amp;", "&"),
  );
}

/** Whether a page's link leads to a file of the site, and to a heading of it where it names one. */
function isThere(page: string, address: string, ids: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  if (/^(https?:|data:|mailto:)/.test(address)) return true;
  if (address.startsWith("/")) return false;
  const url = new URL(address, `http://host/${page}`);
  const path = decodeURIComponent(url.pathname.slice(1));
  const file = path === "" || path.endsWith("/") ? `${path}index.html` : path;
  const anchor = decodeURIComponent(url.hash.slice(1));
  if (!file.endsWith(".html")) return existsSync(join(site, file));
  return ids.has(file) && (anchor === "" || ids.get(file)?.has(anchor) === true);
}
