/**
 * Writes README.md and figures.md of this folder from every experiment's compare.json and notes.md, and from missing.md: npm run results.
 * The package holds README.md and the records that it links to; figures, which are large, stay in the repository.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";

const { experiments } = await import("../../dist/src/papers/experiments.js").catch(() => {
  throw new Error("results: expected the built package; npm run build makes it");
});
const here = new URL(".", import.meta.url);
const entries = (await readdir(here, { withFileTypes: true })).filter((entry) => entry.isDirectory());
const folders = entries.map(({ name }) => name).sort();

const measured = new Map();
const rows = [];
const figures = [];
const failures = [];
const reasons = [];
const recorded = new Set();
let [asked, met] = [0, 0];
for (const folder of folders) {
  const text = await readFile(new URL(`${folder}/compare.json`, here), "utf8").catch(() => undefined);
  if (text === undefined) continue;
  const { experiment, title, source, scale, reduction, seconds, comparisons, plan = 1, sigma, takenOver } = JSON.parse(text);
  const checked = comparisons.filter(({ holds }) => holds !== undefined);
  const held = checked.filter(({ holds }) => holds).length;
  recorded.add(experiment);
  asked += checked.length;
  met += held;
  const pictures = (await readdir(new URL(`${folder}/`, here))).filter((file) => file.endsWith(".png"));
  const images = pictures.map((file) => `![${title}](${folder}/${file})`);
  figures.push(
    `## ${experiment}\n\n${title} (${source}).\n\n${images.join("\n\n")}`.trimEnd(),
  );
  rows.push(
    `| [${experiment}](${folder}/compare.json)${sigma ? ` (sigma: ${sigma})` : ""} | ${title} (${source}) | ${scale}, ${seconds} s${takenOver ? " (rest taken over)" : ""} | ${held} of ${checked.length} |`,
  );
  for (const { quantity, paper, ours, criterion, holds } of checked)
    if (!holds)
      failures.push(`| ${experiment} | ${quantity} | ${paper ?? ""} | ${shown(ours)} | ${criterion} |`.replaceAll(" | |", " |  |"));
  // What is known about why criteria did not hold: told only where one did not.
  const notes = await readFile(new URL(`${folder}/notes.md`, here), "utf8").catch(() => undefined);
  if (held < checked.length && notes !== undefined)
    reasons.push(`- **${experiment}**: ${notes.trim().replaceAll(/\s+/g, " ")}`);
  if (reduction) rows.push(`| | _${reduction}_ | | |`);
  const now = experiments[experiment]?.plan ?? 1;
  // What took over parts or trials of an earlier run, or ran another plan, does not tell how long the command takes.
  if (plan === now && !takenOver) measured.set(experiment, { ...measured.get(experiment), [scale]: seconds });
  // A record says what was run then, not what the command would run today.
  if (plan < now)
    rows.push(`| | **Older than its plan** (record: ${plan}, now: ${now}); the same command gives other numbers | | |`);
}

const missing = await readFile(new URL("missing.md", here), "utf8");
const absent = Object.entries(experiments)
  .filter(([name]) => !recorded.has(name))
  .map(
    ([name, { title, source }]) =>
      `- **${name}** (${source}): ${title}. \`seprank reproduce ${name} -o docs/results/${name}\`; it has not been run to its end.`,
  );

function shown(value) {
  return typeof value === "number" ? String(Number(value.toPrecision(4))) : value;
}

await writeFile(
  new URL("README.md", here),
  `# What was run

Written by \`npm run results\` from the \`compare.json\` of every experiment, which \`seprank reproduce NAME\` writes, and from the
\`notes.md\` beside it, which people write. Figures are drawn from the data in their \`figure.vl.json\`, by \`npm run figures\` anew. Of
records made before the specification held the data, it was read back from the SVG then drawn: to nine digits where points were marked,
to a thousandth of a pixel along lines, error bars and bands. Seconds are those of the run that made the record, many of them beside other work: no measure of speed. Criteria stand in the experiments' code; those that did not hold are listed below. Four were changed after a first run had been seen: that the determinant keeps
its sign is asked of balanced runs only (the lemma is about those), figures 1.2 and A.3 leave out the fewest and the most observations (they
do not tell the tensor, or leave a single entry to find), figure A.2 asks for half of what theory says about the entry, not nine
tenths, and figures 5.3 and D.5 no longer ask for a mean above the rival's at every single level.

${met} of ${asked} criteria hold, in ${recorded.size} records (in 0.2.0: 216 of 258; earlier in the work on it: 191 of 234, in 30). In the repository, \`figures.md\` beside this page shows
all figures.

| experiment | what | scale | criteria that hold |
| --- | --- | --- | ---: |
${rows.join("\n")}

## What is not here
${absent.length > 0 ? `\nNot run yet:\n\n${absent.join("\n")}\n` : ""}
Not to be had on two cores, not as published, or not run for want of time:

${missing}
## Criteria that did not hold

| experiment | quantity | paper | ours | criterion |
| --- | --- | --- | --- | --- |
${failures.join("\n")}
${reasons.length > 0 ? `\n## Why, as far as is known\n\n${reasons.join("\n")}\n` : ""}`,
);

await writeFile(
  new URL("figures.md", here),
  `# Figures of the papers' experiments

Written by \`npm run results\`. What they show, and which criteria hold: [what was run](README.md).

${figures.join("\n\n")}
`,
);

const seconds = [...measured].sort(([one], [other]) => (one < other ? -1 : 1));
await writeFile(
  new URL("../../src/papers/measured-seconds.ts", here),
  `import type { Scale } from "./runs/experiment.js";

/**
 * Seconds of the runs that made the records of docs/results, many of them beside other work: by experiment and scale.
 *
 * Written by \`npm run results\`; see \`measuredDuration\`.
 */
export const MEASURED_SECONDS: Readonly<Record<string, Readonly<Partial<Record<Scale, number>>>>> =
  Object.freeze({
${seconds.map(([name, scales]) => `    "${name}": { ${Object.entries(scales).map(([scale, value]) => `${scale}: ${value}`).join(", ")} },`).join("\n")}
  });
`,
);
