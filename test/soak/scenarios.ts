import type { Random } from "../../src/random.js";
import { faults } from "./faults.js";
import { killScenarios } from "./kill-scenarios.js";
import { queueScenarios } from "./queue-scenarios.js";

/** One way to disturb the program. */
export interface Scenario {
  /** in half a sentence, for the list */
  readonly about: string;
  /** Disturbs it `times` times, as far as the scenario can be repeated; throws where something is lost, done twice or different. */
  run(times: number, random: Random): Promise<string>;
}

/** All scenarios by name. A new one is a file beside this, and a line here. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  ...killScenarios,
  ...faults,
  ...queueScenarios,
};
