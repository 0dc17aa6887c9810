import { type Inputs, vectorInputs } from "../../factorization/inputs.js";
import type { Random } from "../../random.js";
import { createTensor } from "../../tensor/tensor.js";

/** A task of agreement between two halves of a row of places. */
export interface GlyphPairsOptions {
  /** N, even: places of the row */
  readonly places: number;
  /** D >= 2: numbers at a place, the first of which is 1 */
  readonly size: number;
  /** glyphs, >= 2 */
  readonly glyphs: number;
  /** standard deviation of the noise on every number but the first */
  readonly noise: number;
}

/** Rows and their labels. */
export interface GlyphPairs {
  /** [count, N * D], place after place */
  readonly inputs: Float64Array;
  /** [count], 0 or 1 */
  readonly labels: Uint8Array;
  readonly count: number;
}

/** [glyph][place of a half] numbers but the first */
export type Glyphs = readonly (readonly Float64Array[])[];

/** Glyphs whose numbers are independent standard normal. */
export function drawGlyphs({ places, size, glyphs }: GlyphPairsOptions, random: Random): Glyphs {
  return Array.from({ length: glyphs }, () =>
    Array.from({ length: places / 2 }, () => Float64Array.from({ length: size - 1 }, () => random.normal())),
  );
}

/**
 * Rows whose halves each show a glyph, uniform and with noise: IsSameClass (thesis section 3.6) so small that ranks are exact. The label,
 * 1 for every second row, says whether it is the same glyph; neither half alone tells it.
 *
 * Complexity: O(count N D).
 */
export function drawGlyphPairs(
  { places, size, noise }: GlyphPairsOptions,
  glyphs: Glyphs,
  count: number,
  random: Random,
): GlyphPairs {
  const inputs = new Float64Array(count * places * size);
  const labels = new Uint8Array(count);
  for (let s = 0; s < count; s++) {
    labels[s] = s % 2;
    const left = random.integer(glyphs.length);
    const other = random.integer(glyphs.length - 1);
    const right = labels[s] === 1 ? left : other + Number(other >= left);
    for (let n = 0; n < places; n++) {
      const numbers = glyphs[n < places / 2 ? left : right][n % (places / 2)];
      const at = (s * places + n) * size;
      inputs[at] = 1;
      numbers.forEach((number, d) => {
        inputs[at + 1 + d] = number + noise * random.normal();
      });
    }
  }
  return { inputs, labels, count };
}

/** The same rows as inputs of a factorization over the places. */
export function glyphInputs({ inputs, count }: GlyphPairs, { places, size }: GlyphPairsOptions): Inputs {
  return vectorInputs(
    Array<number>(places).fill(size),
    Array.from({ length: places }, (_, n) =>
      createTensor(
        [count, size],
        Float64Array.from(
          { length: count * size },
          (_, k) => inputs[(Math.floor(k / size) * places + n) * size + (k % size)],
        ),
      ),
    ),
  );
}
