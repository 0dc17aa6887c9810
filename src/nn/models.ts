import { InputError } from "../errors.js";
import { gcn } from "./gcn.js";
import type { ModelDefinition } from "./model.js";

/** The models by name. */
export const MODELS: Readonly<Record<string, ModelDefinition>> = Object.freeze({ gcn });

/** @throws InputError where no model has that name */
export function modelByName(name: string): ModelDefinition {
  if (!Object.hasOwn(MODELS, name))
    throw new InputError(
      `model: expected one of ${Object.keys(MODELS).join(", ")}, got ${JSON.stringify(name)}`,
    );
  return MODELS[name];
}
