import type { TrialOptions } from "../../evaluate/trials/record.js";

type Split = TrialOptions["split"];

/** How trials were split, as the value of a fact. */
export function splitFact(split: Split): string {
  if ("given" in split)
    return split.given === 1
      ? "given with the data"
      : `the ${split.given} given with the data, in turn by seed`;
  const shares = Object.entries(split).map(([part, share]) => `${part} ${share}`);
  return `random, ${shares.join(", ")}`;
}

/** How seeds were split, as the end of a sentence about them: "over 5 seeds, ...". */
export function splitOfSeeds(split: Split): string {
  if (!("given" in split)) return "each with its own split";
  return split.given === 1
    ? "all on the split that came with the data"
    : `each on one of the ${split.given} splits that came with the data`;
}
