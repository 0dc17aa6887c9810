import type { ExperimentContext, Scale } from "../../src/papers/runs/experiment.js";
import { createParts } from "../../src/papers/runs/parts.js";
import { temporaryFolder } from "./temporary-folder.js";

/** What a experiment is run with in a test, and the same plan at both scales. */
export function experimentContext(folder = temporaryFolder(), signal?: AbortSignal): ExperimentContext {
  const identity = { experiment: "test", scale: "small", seed: 1, version: "1.0.0" };
  return {
    scale: "small",
    seed: 1,
    dataDir: undefined,
    backend: "cpu",
    jobs: 1,
    folder,
    onProgress: () => {},
    ...createParts(folder, identity, signal),
  };
}

/** One plan for both scales. */
export const both = <Plan>(plan: Plan): Record<Scale, Plan> => ({ small: plan, full: plan });
