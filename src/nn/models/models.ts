import { InputError } from "../../errors.js";
import { nearestName } from "../../graph/nearest-name.js";
import { gat, gatv2 } from "./gat.js";
import { gcn } from "./gcn.js";
import { gin, gin0 } from "./gin.js";
import type { ModelDefinition } from "./model.js";
import type { ModelName } from "./model-names.js";
import { modelNames, ownModels } from "./own-models.js";
import { product, relationalProduct } from "./product.js";
import { resgcn } from "./resgcn.js";
import { rgcn } from "./rgcn.js";
import { sage, sageMax } from "./sage.js";

/** The models that come with the package, by name. */
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

/**
 * Adds a model of one's own, which then has a name like the others: for training, sweeps and saved models. A program that reads
 * a saved model back registers it again under the same name; worker processes of a sweep load it as a plug-in.
 *
 * @param name lower-case letters, digits and hyphens; not that of another model
 * @param definition the matrix that messages are aggregated by, and a function from sizes to layers
 *
 * @throws InputError for a name that is taken or no name, and a definition without its two functions
 *
 * @example
 * ```ts
 * import { gcnLayer, modelByName, normalizedAdjacency, registerModel, vertexClassifier } from "seprank/nn";
 *
 * registerModel("two-hops", {
 *   aggregationMatrix: normalizedAdjacency,
 *   symmetric: true,
 *   create: (shape, random) => vertexClassifier(gcnLayer)({ ...shape, layers: 2 }, random),
 * });
 * modelByName("two-hops").symmetric; // => true
 * ```
 */
export function registerModel(name: string, definition: ModelDefinition): void {
  if (typeof name !== "string" || !/^[a-z][a-z0-9-]*$/.test(name))
    throw new InputError(
      `model: expected a name of lower-case letters, digits and hyphens, got ${JSON.stringify(name)}`,
    );
  if (Object.hasOwn(MODELS, name) || ownModels.has(name))
    throw new InputError(`model: expected a name of its own, got ${name}, which there is already`);
  for (const part of ["aggregationMatrix", "create"] as const)
    if (typeof definition?.[part] !== "function")
      throw new InputError(`model ${name}: expected a function ${part}, got ${typeof definition?.[part]}`);
  if (typeof definition.symmetric !== "boolean")
    throw new InputError(
      `model ${name}: expected symmetric to be true or false, got ${definition.symmetric}`,
    );
  ownModels.set(name, Object.freeze({ ...definition }));
}

/**
 * @throws InputError where no model has that name
 *
 * @example
 * ```ts
 * import { modelByName } from "seprank/nn";
 *
 * modelByName("gcn").symmetric; // => true
 * ```
 */
export function modelByName(name: string): ModelDefinition {
  const registered = ownModels.get(name);
  if (registered !== undefined) return registered;
  const names = modelNames();
  if (!Object.hasOwn(MODELS, name))
    throw new InputError(
      `model: expected one of ${names.join(", ")}, got ${JSON.stringify(name)}; did you mean ${nearestName(name, names)}?`,
    );
  return MODELS[name as ModelName];
}
