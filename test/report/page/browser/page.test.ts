import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, type TestContext, test } from "vitest";
import { CITATIONS, generateCitations } from "../../../../datasets/graphs/citations.js";
import { summarizeInputs } from "../../../../src/evaluate/summaries/input-summary.js";
import { summarize } from "../../../../src/evaluate/summaries/summary.js";
import { degrees } from "../../../../src/graph/adjacency.js";
import { htmlReport } from "../../../../src/report/page/html-report.js";
import { removalOrder } from "../../../../src/sparsify/order-by-method.js";
import { prune } from "../../../../src/sparsify/orders/removal-order.js";
import { singletonWalkIndices } from "../../../../src/walks/singleton-walk-indices.js";
import { METHODS, sweepRecords } from "../../../generators/sweep-records.js";
import { openChromium } from "../../../support/chromium.js";

/** WebGL in software. */
const WEBGL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
const NO_WEBGL = ["--disable-gpu", "--disable-3d-apis"];

const DATASET = generateCitations({ ...CITATIONS, vertices: 400, edges: 1200 });
const { adjacency } = DATASET;
const HOSTILE = `</script><img src=x onerror="document.title='taken'">`;
const RECORDS = sweepRecords({
  input: {
    name: HOSTILE,
    sha256: "ab".repeat(32),
    vertices: adjacency.vertexCount,
    edges: adjacency.edgeCount,
  },
});
const ORDERS = METHODS.map((method) => ({ ...removalOrder(method, adjacency), model: null, seed: null }));
const TRAINING = [0.3, 0.6, 0.9].flatMap((sparsity) =>
  METHODS.map((method) => ({
    ...{ model: "gcn", method, sparsity, removed: Math.round(sparsity * adjacency.edgeCount), seeds: 3 },
    loss: Float64Array.from({ length: 300 }, (_, k) => 2 / (k + 1)),
    validationAccuracy: Float64Array.from({ length: 300 }, (_, k) => 1 - 1 / (k + 1)),
  })),
);
let folder = "";
let file = "";

beforeAll(() => {
  const picture = { graph: { ...DATASET, classNames: [HOSTILE, "second"] }, orders: ORDERS, missing: [] };
  const training = { unread: [], curves: TRAINING };
  const page = htmlReport(
    summarizeInputs(RECORDS).map((part) => ({ ...part, picture, structure: [], training })),
  );
  folder = mkdtempSync(join(tmpdir(), "seprank-test-"));
  file = join(folder, "report.html");
  writeFileSync(file, page);
});

/** The browser of the test under way. */
let browser: Browser | undefined;
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What a page must not do. */
interface Watched {
  readonly page: Page;
  readonly complaints: string[];
}

