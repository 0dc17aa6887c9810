import { InputError } from "../errors.js";
import { gat } from "./gat.js";
import { gatv2 } from "./gatv2.js";
import { gcn } from "./gcn.js";
import { gin } from "./gin.js";
import type { ModelDefinition } from "./model.js";
import { MODEL_NAMES, type ModelName } from "./model-names.js";
import { product } from "./product.js";
import { resgcn } from "./resgcn.js";
import { sage } from "./sage.js";

/** The models by name. */
export const MODELS: Readonly<Record<ModelName, ModelDefinition>> = Object.freeze({
  gcn,
  gin,
  gat,
  gatv2,
  sage,
  resgcn,
  product,
});

/** @throws InputError where no model has that name */
export function modelByName(name: string): ModelDefinition {
  if (!Object.hasOwn(MODELS, name))
    throw new InputError(`model: expected one of ${MODEL_NAMES.join(", ")}, got ${JSON.stringify(name)}`);
  return MODELS[name as ModelName];
}
