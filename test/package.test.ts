import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize, posix } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { publint } from "publint";
import { afterAll, beforeAll, expect, it, type TestContext } from "vitest";
import { generateCitations } from "../datasets/graphs/citations.js";
import { readGraph, writeGraph } from "../src/graph/formats/formats.js";
import { openChromium } from "./support/chromium.js";
import { serve } from "./support/file-server.js";
import { headingsOf, linksOf } from "./support/page-links.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const VITE = join(root, "node_modules/vite/bin/vite.js");
/** An optional peer: not there after `npm ci`, but the example takes it where it is. */
const WEBGPU = "node_modules/@tensorflow/tfjs-backend-webgpu";
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

let packed: Packed;
const tarballs = mkdtempSync(join(tmpdir(), "seprank-test-"));

// Without the scripts, which would build anew.
beforeAll(() => {
  const text = execFileSync("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", tarballs], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const parsed = JSON.parse(text) as Packed[] | Record<string, Packed>;
  packed = Object.values(parsed)[0];
});
afterAll(() => rmSync(tarballs, { recursive: true }));

it("the tarball is below 1.5 MB, and has no maps, no tests, and doc comments in its declarations only", () => {
  expect(packed.size).toBeLessThan(1_500_000);
  const paths = packed.files.map(({ path }) => path);
  expect(paths.filter((path) => /\.map$|^dist\/(test|benchmarks)\//.test(path))).toEqual([]);
  const [code, types] = ["js", "d.ts"].map((ending) =>
    readFileSync(`${root}dist/src/sparsify/wis/one-wis.${ending}`, "utf8"),
  );
  expect(code).not.toContain("Complexity:");
  expect(types).toContain("Complexity:");
});

it("every link of every page in the tarball leads to a file or folder in it, and to a heading that is there", () => {
  const paths = new Set(packed.files.map(({ path }) => path));
  const folders = new Set([...paths].flatMap(foldersAbove));
  const pages = [...paths].filter((path) => path.endsWith(".md"));
  const dead: string[] = [];
  let links = 0;
  for (const page of pages)
    for (const address of linksOf(readFileSync(root + page, "utf8"))) {
      links++;
      const [path, heading] = address.split("#");
      const target = path === "" ? page : posix.join(posix.dirname(page), path).replace(/\/$/, "");
      const isThere =
        heading === undefined
          ? paths.has(target) || folders.has(target)
          : paths.has(target) && headingsOf(readFileSync(root + target, "utf8")).includes(heading);
      if (!isThere) dead.push(`${page}: ${address}`);
    }
  expect(["README.md", "CHANGELOG.md", "CONTRIBUTING.md"].filter((file) => !pages.includes(file))).toEqual(
    [],
  );
  expect(links).toBeGreaterThan(100);
  expect(dead).toEqual([]);
});

function foldersAbove(path: string): string[] {
  const folder = posix.dirname(path);
  return folder === "." ? [] : [folder, ...foldersAbove(folder)];
}

it("publint finds nothing in the tarball", async () => {
  const bytes = readFileSync(join(tarballs, packed.filename));
  const tarball = new Uint8Array(bytes).buffer;
  const { messages } = await publint({ strict: true, pack: { tarball } });
  expect(messages).toEqual([]);
});

/** A folder as `npm install seprank-VERSION.tgz` leaves it: the tarball's files, and what they depend on, nothing else. */
function installTarball(): string {
  const folder = temporaryFolder();
  const own = join(folder, "node_modules/seprank");
  mkdirSync(own, { recursive: true });
  execFileSync("tar", ["-xzf", join(tarballs, packed.filename), "-C", own, "--strip-components=1"]);
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
  };
  const links = Object.entries(packages)
    .filter(([path, { dev = false }]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) && !dev)
    .map(([path]) => path);
  for (const path of [...links, WEBGPU].filter((path) => existsSync(join(root, path)))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(join(root, path), join(folder, path), "dir");
  }
  return folder;
}

/** The example's page, built by vite as the example says, and served as most servers do: without a header that would isolate it. */
async function openExample(test: TestContext): Promise<{ page: Page; complaints: string[] }> {
  const browser = await openChromium(test, [
    "--enable-unsafe-webgpu",
    "--use-webgpu-adapter=swiftshader",
    "--enable-features=Vulkan",
  ]);
  const folder = installTarball();
  const example = join(folder, "page");
  cpSync(join(folder, "node_modules/seprank/examples/train-in-browser"), example, { recursive: true });
  const node = (...args: string[]) => execFileSync(process.execPath, args, { cwd: example, stdio: "pipe" });
  node("copy-wasm.mjs");
  node(VITE, "build", "--logLevel", "error");
  const built = join(example, "dist");
  const address = await serve(({ url = "/" }, response) => {
    const file = join(built, normalize(url === "/" ? "/index.html" : url));
    const type = TYPES[extname(file)];
    if (type === undefined || !existsSync(file)) response.writeHead(404).end();
    else response.setHeader("content-type", type).end(readFileSync(file));
  });
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!/^(blob:|data:)/.test(request.url()) && !request.url().startsWith(address))
      complaints.push(request.url());
  });
  await page.goto(address);
  expect(await page.evaluate("crossOriginIsolated")).toBe(false);
  return { page, complaints };
}

