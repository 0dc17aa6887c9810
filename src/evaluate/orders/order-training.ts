import type { MethodSpec } from "../../sparsify/method-spec.js";
import type { Configuration } from "../records/configuration.js";
import { edgeMaskPenaltyFor } from "../trials/edge-mask-penalty.js";
import type { TrialOptions } from "../trials/record.js";

/** What an order depends on beside graph and seed where its method trains a network: the model, as the trials train it. */
export interface OrderTraining {
  readonly model: string;
  readonly options: TrialOptions;
  /** weight of the edge mask's l1 norm in the loss */
  readonly l1: number;
}

/** What a method trains to make its order for a model's trials; undefined for the methods that train nothing. */
export function orderTraining(
  method: MethodSpec,
  model: string,
  { input, options }: Configuration,
): OrderTraining | undefined {
  if (method.facts.result !== "training") return undefined;
  return { model, options, l1: edgeMaskPenaltyFor(model, input.name) };
}
