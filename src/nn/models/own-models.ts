import type { ModelDefinition } from "./model.js";
import { MODEL_NAMES } from "./model-names.js";

/**
 * Models of one's own, by name; `registerModel` adds them. A file of its own, so that names can be looked up without loading TensorFlow.js.
 */
export const ownModels = new Map<string, ModelDefinition>();

/** The names of all models, the user's own ones last. */
export function modelNames(): string[] {
  return [...MODEL_NAMES, ...ownModels.keys()];
}
