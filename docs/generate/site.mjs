/** Writes the pages of the site that come from the code and the records: npm run docs. Needs the built package. */
import { mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { writePlayground } from "../playground/build.mjs";
import { writeApi } from "./api.mjs";
import { writeCommands } from "./commands.mjs";
import { writeExperiments } from "./experiments.mjs";
import { writeMethods } from "./methods.mjs";
import { writePictures } from "./pictures.mjs";

const docs = fileURLToPath(new URL("..", import.meta.url));
const writers = {
  "guide/pictures": writePictures,
  methods: writeMethods,
  commands: writeCommands,
  experiments: writeExperiments,
  api: writeApi,
  "public/playground": writePlayground,
};
const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(writers);
const unknown = wanted.filter((name) => !(name in writers));
if (unknown.length > 0)
  throw new Error(`expected some of ${Object.keys(writers).join(", ")}, got ${unknown}`);
for (const name of wanted) {
  await rm(`${docs}${name}`, { recursive: true, force: true });
  await mkdir(`${docs}${name}`);
  await writers[name](`${docs}${name}`);
}
