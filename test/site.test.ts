import { existsSync, readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { describe, expect, it, type TestContext } from "vitest";
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
      ]) {
        await page.goto(base + name);
        const width = await page.evaluate("document.documentElement.scrollWidth");
        expect({ name, width }).toEqual({ name, width: 390 });
      }
      expect(faults).toEqual([]);
    });
  },
);

/** A page of a browser, the address of the site two folders below a server's root, and what went wrong since. */
async function open(
  test: TestContext,
  width: number,
): Promise<{ page: Page; base: string; faults: string[] }> {
  const types: Record<string, string> = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
  };
  const server = await serve(async (request, response) => {
    const path = decodeURI(new URL(request.url ?? "", "http://host").pathname);
    const file = path.startsWith("/deep/er/") ? join(site, path.slice("/deep/er/".length)) : "";
    const bytes = await readFile(file).catch(() => undefined);
    const type = types[extname(file)] ?? (extname(file) === ".svg" ? "image/svg+xml" : "image/png");
    response.writeHead(bytes === undefined ? 404 : 200, { "content-type": type }).end(bytes);
  });
  const base = `${server}/deep/er/`;
  const browser = await openChromium(test);
  const page = await browser.newPage({ viewport: { width, height: 844 } });
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
  });
  await page.route("**", (route) => {
    const address = route.request().url();
    if (address.startsWith(base)) return route.continue();
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
