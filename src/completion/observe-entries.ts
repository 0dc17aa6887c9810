import { InputError } from "../errors.js";
import { sampleEntries } from "../factorization/index.js";
import type { Random } from "../random.js";
import type { KnownEntries } from "./known-entries.js";

/** How many of the known entries a factorization sees: a fraction or a number. */
export type Observed = { readonly fraction: number } | { readonly count: number };

/** The entries that a factorization sees, and those that it is tested on. */
export interface Observation {
  readonly observed: KnownEntries;
  /** null where all known entries are observed */
  readonly heldOut: KnownEntries | null;
}

/** Observations are drawn and kept in sets, which hold no more. */
const MOST_OBSERVED = 2 ** 23;

/**
 * Draws the entries that are observed uniformly at random from those known; the others are held out.
 *
 * Complexity: O(known entries).
 * @throws InputError where the fraction leaves nothing, or more is asked for than is known
 */
export function observeEntries(known: KnownEntries, part: Observed, random: Random): Observation {
  const total = known.places.length;
  if ("fraction" in part && !(part.fraction > 0 && part.fraction <= 1))
    throw new InputError(`observed fraction: expected a number above 0, at most 1, got ${part.fraction}`);
  const count = "fraction" in part ? Math.round(part.fraction * total) : part.count;
  if (count < 1 || count > total)
    throw new InputError(
      `observed entries: expected 1 to ${total}, all that are known, got ${count}${"fraction" in part ? ` (${part.fraction} of ${total})` : ""}`,
    );
  if (count > MOST_OBSERVED)
    throw new InputError(
      `observed entries: expected at most ${MOST_OBSERVED}, got ${count}; observe a smaller part`,
    );
  if (count === total) return { observed: known, heldOut: null };
  const chosen = new Uint8Array(total);
  for (const [k] of sampleEntries([total], count, random)) chosen[k] = 1;
  const those = (mark: number): KnownEntries => ({
    shape: known.shape,
    places: known.places.filter((_, k) => chosen[k] === mark),
    values: known.values.filter((_, k) => chosen[k] === mark),
  });
  return { observed: those(1), heldOut: those(0) };
}
