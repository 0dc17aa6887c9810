import { componentNorm } from "../dynamics/component-rates.js";
import { checkCount } from "../factorization.js";
import type { Slice } from "../slice.js";
import type { Probe } from "./trajectory.js";

/**
 * The largest norms of components, falling: of a CP factorization, or of the local components at a node (thesis Figures
 * 2.2, 3.1, C.2).
 *
 * @param name of the quantity; its columns are "name 1", "name 2", ...
 * @param components `components` of a CP factorization, `localComponents[v]` of a hierarchical one
 * @param count how many; zeros where there are fewer components
 *
 * Complexity: O(weights of the components) for every record.
 * @throws InputError where the count is no positive integer
 */
export function componentNormsProbe(
  name: string,
  components: readonly (readonly Slice[])[],
  count: number,
): Probe {
  checkCount(count, 1, "number of component norms");
  return {
    columns: Array.from({ length: count }, (_, r) => `${name} ${r + 1}`),
    measure(weights) {
      const norms = Float64Array.from(components, (slices) => componentNorm(slices, weights))
        .sort()
        .reverse();
      return Array.from({ length: count }, (_, r) => norms[r] ?? 0);
    },
  };
}
