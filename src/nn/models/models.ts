import { InputError } from "../../errors.js";
import { nearestName } from "../../graph/attributes/nearest-name.js";
import { gat } from "./gat.js";
import { gatv2 } from "./gatv2.js";
import { gcn } from "./gcn.js";
import { gin } from "./gin.js";
import { gin0 } from "./gin-0.js";
import type { ModelDefinition } from "./model.js";
import { MODEL_NAMES, type ModelName } from "./model-names.js";
import { product } from "./product.js";
import { relationalProduct } from "./relational-product.js";
import { resgcn } from "./resgcn.js";
import { rgcn } from "./rgcn.js";
import { sage } from "./sage.js";
import { sageMax } from "./sage-max.js";

/** The models by name. */
export const MODELS: Readonly<Record<ModelName, ModelDefinition>> = Object.freeze({
  gcn,
  gin,
  "gin-0": gin0,
  gat,
  gatv2,
  sage,
  "sage-max": sageMax,
  resgcn,
  product,
  rgcn,
  "relational-product": relationalProduct,
});

/** @throws InputError where no model has that name */
export function modelByName(name: string): ModelDefinition {
  if (!Object.hasOwn(MODELS, name))
    throw new InputError(
      `model: expected one of ${MODEL_NAMES.join(", ")}, got ${JSON.stringify(name)}; did you mean ${nearestName(name, MODEL_NAMES)}?`,
    );
  return MODELS[name as ModelName];
}
