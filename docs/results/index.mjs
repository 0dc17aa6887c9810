/** Writes README.md of this folder from every experiment's compare.json: npm run results. */
import { readdir, readFile, writeFile } from "node:fs/promises";

const here = new URL(".", import.meta.url);
const entries = (await readdir(here, { withFileTypes: true })).filter((entry) => entry.isDirectory());
const folders = entries.map(({ name }) => name).sort();

const rows = [];
const failures = [];
for (const folder of folders) {
  const text = await readFile(new URL(`${folder}/compare.json`, here), "utf8").catch(() => undefined);
  if (text === undefined) continue;
  const { preset, title, source, scale, reduction, seconds, comparisons } = JSON.parse(text);
  const checked = comparisons.filter(({ holds }) => holds !== undefined);
  const held = checked.filter(({ holds }) => holds).length;
  const pictures = (await readdir(new URL(`${folder}/`, here))).filter((file) => file.endsWith(".png"));
  const links = pictures.map((file) => `[${file.replace(/\.png$/, "")}](${folder}/${file})`).join(", ");
  rows.push(
    `| [${preset}](${folder}/compare.json) | ${title} (${source}) | ${scale}, ${seconds} s | ${held} of ${checked.length} | ${links} |`,
  );
  for (const { quantity, paper, ours, criterion, holds } of checked)
    if (!holds)
      failures.push(`| ${preset} | ${quantity} | ${paper ?? ""} | ${shown(ours)} | ${criterion} |`.replaceAll(" | |", " |  |"));
  if (reduction) rows.push(`| | _${reduction}_ | | | |`);
}

function shown(value) {
  return typeof value === "number" ? String(Number(value.toPrecision(4))) : value;
}

await writeFile(
  new URL("README.md", here),
  `# What was run

Written by \`npm run results\` from the \`compare.json\` of every experiment, which \`seprank reproduce NAME\` writes. A criterion is stated before
the run in the experiment's code; those that did not hold are listed below.

| experiment | what | scale | criteria that hold | pictures |
| --- | --- | --- | ---: | --- |
${rows.join("\n")}

## Criteria that did not hold

| experiment | quantity | paper | ours | criterion |
| --- | --- | --- | --- | --- |
${failures.join("\n")}
`,
);
