import { createRandom } from "../../../random.js";
import type { Experiment, ExperimentContext, ExperimentResult, Scale } from "../../runs/experiment.js";
import { closedForms } from "./closed-form-graphs.js";
import { checkBatch, KINDS, type TheoremCases, type TheoremCheckPlan } from "./theorem-cases.js";
import type { CheckedKind } from "./theorem-check-figure.js";
import { theoremCheckResult } from "./theorem-check-result.js";

export const THEOREM_CHECK_PLANS: Readonly<Record<Scale, TheoremCheckPlan>> = Object.freeze({
  small: { cases: 2400, vertices: 7, points: 96 },
  full: { cases: 12_000, vertices: 7, points: 256 },
});

/** Theorems 7, 8, 10 and 11 on random graphs, all their partitions and random weights, ranks in exact arithmetic. */
export const theoremCheck =
  (plans: Readonly<Record<Scale, TheoremCheckPlan>>) =>
  async (context: ExperimentContext): Promise<ExperimentResult> => {
    const plan = plans[context.scale];
    const results: CheckedKind[] = [];
    for (const [k, kind] of KINDS.entries()) {
      const batches: TheoremCases[] = [];
      for (let decided = 0; decided < plan.cases / KINDS.length; ) {
        const name = `kind-${k}-${batches.length}`;
        const batch = await context.part(name, () =>
          checkBatch(kind, plan, createRandom(context.seed, `theorem-check-${name}`), context),
        );
        batches.push(batch);
        decided += batch.cases.filter((own) => own.decided).length;
      }
      results.push({
        kind,
        part: {
          graphs: batches.reduce((sum, { graphs }) => sum + graphs, 0),
          cases: batches.flatMap(({ cases }) => cases),
          failure: batches.reduce((sum, { failure }) => sum + failure, 0),
        },
      });
    }
    return theoremCheckResult(
      results,
      plan,
      await context.part("closed-form", () => closedForms(context.seed)),
    );
  };

export const THEOREM_CHECK: Experiment = Object.freeze({
  title: "Separation ranks lie between the bounds that walk indices give",
  source: "thesis section 5.4.2, appendix D.2, theorems 7, 8, 10 and 11",
  load: async () => theoremCheck(THEOREM_CHECK_PLANS),
});
