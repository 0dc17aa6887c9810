import { InputError } from "../errors.js";
import { FIGURE_2_HARIZ } from "./hariz-2022/figure-2.js";
import { FIGURE_3_HARIZ } from "./hariz-2022/figure-3.js";
import { FIGURE_4_HARIZ } from "./hariz-2022/figure-4.js";
import { FIGURE_5_HARIZ } from "./hariz-2022/figure-5.js";
import { FIGURE_6_HARIZ } from "./hariz-2022/figure-6.js";
import { FIGURE_7_HARIZ } from "./hariz-2022/figure-7.js";
import { TABLE_1_HARIZ } from "./hariz-2022/table-1.js";
import type { Experiment } from "./runs/experiment.js";
import { FIGURE_5_2 } from "./thesis/graph-networks/figure-5.2.js";
import { FIGURE_5_3 } from "./thesis/graph-networks/figure-5.3.js";
import { FIGURE_D_5 } from "./thesis/graph-networks/figure-d.5.js";
import { RELU_ORDER_RANK } from "./thesis/graph-networks/relu-order-rank.js";
import { TABLE_5_1 } from "./thesis/graph-networks/table-5.1.js";
import { THEOREM_CHECK } from "./thesis/graph-networks/theorem-check.js";
import { WIS_ORDER_RANK } from "./thesis/graph-networks/wis-order-rank.js";
import { FIGURE_3_1 } from "./thesis/hierarchical-factorization/figure-3.1.js";
import { FIGURE_3_6 } from "./thesis/hierarchical-factorization/figure-3.6.js";
import { FIGURE_C_2 } from "./thesis/hierarchical-factorization/figure-c.2.js";
import { FIGURE_C_3 } from "./thesis/hierarchical-factorization/figure-c.3.js";
import { FIGURE_C_4 } from "./thesis/hierarchical-factorization/figure-c.4.js";
import { FIGURE_C_5 } from "./thesis/hierarchical-factorization/figure-c.5.js";
import { FIGURE_C_6 } from "./thesis/hierarchical-factorization/figure-c.6.js";
import { FIGURE_C_7 } from "./thesis/hierarchical-factorization/figure-c.7.js";
import { LOCALITY_RANK } from "./thesis/hierarchical-factorization/locality-rank.js";
import { FIGURE_1_1 } from "./thesis/matrix-factorization/figure-1.1.js";
import { FIGURE_1_2 } from "./thesis/matrix-factorization/figure-1.2.js";
import { FIGURE_A_1 } from "./thesis/matrix-factorization/figure-a.1.js";
import { FIGURE_A_2 } from "./thesis/matrix-factorization/figure-a.2.js";
import { FIGURE_A_3 } from "./thesis/matrix-factorization/figure-a.3.js";
import { UNOBSERVED_ENTRY_FLOW } from "./thesis/matrix-factorization/unobserved-entry-flow.js";
import { FIGURE_2_2 } from "./thesis/tensor-factorization/figure-2.2.js";
import { FIGURE_2_3 } from "./thesis/tensor-factorization/figure-2.3.js";
import { FIGURE_B_1 } from "./thesis/tensor-factorization/figure-b.1.js";
import { FIGURE_B_2 } from "./thesis/tensor-factorization/figure-b.2.js";
import { FIGURE_B_3 } from "./thesis/tensor-factorization/figure-b.3.js";
import { RANK_ONE_TRAJECTORY } from "./thesis/tensor-factorization/rank-one-trajectory.js";
import { TABLE_B_1 } from "./thesis/tensor-factorization/table-b.1.js";

/** The experiments of the papers, by name; each stands in the file of its figure or table, with its plans. */
export const experiments: Readonly<Record<string, Experiment>> = Object.freeze({
  "figure-1.1": FIGURE_1_1,
  "figure-a.1": FIGURE_A_1,
  "figure-a.2": FIGURE_A_2,
  "unobserved-entry-flow": UNOBSERVED_ENTRY_FLOW,
  "figure-1.2": FIGURE_1_2,
  "figure-a.3": FIGURE_A_3,
  "figure-2.2": FIGURE_2_2,
  "figure-2.3": FIGURE_2_3,
  "table-b.1": TABLE_B_1,
  "figure-b.1": FIGURE_B_1,
  "figure-b.2": FIGURE_B_2,
  "figure-b.3": FIGURE_B_3,
  "rank-one-trajectory": RANK_ONE_TRAJECTORY,
  "figure-3.1": FIGURE_3_1,
  "figure-c.2": FIGURE_C_2,
  "figure-c.3": FIGURE_C_3,
  "figure-c.4": FIGURE_C_4,
  "figure-3.6": FIGURE_3_6,
  "figure-c.5": FIGURE_C_5,
  "figure-c.6": FIGURE_C_6,
  "figure-c.7": FIGURE_C_7,
  "figure-6-hariz": FIGURE_6_HARIZ,
  "locality-rank": LOCALITY_RANK,
  "figure-5.2": FIGURE_5_2,
  "theorem-check": THEOREM_CHECK,
  "wis-order-rank": WIS_ORDER_RANK,
  "relu-order-rank": RELU_ORDER_RANK,
  "figure-5.3": FIGURE_5_3,
  "figure-d.5": FIGURE_D_5,
  "table-5.1": TABLE_5_1,
  "figure-2-hariz": FIGURE_2_HARIZ,
  "figure-3-hariz": FIGURE_3_HARIZ,
  "figure-4-hariz": FIGURE_4_HARIZ,
  "figure-5-hariz": FIGURE_5_HARIZ,
  "figure-7-hariz": FIGURE_7_HARIZ,
  "table-1-hariz": TABLE_1_HARIZ,
});

/**
 * @throws InputError that names the known experiments
 *
 * @example
 * ```ts
 * import { experimentNamed } from "seprank/papers";
 *
 * experimentNamed("figure-1.1").source.startsWith("thesis"); // => true
 * ```
 */
export function experimentNamed(name: string): Experiment {
  if (Object.hasOwn(experiments, name)) return experiments[name];
  throw new InputError(`experiment: expected one of ${Object.keys(experiments).join(", ")}, got "${name}"`);
}