async function open(test: TestContext, flags: readonly string[] = WEBGL): Promise<Watched> {
  browser = await openChromium(test, flags);
  const page = await browser.newPage({ viewport: { width: 1200, height: 1000 } });
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (request.url() !== pathToFileURL(file).href && !request.url().startsWith("data:"))
      complaints.push(`asked for ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  return { page, complaints };
}

/** How many pixels of a PNG differ from its first, by the browser's own decoder in a page of its own. */
async function inkOf(png: Buffer): Promise<number> {
  const other = await browser!.newPage();
  try {
    // As text: the project's types know no browser.
    return await other.evaluate<number>(`(async () => {
      const answer = await fetch("data:image/png;base64,${png.toString("base64")}");
      const image = await createImageBitmap(await answer.blob());
      const drawing = new OffscreenCanvas(image.width, image.height).getContext("2d");
      drawing.drawImage(image, 0, 0);
      const pixels = new Uint32Array(drawing.getImageData(0, 0, image.width, image.height).data.buffer);
      // Within the frame.
      const ground = pixels[20 * image.width + 20];
      return pixels.filter((pixel) => pixel !== ground).length;
    })()`);
  } finally {
    await other.close();
  }
}

/** The counts beside the right picture. */
async function countsOf(page: Page): Promise<Record<string, number>> {
  const panel = page.locator('.panel[data-side="right"]');
  const names = ["kept", "removed", "isolated"];
  const texts = await Promise.all(names.map((name) => panel.locator(`[data-count="${name}"]`).textContent()));
  return Object.fromEntries(names.map((name, k) => [name, Number(texts[k]!.replaceAll(",", ""))]));
}

function leftBy(method: string, removed: number): Record<string, number> {
  const pruned = prune(adjacency, ORDERS[METHODS.indexOf(method)], removed).adjacency;
  const isolated = degrees(pruned).filter((degree) => degree === 0).length;
  return { kept: adjacency.edgeCount - removed, removed, isolated };
}

test("the page opens without a complaint; slider, method and levels change what is counted and drawn", async (test) => {
  const { page, complaints } = await open(test);
  const slider = page.getByRole("slider", { name: "Edges removed" });
  const box = page.locator('.panel[data-side="right"] .drawing');
  await box.scrollIntoViewIfNeeded();
  await box.locator("canvas").first().waitFor();

  await slider.fill("0");
  await expect.poll(() => countsOf(page)).toEqual(leftBy("1-wis", 0));
  const full = await inkOf(await box.screenshot());
  // More than vertices alone would be.
  expect(full).toBeGreaterThan(5000);

  await slider.fill("900");
  await expect.poll(() => countsOf(page)).toEqual(leftBy("1-wis", 900));
  expect(await inkOf(await box.screenshot())).toBeLessThan(0.9 * full);
  await slider.press("ArrowRight");
  await expect.poll(() => countsOf(page)).toEqual(leftBy("1-wis", 901));
  expect(await slider.getAttribute("aria-valuetext")).toMatch(/^901 of 1,200 \(\d\d\.\d %\) edges removed$/);

  await page.getByRole("combobox", { name: "Right" }).selectOption({ label: "random" });
  await expect.poll(() => countsOf(page)).toEqual(leftBy("random", 901));
  await page.getByRole("button", { name: "60 %", exact: true }).click();
  await expect.poll(() => countsOf(page)).toEqual(leftBy("random", Math.round(0.6 * adjacency.edgeCount)));
  const accuracy = summarize(RECORDS).find(
    ({ method, sparsity }) => method === "random" && sparsity === 0.6,
  )!.accuracy;
  expect(await page.locator('.panel[data-side="right"] [data-count="accuracy"]').textContent()).toBe(
    `GCN ${(100 * accuracy.mean).toFixed(1)} ± ${(100 * accuracy.deviation!).toFixed(1)} % at 60 %`,
  );
  expect(complaints).toEqual([]);
});

test("a click on a header sorts by numbers, the next the other way; hover and keys tell a point; curves go and come", async (test) => {
  const { page, complaints } = await open(test);
  const table = page.locator("table", { has: page.locator("caption", { hasText: ": test accuracy" }) });
  const column = () =>
    table
      .locator("tbody td:nth-child(3)")
      .evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute("data-value"))));
  const before = await column();
  const header = table.getByRole("button", { name: "1-WIS" });
  await header.click();
  expect(await column()).toEqual(before.toSorted((a, b) => b - a));
  await header.click();
  expect(await column()).toEqual(before.toSorted((a, b) => a - b));
  expect(await table.locator("th[aria-sort]").getAttribute("aria-sort")).toBe("ascending");

  const tip = page.locator(".curves .tip");
  expect(await tip.isHidden()).toBe(true);
  await page.locator('.wide .point[data-tip^="2-WIS, 60 % removed"] .marker').hover();
  expect(await tip.textContent()).toMatch(/^2-WIS, 60 % removedaccuracy [\d.]+ ± [\d.]+ %95 % CI \[.*n = 3/);
  const chart = page.locator("svg.chart.wide");
  await chart.focus();
  await chart.press("ArrowRight");
  expect(await tip.textContent()).toMatch(/^2-WIS, 90 % removed/);
  await chart.press("Escape");
  expect(await tip.isHidden()).toBe(true);

  const line = chart.locator('.series[data-series="2-wis"] .line');
  const toggle = page.locator(".legend").getByRole("button", { name: "2-WIS" });
  await toggle.click();
  expect(await line.isHidden()).toBe(true);
  await toggle.click();
  expect(await line.isVisible()).toBe(true);
  await page.getByRole("combobox", { name: "Bars" }).selectOption("ci");
  expect(await chart.locator(".bar.ci").first().isVisible()).toBe(true);
  expect(await chart.locator(".bar.sd").first().isHidden()).toBe(true);
  expect(complaints).toEqual([]);
});

test("the pointer and the search name vertices, colours tell walk indices, pictures are saved", async (test) => {
  const { page, complaints } = await open(test);
  const panel = page.locator('.panel[data-side="right"]');
  await page.getByRole("slider", { name: "Edges removed" }).fill("900");
  await page.getByRole("combobox", { name: "Colours" }).selectOption("walk index");
  await panel.locator(".drawing").scrollIntoViewIfNeeded();
  await panel.locator(".drawing canvas").first().waitFor();
  const { adjacency: left } = prune(adjacency, ORDERS[0], 900);
  const indices = singletonWalkIndices(left, 2);
  const [degree, whole] = [degrees(left), degrees(adjacency)];
  const vertex = 17;
  await page.getByRole("searchbox", { name: "Find a vertex" }).fill(String(vertex));
  await expect.poll(() => page.locator(".found").textContent()).toContain(`right: class`);
  const said = (await page.locator(".found").textContent())!;
  expect(said.split("right: ")[1]).toContain(
    `${degree[vertex]} of ${whole[vertex]} ${whole[vertex] === 1 ? "edge" : "edges"}, walk index ${indices[vertex]}`,
  );
  // Where the ring is, the pointer finds the same vertex.
  const ring = panel.locator(".ring");
  await expect.poll(() => ring.isVisible()).toBe(true);
  // The view moves to the vertex: until it stands still.
  const place = async () => JSON.stringify(await ring.boundingBox());
  let before = "";
  await expect
    .poll(
      async () => {
        const moved = before;
        before = await place();
        return moved === before;
      },
      { interval: 500 },
    )
    .toBe(true);
  const { x, y, width, height } = (await ring.boundingBox())!;
  await page.getByRole("searchbox", { name: "Find a vertex" }).fill("");
  await expect.poll(() => ring.isVisible()).toBe(false);
  await page.mouse.move(x + width / 2, y + height / 2);
  await expect.poll(() => panel.locator(".tip div").first().textContent()).toBe(String(vertex));
  await page.getByRole("searchbox", { name: "Find a vertex" }).fill("nothing");
  expect(await page.locator(".found").textContent()).toBe('No vertex has "nothing" in its name.');

  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "save SVG" }).click();
  const svg = readFileSync(await (await saved).path(), "utf8");
  expect(svg).toContain("1-WIS: 900 of 1,200 edges removed");
  expect(svg.match(/M[\d.]+ [\d.]+L/g)).toHaveLength(1200 + 300);
  const image = page.waitForEvent("download");
  await page.getByRole("button", { name: "save PNG" }).click();
  expect((await image).suggestedFilename()).toBe("input-0-graph.png");
  expect([...readFileSync(await (await image).path()).subarray(1, 4)]).toEqual([...Buffer.from("PNG")]);
  expect(complaints).toEqual([]);
});

test("a sweep of one seed has curves, which have no spread to be named", async (test) => {
  const one = RECORDS.filter(({ seed }) => seed === 0);
  const single = join(folder, "one-seed.html");
  const parts = summarizeInputs(one).map((part) => ({
    ...part,
    picture: "The graph is not drawn.",
    structure: [],
  }));
  writeFileSync(single, htmlReport(parts));
  const { page, complaints } = await open(test);
  await page.goto(pathToFileURL(single).href);
  await page.getByRole("combobox", { name: "Bars" }).selectOption("ci");
  expect(await page.locator("svg.chart.wide").getAttribute("class")).toContain("show-ci");
  expect(complaints.filter((complaint) => !complaint.startsWith("asked for"))).toEqual([]);
});

test("names from records are text, and do nothing", async (test) => {
  const { page, complaints } = await open(test);
  expect(await page.locator("h2").textContent()).toBe(HOSTILE);
  await page.locator(".class").first().waitFor();
  expect(await page.locator(".class").first().textContent()).toBe(HOSTILE);
  expect(await page.locator("img").count()).toBe(0);
  expect(await page.title()).toBe(`Accuracy against sparsity: ${HOSTILE}`);
  expect(complaints).toEqual([]);
});

test("without WebGL the graph is drawn plainly, and the page says so", async (test) => {
  const { page, complaints } = await open(test, NO_WEBGL);
  const box = page.locator('.panel[data-side="right"] .drawing');
  await box.scrollIntoViewIfNeeded();
  await box.locator("canvas.plain").waitFor();
  await page.getByText("gives no WebGL").waitFor();
  const half = await inkOf(await box.screenshot());
  expect(half).toBeGreaterThan(3000);
  await page.getByRole("slider", { name: "Edges removed" }).fill(String(adjacency.edgeCount));
  await expect.poll(() => countsOf(page)).toEqual(leftBy("1-wis", adjacency.edgeCount));
  expect(await inkOf(await box.screenshot())).toBeLessThan(half);
  expect(complaints).toEqual([]);
});

test.for([
  [390, "light"],
  [390, "dark"],
  [1280, "light"],
  [1280, "dark"],
] as const)(
  "axe finds no violation at %i pixels, %s; no page wider than the screen, no chart cut off",
  async ([width, colorScheme], test) => {
    const browser = await openChromium(test, WEBGL);
    // Its own policy lets no script in, not even the examiner's.
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme,
      bypassCSP: true,
    });
    try {
      const page = await context.newPage();
      await page.goto(pathToFileURL(file).href);
      await page.addScriptTag({ path: createRequire(import.meta.url).resolve("axe-core/axe.min.js") });
      // As text: the project's types know no browser.
      const found = await page.evaluate<{ id: string; nodes: string[] }[]>(
        "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target }) => String(target)) })))",
      );
      expect(found).toEqual([]);
      expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(width);
      const chart = (await page.locator("svg.chart:visible").first().boundingBox())!;
      expect(chart.x).toBeGreaterThanOrEqual(0);
      expect(chart.x + chart.width).toBeLessThanOrEqual(width);
      const cut = await page.evaluate<string[]>(
        "[...document.querySelectorAll('.scroll')].filter((box) => box.scrollWidth > box.clientWidth && box.tabIndex !== 0).map(({ outerHTML }) => outerHTML.slice(0, 80))",
      );
      expect(cut).toEqual([]);
    } finally {
      await context.close();
    }
  },
);
