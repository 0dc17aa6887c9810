/**
 * Effective rank: the exponential of the entropy of the singular values' distribution.
 *
 * erank = exp(-sum over r of p_r ln p_r), p_r = sigma_r / (sum of all). Source: thesis Definition 1 (Roy and Vetterli
 * 2007). It is 1 for one non-zero singular value and K for K equal ones; the zero matrix, for which it is not defined,
 * gives 0.
 *
 * @param singularValues non-negative, in any order
 *
 * Complexity: O(length).
 */
export function effectiveRank(singularValues: ArrayLike<number>): number {
  let total = 0;
  for (let r = 0; r < singularValues.length; r++) total += singularValues[r];
  if (total === 0) return 0;
  let entropy = 0;
  for (let r = 0; r < singularValues.length; r++) {
    const share = singularValues[r] / total;
    if (share > 0) entropy -= share * Math.log(share);
  }
  return Math.exp(entropy);
}
