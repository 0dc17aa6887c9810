/** What a search for a parameter came to. */
export interface Fitting<Result> {
  readonly parameter: number;
  readonly result: Result;
}

/**
 * The search for a parameter, for methods whose parameter does not give a size: the smallest parameter of first, first + step,
 * first + 2 step, ... whose result fits.
 *
 * Doubles the number of steps until a result fits, then halves the gap. Where fitting is not monotone in the parameter, it is a parameter
 * that fits and whose predecessor, by a step, does not.
 *
 * @param last the largest parameter tried
 * @returns null where none that was tried fits
 *
 * Complexity: O(log((last - first) / step)) calls of `run`.
 */
export function smallestFitting<Result>(
  { first, step, last }: { readonly first: number; readonly step: number; readonly last: number },
  run: (parameter: number) => Result,
  fits: (result: Result) => boolean,
): Fitting<Result> | null {
  const at = (k: number): Fitting<Result> => {
    const parameter = first + k * step;
    return { parameter, result: run(parameter) };
  };
  const most = Math.max(0, Math.ceil((last - first) / step));
  let low = -1; // does not fit
  let high = 0;
  let best = at(0);
  while (!fits(best.result)) {
    if (high === most) return null;
    low = high;
    high = Math.min(most, 2 * high + 1);
    best = at(high);
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const candidate = at(middle);
    if (fits(candidate.result)) {
      best = candidate;
      high = middle;
    } else low = middle;
  }
  return best;
}
