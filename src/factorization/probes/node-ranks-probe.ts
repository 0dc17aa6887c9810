import { effectiveRank } from "../../tensor/effective-rank.js";
import { matricize } from "../../tensor/matricization.js";
import { checkRankTolerance } from "../../tensor/numerical-rank.js";
import { singularValues } from "../../tensor/svd.js";
import type { HierarchicalFactorization } from "../models/hierarchical-factorization.js";
import type { Probe } from "./trajectory.js";

/**
 * At every node of the mode tree but the root, the rank and the effective rank of the end tensor's matricization: the hierarchical tensor
 * rank, which is the separation rank of the network's function between the node's modes and the others, and its smooth surrogate.
 *
 * Source: thesis Definitions 1 and 7, Proposition 9.
 *
 * @param tolerance of the rank, relative to the largest singular value, in [0, 1); default 1e-2, for weights that are learned
 *
 * Complexity: the end tensor and, for every record, one singular value decomposition at every node; nodes whose modes are each other's
 * complement share one.
 * @throws InputError where the tolerance is out of range
 */
export function nodeRanksProbe({ tree, endTensor }: HierarchicalFactorization, tolerance = 1e-2): Probe {
  checkRankTolerance(tolerance);
  const nodes = tree.nodes.slice(0, -1).map(({ modes }) => modes);
  return {
    columns: nodes.flatMap((modes) => [`rank {${modes.join(",")}}`, `effective rank {${modes.join(",")}}`]),
    measure(weights) {
      const tensor = endTensor(weights);
      const found = new Map<string, [number, number]>();
      return nodes.flatMap((modes) => {
        // The side with mode 0 names a pair of complementary nodes.
        const side = modes[0] === 0 ? modes : tensor.shape.map((_, n) => n).filter((n) => !modes.includes(n));
        const key = side.join();
        let ranks = found.get(key);
        if (ranks === undefined) {
          const values = singularValues(matricize(tensor, modes));
          ranks = [values.filter((value) => value > tolerance * values[0]).length, effectiveRank(values)];
          found.set(key, ranks);
        }
        return ranks;
      });
    },
  };
}
