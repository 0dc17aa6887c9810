import { z } from "zod";
import { FormatError } from "../../errors.js";
import { listTensors, nameTensors } from "../backend/tensor-values.js";
import { READOUT_NAMES } from "../layers/readout-names.js";
import { LOSS_NAMES } from "../losses/loss-names.js";
import { MODEL_NAMES } from "./model-names.js";
import { modelNames } from "./own-models.js";
import { parseHeader } from "./parse-header.js";
import { hasPygNames, pygTensors, readPygTensors } from "./pyg-names.js";
import { readSafetensors, type TensorFile, writeSafetensors } from "./safetensors.js";
import type { TrainedModel } from "./trained-model.js";

/** The version of the header; a change of a field's meaning raises it. */
const SCHEMA = 1;
const KEY = "seprank.model";

/** A model of one's own may have fewer weights than its sizes tell, within reason. */
const OWN_WEIGHTS = 64;
const OWN_LAYERS = 10_000;

const size = z.int().min(1);

const header = z.strictObject({
  schema: z.literal(SCHEMA),
  model: z.string(),
  loss: z.enum(LOSS_NAMES),
  classCount: size,
  shape: z.strictObject({
    inputs: size,
    hidden: size,
    layers: size,
    classes: size,
    dropout: z.number().min(0).lt(1),
    readout: z.enum(READOUT_NAMES).optional(),
    edgeTypes: size.optional(),
  }),
  classNames: z.array(z.string()).nullable(),
  about: z.record(z.string(), z.json()),
});

/** What a model's file holds beside the model. */
export interface ModelNotes {
  /** [C] names of the classes, or null where they have numbers only */
  readonly classNames: readonly string[] | null;
  /** where the model comes from: JSON that is kept and not read */
  readonly about: Readonly<Record<string, unknown>>;
}

/**
 * A model as a safetensors file: the weights as `parameters.K` and `statistics.K` in the order of the layers, and under
 * the metadata `seprank.model` a header in JSON that says which model, loss and sizes they belong to.
 *
 * @example
 * ```ts
 * import { generateCitations } from "seprank";
 * import { classificationGraph, decodeModel, encodeModel, trainVertexClassifier } from "seprank/nn";
 * import { trialSplit } from "seprank/results";
 *
 * const { adjacency, features, labels, classCount } = classificationGraph(generateCitations());
 * const split = trialSplit({ labels, splits: [] }, 0);
 * const task = { adjacency, features, labels, classCount, split };
 * const result = await trainVertexClassifier(task, { model: "gcn", hidden: 8, epochs: 3, backend: "wasm" });
 * const bytes = encodeModel(result.trained, { classNames: ["a", "b", "c"], about: { made: "in an example" } });
 * decodeModel(bytes).notes.about.made; // => "in an example"
 * ```
 */
export function encodeModel(trained: TrainedModel, { classNames, about }: ModelNotes): Uint8Array {
  const { parameters, statistics, ...described } = trained;
  const text = JSON.stringify({ schema: SCHEMA, ...described, classNames, about });
  return writeSafetensors({
    tensors: nameTensors({ parameters, statistics }),
    metadata: { [KEY]: text },
  });
}

/**
 * A model as a safetensors file whose tensors have the names and shapes of PyTorch Geometric's `BasicGNN` (`convs.0.lin.weight`, `norms.0.weight`,
 * `lin.weight`, ...), for `load_state_dict`. The header of {@link encodeModel} stands beside them, and {@link decodeModel} reads the file, also
 * after a training in PyTorch.
 *
 * @throws InputError where PyTorch Geometric has no such model: `sage-max`, `resgcn`, `rgcn`, `product` and models of one's own
 *
 * @example
 * ```ts
 * import { generateCitations } from "seprank";
 * import { classificationGraph, encodePygModel, readSafetensors, trainVertexClassifier } from "seprank/nn";
 * import { trialSplit } from "seprank/results";
 *
 * const { adjacency, features, labels, classCount } = classificationGraph(generateCitations());
 * const split = trialSplit({ labels, splits: [] }, 0);
 * const task = { adjacency, features, labels, classCount, split };
 * const result = await trainVertexClassifier(task, { model: "gcn", hidden: 8, layers: 1, epochs: 3, backend: "wasm" });
 * const bytes = encodePygModel(result.trained, { classNames: null, about: {} });
 * readSafetensors(bytes).tensors.get("convs.0.lin.weight")?.shape[0]; // => 8
 * ```
 */
