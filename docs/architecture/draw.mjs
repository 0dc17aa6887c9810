/**
 * Draws house.svg from the code: `npm run house`. Floors and the order of their corridors are those that the rule file
 * checks (.dependency-cruiser.cjs); the numbers of files and of imports are counted.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, normalize } from "node:path/posix";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { house, cli } = createRequire(import.meta.url)("../../.dependency-cruiser.cjs");

/** Floors from the ground up, as they are drawn: those of one level stand side by side. */
const floors = [...house, { floor: "cli", corridors: cli, on: house.map(({ floor }) => floor) }];
const levels = levelsOf(floors);

const files = (await Promise.all(["src", "datasets", "cli"].map(listFiles))).flat();
const corridorOf = (file) => {
  const corridors = floors.flatMap(({ floor, corridors }) =>
    corridors.map((corridor) => ({ floor, corridor })),
  );
  return (
    corridors.find(({ corridor }) => corridor === file) ??
    corridors.find(({ corridor }) => corridor === dirname(file))
  );
};

const counts = new Map();
const imports = new Map();
for (const file of files) {
  const from = corridorOf(file);
  if (from === undefined) continue;
  counts.set(from.corridor, (counts.get(from.corridor) ?? 0) + 1);
  const text = await readFile(join(root, file), "utf8");
  for (const [, specifier] of text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)) {
    const to = corridorOf(normalize(join(dirname(file), specifier)).replace(/\.js$/, ".ts"));
    if (to === undefined || to.floor === from.floor) continue;
    const key = `${from.floor} ${to.floor}`;
    imports.set(key, (imports.get(key) ?? 0) + 1);
  }
}

await writeFile(new URL("house.svg", import.meta.url), draw());

/** A floor stands one level above the highest floor that it imports from. */
function levelsOf(all) {
  const level = new Map();
  for (const { floor, on } of all)
    level.set(floor, on.length === 0 ? 0 : 1 + Math.max(...on.map((name) => level.get(name) ?? 0)));
  const highest = Math.max(...level.values());
  return Array.from({ length: highest + 1 }, (_, at) => all.filter(({ floor }) => level.get(floor) === at));
}

async function listFiles(folder) {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const nested = entries.map((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return listFiles(path);
    return /\.(ts|css)$/.test(entry.name) && !entry.name.includes(".generated.") ? [path] : [];
  });
  return (await Promise.all(nested)).flat();
}

function draw() {
  const WIDTH = 1120;
  const LINE = 17;
  const GAP = 10;
  const PAD = 10;
  const parts = [];
  let y = GAP;
  for (const level of [...levels].reverse()) {
    const width = (WIDTH - GAP * (level.length + 1)) / level.length;
    const cards = level.map(({ floor, corridors }) => {
      const names = corridors.map((corridor) => {
        const count = counts.get(corridor) ?? 0;
        const name = corridor.replace(/^src\//, "").replace(new RegExp(`^${floor}/`), "");
        return corridor.endsWith(".ts") ? name : `${name} ${count}`;
      });
      const below = [...imports]
        .filter(([key]) => key.startsWith(`${floor} `))
        .map(([key, count]) => ({ floor: key.split(" ")[1], count }))
        .sort((a, b) => b.count - a.count)
        .map(({ floor, count }) => `${floor} ${count}`);
      return {
        floor,
        corridors: wrap(names, width - 2 * PAD, "  →  "),
        below: below.length === 0 ? [] : wrap(below, width - 2 * PAD, ", ", "imports "),
      };
    });
    const lines = Math.max(...cards.map(({ corridors, below }) => corridors.length + below.length));
    const height = 2 * PAD + LINE * (lines + 1);
    cards.forEach(({ floor, corridors, below }, at) => {
      const x = GAP + at * (width + GAP);
      parts.push(`<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>`);
      const text = (line, css, content) =>
        parts.push(
          `<text class="${css}" x="${x + PAD}" y="${y + PAD + LINE * line - 4}">${escapeText(content)}</text>`,
        );
      text(1, "floor", floor);
      corridors.forEach((content, line) => {
        text(line + 2, "corridor", content);
      });
      below.forEach((content, line) => {
        text(corridors.length + line + 2, "imports", content);
      });
    });
    y += height + GAP;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" role="img">
<title>The floors of seprank, from the ground (bottom) to the command line (top)</title>
<style>
rect { fill: #f5f7fa; stroke: #9aa5b1; }
text { font: 12.5px ui-sans-serif, system-ui, sans-serif; fill: #1f2933; }
.floor { font-weight: 700; font-size: 14px; }
.imports { fill: #616e7c; font-style: italic; }
</style>
<rect width="${WIDTH}" height="${y}" style="fill:#fff;stroke:none"/>
${parts.join("\n")}
</svg>
`;
}

function wrap(words, width, separator, head = "") {
  const most = Math.floor(width / 6.6);
  const lines = [head];
  words.forEach((word, at) => {
    const piece = at === words.length - 1 ? word : word + separator;
    if (lines.at(-1).length > head.length && (lines.at(-1) + piece).trimEnd().length > most) lines.push("");
    lines[lines.length - 1] += piece;
  });
  return lines.map((line) => line.trim());
}

function escapeText(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
