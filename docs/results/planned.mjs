/** What the commands that run a plan of docs/results share: the built package, the plan's data sets, and when to stop. */

/**
 * A module of the built package.
 *
 * @param {string} command what the error calls the one who asks
 * @param {string} path below dist/
 */
export function built(command, path) {
  return import(new URL(`../../dist/${path}`, import.meta.url)).catch((cause) => {
    throw new Error(`${command}: expected the built package; npm run build makes it`, { cause });
  });
}

/** A data set of a leaderboard's plan: one that is known by name, or a generated one. */
export async function openPlanned(command, planned) {
  const { openDataset } = await built(command, "datasets/open.js");
  if (typeof planned === "string") return openDataset(planned);
  const { generateCitations } = await built(command, "datasets/generators.js");
  const { datasetDigest } = await built(command, "datasets/store/digest.js");
  const dataset = { ...generateCitations(planned.generate), name: planned.name };
  return { dataset, sha256: datasetDigest(dataset) };
}

/** Aborts after so many minutes, and at Ctrl-C and SIGTERM: what is finished is kept. */
export function endAfter(minutes) {
  const end = new AbortController();
  if (Number.isFinite(minutes)) setTimeout(() => end.abort(), 60_000 * minutes).unref();
  for (const name of ["SIGINT", "SIGTERM"]) process.once(name, () => end.abort());
  return end.signal;
}
