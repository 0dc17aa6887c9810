/** Draws the figures of all experiments anew, from the data in their figure.vl.json: npm run figures. */
import { access, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const { redrawExperiment } = await import("../../dist/src/report/index.js").catch(() => {
  throw new Error("figures: expected the built package; npm run build makes it");
});
const here = new URL(".", import.meta.url);
for (const { name } of (await readdir(here, { withFileTypes: true })).filter((entry) => entry.isDirectory())) {
  const folder = fileURLToPath(new URL(name, here));
  const isExperiment = await access(`${folder}/compare.json`).then(
    () => true,
    () => false,
  );
  // A record of tables alone has no figure.
  if (!isExperiment || !(await readdir(folder)).some((file) => file.endsWith(".svg"))) continue;
  for (const picture of await redrawExperiment(folder)) console.log(picture);
}
