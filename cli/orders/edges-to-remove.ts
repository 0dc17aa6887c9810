import { InputError } from "../../src/errors.js";
import type { Amount } from "../options/option-values.js";

/**
 * How many edges an amount is: fractions are rounded to the nearest number.
 *
 * @throws InputError where it is less than none or more than there are
 */
export function edgesToRemove(amount: Amount, edgeCount: number): number {
  if ("fraction" in amount) {
    if (!(amount.fraction >= 0 && amount.fraction <= 1))
      throw new InputError(
        `--remove: expected a fraction from 0.0 to 1.0 (0% to 100%), got ${amount.fraction}; a whole number removes so many edges`,
      );
    return Math.round(amount.fraction * edgeCount);
  }
  if (amount.count < 0 || amount.count > edgeCount)
    throw new InputError(`--remove: expected 0 to ${edgeCount} edges, all there are, got ${amount.count}`);
  return amount.count;
}