export function encodePygModel(trained: TrainedModel, { classNames, about }: ModelNotes): Uint8Array {
  const { parameters, statistics, ...described } = trained;
  const text = JSON.stringify({ schema: SCHEMA, ...described, classNames, about });
  return writeSafetensors({
    tensors: pygTensors(trained.model, trained.shape, { parameters, statistics }),
    metadata: { [KEY]: text },
  });
}

/**
 * Reads what {@link encodeModel} and {@link encodePygModel} wrote, and what safetensors saved of a `BasicGNN` of PyTorch Geometric with
 * normalisation and `jk="last"`: without our header it classifies vertices by cross-entropy, its classes numbered.
 *
 * @throws FormatError where the file is damaged, of another kind, or its tensors are fewer than its header needs
 *
 * @example
 * ```ts
 * import { generateCitations } from "seprank";
 * import { classificationGraph, decodeModel, encodeModel, trainVertexClassifier } from "seprank/nn";
 * import { trialSplit } from "seprank/results";
 *
 * const { adjacency, features, labels, classCount } = classificationGraph(generateCitations());
 * const split = trialSplit({ labels, splits: [] }, 0);
 * const task = { adjacency, features, labels, classCount, split };
 * const result = await trainVertexClassifier(task, { model: "gcn", hidden: 8, epochs: 3, backend: "wasm" });
 * const bytes = encodeModel(result.trained, { classNames: null, about: {} });
 * decodeModel(bytes).trained.model; // => "gcn"
 * ```
 */
export function decodeModel(bytes: Uint8Array): {
  readonly trained: TrainedModel;
  readonly notes: ModelNotes;
} {
  const { tensors, metadata } = readSafetensors(bytes);
  const { described, classNames, about, parameters, statistics } = hasPygNames(tensors)
    ? fromPyg(tensors, metadata[KEY])
    : fromLists(tensors, metadata[KEY]);
  for (const tensor of [...parameters, ...statistics]) {
    const odd = tensor.values.find((value) => !Number.isFinite(value));
    if (odd !== undefined)
      throw new FormatError(`a model: expected weights that are finite numbers, got ${odd}`);
  }
  const { inputs, hidden, layers, classes, edgeTypes = 1 } = described.shape;
  const { model } = described;
  // A header must not make us build a model that its own tensors are too few for.
  const values = parameters.reduce((sum, tensor) => sum + tensor.values.length, 0);
  const perType = model === "rgcn" || model === "relational-product" ? edgeTypes : 1;
  const isOwn = !(MODEL_NAMES as readonly string[]).includes(model);
  const [mostWeights, mostLayers] = isOwn
    ? [OWN_WEIGHTS * values + 1_000_000, OWN_LAYERS]
    : [values, parameters.length];
  if (perType * inputs * hidden + hidden * classes > mostWeights || layers > mostLayers)
    throw new FormatError(
      `a model: expected more than ${values} weights in ${parameters.length} tensors for ${layers} layers of width ${hidden}, ${inputs} features and ${classes} outputs`,
    );
  return { trained: { ...described, parameters, statistics }, notes: { classNames, about } };
}

/** @throws FormatError where it is no header, or the model has no name here */
function readHeader(text: string | undefined): z.infer<typeof header> {
  const parsed = parseHeader("a model", text, header);
  const known = modelNames();
  if (!known.includes(parsed.model))
    throw new FormatError(
      `a model: model: expected one of ${known.join(", ")}, got ${JSON.stringify(parsed.model.slice(0, 100))}; one of your own is registered before it is read (registerModel, or --plugin)`,
    );
  return parsed;
}

function fromLists(tensors: TensorFile["tensors"], text: string | undefined) {
  const { schema: _, classNames, about, ...described } = readHeader(text);
  return { described, classNames, about, ...listTensors(tensors, ["parameters", "statistics"]) };
}

function fromPyg(tensors: TensorFile["tensors"], text: string | undefined) {
  const told = text === undefined ? undefined : readHeader(text);
  const { model, shape, parameters, statistics } = readPygTensors(tensors, told?.model);
  if (told !== undefined) {
    const { schema: _, classNames, about, ...described } = told;
    for (const size of ["inputs", "hidden", "layers", "classes"] as const)
      if (described.shape[size] !== shape[size])
        throw new FormatError(
          `a model: expected ${described.shape[size]} ${size}, as its header says, got ${shape[size]}`,
        );
    return { described, classNames, about, parameters, statistics };
  }
  const inferred = {
    schema: SCHEMA,
    model,
    loss: "cross-entropy",
    classCount: shape.classes,
    shape: { ...shape, dropout: 0 },
    classNames: null,
    about: {},
  };
  const { schema: _, classNames, about, ...described } = readHeader(JSON.stringify(inferred));
  return { described, classNames, about, parameters, statistics };
}
