import type { Comparison } from "../../runs/experiment.js";
import type { UnobservedEntryOutcome } from "./unobserved-entry-run.js";

/**
 * Whether the determinant of every run kept its sign at every recorded step, as it does under gradient flow from a balanced start (thesis
 * Lemma 6); of unbalanced starts, about which the lemma says nothing, it is only reported.
 */
export function signComparison(
  what: string,
  outcomes: readonly UnobservedEntryOutcome[],
  balanced: boolean,
): Comparison {
  const kept = outcomes.filter(({ records, signKept }) => signKept === records).length;
  return {
    quantity: `${what}: ${balanced ? "balanced" : "unbalanced"} runs whose determinant kept its sign`,
    paper: balanced ? "all, under gradient flow" : null,
    ours: `${kept} of ${outcomes.length}`,
    ...(balanced ? { criterion: "all", holds: kept === outcomes.length } : {}),
  };
}

/**
 * Whether balanced runs keep the determinant's sign down to a smaller loss where steps and starts are smaller: they lose it by the length
 * of their steps. At depth 2 the flow's determinant falls like exp(-t) and steps of length eta leave an error of about eta, so that every
 * step but an infinitesimal one loses it, after a time of about log(1 / eta); from depth 3 on it falls like a power of t.
 */
export function divertComparison(what: string, outcomes: readonly UnobservedEntryOutcome[]): Comparison {
  const at = outcomes.map(({ signLostAt }) => signLostAt ?? 0);
  return {
    quantity: `${what}, balanced, by falling learning rate and initialization: loss at which the determinant changed sign`,
    paper: "smaller ones divert later",
    ours: at.map((loss) => (loss === 0 ? "never" : loss.toPrecision(2))).join(", "),
    criterion: "smaller at the smallest than at the largest, or never",
    holds: at.length > 0 && (at[at.length - 1] < at[0] || at[at.length - 1] === 0),
  };
}

/** Whether a theorem's bounds held at every recorded step, while the determinant had the sign that the theorem is about. */
export function boundsComparison(
  what: string,
  equations: string,
  outcomes: readonly UnobservedEntryOutcome[],
): Comparison {
  const looked = outcomes.reduce((sum, { signKept }) => sum + signKept, 0);
  const broken = outcomes.reduce((sum, { broken }) => sum + (broken ?? 0), 0);
  return {
    quantity: `${what}: recorded steps at which bounds ${equations} do not hold`,
    paper: 0,
    ours: broken,
    criterion: `0 of ${looked} (steps with the determinant's sign kept)`,
    holds: broken === 0 && looked > 0,
  };
}

/**
 * Whether the unobserved entry grew as theory says: with the determinant's sign kept it is at least about |z z'| / (|epsilon| + sqrt(2
 * loss)), however the loss is distributed.
 */
export function growthComparison(
  { name, entry, loss, outcome }: UnobservedEntryOutcome,
  least: number,
  because: string,
): Comparison {
  return {
    quantity: `${name}: |unobserved entry| at loss ${loss.toPrecision(2)} (${outcome})`,
    paper: null,
    ours: entry,
    criterion: `>= ${Number(least.toPrecision(3))} (${because})`,
    holds: entry >= least,
  };
}
