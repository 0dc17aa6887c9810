import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { METHOD_FAMILIES, METHODS } from "../src/sparsify/catalog.js";
import { typeErrors } from "./support/doc-examples.js";
import { headingsOf, linksOf } from "./support/page-links.js";
import { runExample, runShell } from "./support/run-example.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const guide = readdirSync(`${root}docs/guide`).filter((file) => file.endsWith(".md"));
const pages = ["README.md", ...guide.map((file) => `docs/guide/${file}`)];
const written = [
  ...pages,
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "docs/architecture.md",
  "docs/accuracy.md",
  "docs/benchmarks.md",
  "docs/library.md",
  "docs/results/README.md",
  ...readdirSync(`${root}docs/development`).map((file) => `docs/development/${file}`),
];

interface Block {
  readonly language: string;
  readonly code: string;
  readonly line: number;
  /** what a comment before the block says: why it is not run */
  readonly reason: string | undefined;
}

/** The blocks of code of a page, with the comment `<!-- not run: reason -->` before them. */
function blocksOf(text: string): Block[] {
  return Array.from(
    text.matchAll(/(?:<!-- not run: ([^>]*) -->\n+)?^```(\w*)\n([\s\S]*?)^```$/gm),
    ({ 0: all, 1: reason, 2: language, 3: code, index }) => ({
      language,
      code,
      reason,
      line: text.slice(0, index + all.indexOf("```")).split("\n").length,
    }),
  );
}

const RUN = { ts: runTypeScript, sh: runShellBlock, console: runSession };

describe.each(pages)("%s", (page) => {
  const blocks = blocksOf(readFileSync(root + page, "utf8"));
  it("has code in languages that are run, or in those that are no programs of ours", () => {
    const languages = new Set(blocks.map(({ language }) => language));
    const known = [...Object.keys(RUN), "text", "json", "yaml", "csv", "html", "python"];
    expect([...languages].filter((language) => !known.includes(language))).toEqual([]);
  });

  const runnable = blocks.filter(({ language, reason }) => language in RUN && reason === undefined);
  it.runIf(runnable.length > 0)(
    "its code runs, one block after the other, in one empty folder",
    async () => {
      const folder = temporaryFolder();
      for (const { language, code, line } of runnable)
        await RUN[language as keyof typeof RUN](code, folder, `${page}:${line}`);
    },
    300_000,
  );
});

it("all TypeScript of README and guide is typed", () => {
  const blocks = pages.flatMap((page) =>
    blocksOf(readFileSync(root + page, "utf8"))
      .filter(({ language }) => language === "ts")
      .map(({ code, line }) => ({ code, place: `${page}:${line}` })),
  );
  const folder = `${root}dist/guide-examples`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [k, { code }] of blocks.entries()) writeFileSync(`${folder}/${k}.ts`, `${code}\nexport {};\n`);
  const errors = Array.from(typeErrors(folder), ([k, text]) => `${blocks[k].place}: ${text}`);
  expect(errors).toEqual([]);
});

async function runTypeScript(code: string, folder: string, place: string) {
  const { code: exit, stderr } = await runExample(code, folder);
  expect({ place, exit, stderr }).toEqual({ place, exit: 0, stderr: "" });
}

async function runShellBlock(code: string, folder: string, place: string) {
  const { code: exit, stderr } = await runShell(code, folder);
  expect({ place, exit, stderr: exit === 0 ? "" : stderr }).toEqual({ place, exit: 0, stderr: "" });
}

/** Commands after `$ `, each followed by what it prints on standard output, exactly. */
async function runSession(session: string, folder: string, place: string) {
  for (const [, command, expected] of session.matchAll(/^\$ (.*)\n((?:(?!\$ ).*\n)*)/gm)) {
    const { code, stdout, stderr } = await runShell(command, folder);
    const trimmed = (text: string) => text.replaceAll(/ +$/gm, "").trimEnd();
    expect({ place, command, code, stdout: trimmed(stdout), stderr: code === 0 ? "" : stderr }).toEqual({
      place,
      command,
      code: 0,
      stdout: trimmed(expected),
      stderr: "",
    });
  }
}

it.each(written)("%s links to files and headings that are there", (page) => {
  const broken = linksOf(readFileSync(root + page, "utf8")).filter((address) => !isThere(address, page));
  expect(broken).toEqual([]);
});

/** Pages that only the site has do not count: the text is read in the repository and in the package, too. */
function isThere(address: string, page: string): boolean {
  const [path, anchor] = address.split("#");
  const file = path === "" ? root + page : join(root, dirname(page), path);
  if (!existsSync(file)) return false;
  return anchor === undefined || headingsOf(readFileSync(file, "utf8")).includes(anchor);
}

it("the site's list of guide pages names every page of the guide, and no other", () => {
  const config = readFileSync(`${root}docs/.vitepress/config.mts`, "utf8");
  const [, list] = /const guide = \[([\s\S]*?)\n\];/.exec(config) ?? [];
  const named = Array.from((list ?? "").matchAll(/\["([\w-]+)",/g), ([, name]) => `${name}.md`);
  expect(named.toSorted()).toEqual(guide.toSorted());
});

it("the guide's pictures are what the library draws today", async () => {
  const file = `${root}docs/generate/pictures.mjs`;
  const { pictures } = (await import(file)) as { pictures: () => Record<string, string> };
  for (const [name, svg] of Object.entries(pictures()))
    expect(readFileSync(`${root}docs/guide/pictures/${name}`, "utf8")).toBe(svg);
});

it("every family of methods has a row in the guide's table, and its names are those of methods", () => {
  const page = readFileSync(`${root}docs/guide/choose.md`, "utf8").replaceAll("`3-wis`", "`wis`");
  const table = page.slice(page.indexOf("| chosen by"), page.indexOf("\n\n", page.indexOf("| chosen by")));
  const rows = [...table.matchAll(/^\| ([a-z ]+?) +\| (`.*?) +\|$/gm)].slice(1);
  const families = METHOD_FAMILIES.filter((family) => family !== "own");
  expect(rows.map(([, family]) => family).toSorted()).toEqual(families.toSorted());
  const named = rows.flatMap(([, , methods]) =>
    [...methods.matchAll(/`([a-z0-9-]+)`/g)].map(([, name]) => name),
  );
  expect(named.filter((name) => !Object.hasOwn(METHODS, name))).toEqual([]);
  expect(named.length).toBeGreaterThan(20);
});

it("would notice code that fails, a wrong value, a wrong output and a broken link", async () => {
  const folder = temporaryFolder();
  await expect(runTypeScript("1 + 1; // => 3", folder, "here")).rejects.toThrow();
  await expect(runShellBlock("seprank no-such-command", folder, "here")).rejects.toThrow();
  await expect(runSession("$ echo a\nb\n", folder, "here")).rejects.toThrow();
  await runTypeScript("[1, 2]; // => [1, 2]", folder, "here");
  await runSession("$ echo a\na\n$ echo b\nb\n", folder, "here");
  expect(isThere("docs/no-such-page.md", "README.md")).toBe(false);
  expect(isThere("CONTRIBUTING.md#no-such-heading", "README.md")).toBe(false);
});