/** Drops a file on the page, as a hand does. */
async function drop(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await page.evaluate(
    `{
      const bytes = Uint8Array.from(atob(${JSON.stringify(Buffer.from(bytes).toString("base64"))}), (c) => c.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], ${JSON.stringify(name)}));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }`,
  );
}

it("a page that vite makes of the tarball sparsifies a dropped graph and trains a GCN in a worker", async (test) => {
  const { page, complaints } = await openExample(test);
  const says = (text: string | RegExp) => page.getByRole("status").filter({ hasText: text }).waitFor();

  await drop(page, "edges.csv", Buffer.from("source,target\na,b\nb,c\n"));
  await says("edges.csv: has no vertex labels to train on");
  await drop(page, "broken.npz", Buffer.from("PK"));
  await says("broken.npz");

  // Progress is seen while it trains, and not only at the end.
  await page.evaluate(`{
    const bar = document.querySelector("progress");
    globalThis.seen = new Set();
    new MutationObserver(() => seen.add(bar.value)).observe(document.querySelector("#status"), { childList: true });
  }`);
  const dataset = generateCitations({
    ...{ vertices: 300, edges: 800, features: 60, featuresPerVertex: 6, maxAttractiveness: 40 },
  });
  await drop(page, "citations.npz", await writeGraph(dataset, "npz"));
  await says(/^citations\.npz: trained on (wasm|webgpu)/);
  const said = (await page.getByRole("status").textContent()) as string;
  const hasAdapter = await page.evaluate(
    "(async () => (await navigator.gpu?.requestAdapter()) instanceof Object)()",
  );
  // A GPU that is there is used, or why it is not is said.
  if (hasAdapter) expect(said).toMatch(/trained on (webgpu$|wasm \(.*webgpu)/);
  expect((await page.evaluate("seen.size")) as number).toBeGreaterThan(20);

  const rows = await page.locator("#results tr").allTextContents();
  const cells = rows.map((row) => /^(all|left by 1-wis)(\d{3})(\d{2,3}?)([\d.]+) %$/.exec(row)?.slice(1));
  expect(cells.map((row) => row?.slice(0, 2))).toEqual([
    ["all", "800"],
    ["left by 1-wis", "400"],
  ]);
  expect(complaints).toEqual([]);

  // What is downloaded is what the library gives here.
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#pruned")]);
  expect(download.suggestedFilename()).toBe("citations-1-wis-50.csv");
  const { adjacency } = await readGraph(readFileSync(await download.path()), { name: "pruned.csv" });
  expect(adjacency.edgeCount).toBe(400);
}, 90_000);
