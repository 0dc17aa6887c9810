// npm run soak -- [NAME...] [--times N] [--seed S]
//
// Disturbs the program: kills, full disks, closed pipes, lost children, two at once. Nothing may be lost, nothing done twice, and the result
// must be that of an undisturbed run, to the bit.
import { parseArgs } from "node:util";
import { createRandom } from "../../src/random.js";
import { SCENARIOS } from "./scenarios.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: "string", default: "100" }, seed: { type: "string", default: "1" } },
});
const names = positionals.length === 0 ? Object.keys(SCENARIOS) : positionals;
const unknown = names.filter((name) => !Object.hasOwn(SCENARIOS, name));
const times = Number(values.times);
if (unknown.length > 0 || !(Number.isInteger(times) && times > 0)) {
  const list = Object.entries(SCENARIOS).map(([name, { about }]) => `  ${name.padEnd(20)} ${about}`);
  process.stderr.write(`soak: expected some of these, and --times as a number >= 1\n${list.join("\n")}\n`);
  process.exit(2);
}
for (const name of names) {
  const began = Date.now();
  let line: string;
  try {
    line = await SCENARIOS[name].run(times, createRandom(Number(values.seed), name));
  } catch (error) {
    process.exitCode = 1;
    line = `FAILED: ${error instanceof Error ? error.message : error}`;
  }
  process.stdout.write(`${name}: ${line} (${((Date.now() - began) / 1000).toFixed(0)} s)\n`);
}
