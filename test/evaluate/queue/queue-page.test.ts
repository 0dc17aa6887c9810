import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SCENARIOS } from "../../soak/scenarios.js";

test("every line of docs/development/queue.md names tests and scenarios that are there", () => {
  const rows = readFileSync("docs/development/queue.md", "utf8")
    .split("\n")
    .filter((line) => /^\| (?!-|what |bad )/.test(line));
  expect(rows.length).toBeGreaterThan(18);
  for (const row of rows) {
    const shown = [...row.matchAll(/`(test\/[^`]+)`: ((?:"[^"]+"(?:, )?)+)/g)].flatMap(([, path, titles]) =>
      [...titles.matchAll(/"([^"]+)"/g)].map(([, title]) => ({ path, title })),
    );
    const scenarios = [...row.matchAll(/`(queue-[^`]+)`/g)].map(([, name]) => name);
    expect(shown.length + scenarios.length, row).toBeGreaterThan(0);
    for (const { path, title } of shown)
      expect(readFileSync(path, "utf8"), path).toContain(JSON.stringify(title));
    for (const name of scenarios) expect(Object.keys(SCENARIOS)).toContain(name);
  }
});
