import { FormatError, InputError } from "../../errors.js";
import type { TensorValues } from "../backend/tensor-values.js";
import type { ModelShape } from "./model.js";
import { PYG_MODELS } from "./model-names.js";

/** Heads of every graph attention layer. */
const HEADS = 4;

/** How a tensor of a layer lies in a module of PyTorch Geometric. */
interface Slot {
  /** within the module */
  readonly name: string;
  /**
   * `same`: as it is; `transposed`: PyTorch has [outputs, inputs]; `heads`: [1, heads, width / heads]; `zero`: a bias that the layer here does not have; `count`: of batches, which nothing here depends on
   */
  readonly kind: "same" | "transposed" | "heads" | "zero" | "count";
  /** in which of the layer's lists it stands */
  readonly list?: "statistics";
}

const same = (name: string): Slot => ({ name, kind: "same" });
const transposed = (name: string): Slot => ({ name, kind: "transposed" });
const heads = (name: string): Slot => ({ name, kind: "heads" });
const zero = (name: string): Slot => ({ name, kind: "zero" });
const batchNorm = (name: string): Slot[] => [
  same(`${name}.weight`),
  same(`${name}.bias`),
  { name: `${name}.running_mean`, kind: "same", list: "statistics" },
  { name: `${name}.running_var`, kind: "same", list: "statistics" },
  { name: `${name}.num_batches_tracked`, kind: "count" },
];
const perceptron = [
  transposed("nn.0.weight"),
  ...batchNorm("nn.1"),
  transposed("nn.3.weight"),
  ...batchNorm("nn.4"),
];

/** The tensors of one graph layer, in the order of its parameters and of its statistics, by model. */
const BY_MODEL: Readonly<Record<(typeof PYG_MODELS)[number], readonly Slot[]>> = {
  gcn: [transposed("lin.weight"), same("bias")],
  gin: [same("eps"), ...perceptron],
  // PyTorch Geometric keeps an epsilon that is not trained as a buffer.
  "gin-0": [{ name: "eps", kind: "zero" }, ...perceptron],
  gat: [transposed("lin.weight"), heads("att_src"), heads("att_dst"), same("bias")],
  gatv2: [
    transposed("lin_l.weight"),
    transposed("lin_r.weight"),
    heads("att"),
    same("bias"),
    zero("lin_l.bias"),
    zero("lin_r.bias"),
  ],
  sage: [transposed("lin_l.weight"), transposed("lin_r.weight"), same("lin_l.bias")],
};

const CONVOLUTIONS: Readonly<Record<string, readonly Slot[]>> = BY_MODEL;

interface Weights {
  readonly parameters: readonly TensorValues[];
  readonly statistics: readonly TensorValues[];
}

interface NamedSlot extends Slot {
  /** the size of a tensor that is not here */
  readonly size: number;
}

/** @throws InputError where PyTorch Geometric has no model of that name */
export function checkPygModel(model: string): void {
  if (!Object.hasOwn(CONVOLUTIONS, model))
    throw new InputError(
      `pyg: expected a model that PyTorch Geometric has, ${PYG_MODELS.join(", ")}, got ${model}`,
    );
}

/** All tensors of a model in the order of its layers: graph layer, layer normalisation, graph layer, ..., linear head. */
function slotsOf(model: string, { hidden, layers }: Pick<ModelShape, "hidden" | "layers">): NamedSlot[] {
  const convolution = CONVOLUTIONS[model];
  return [
    ...Array.from({ length: layers }, (_, k) => [
      ...convolution.map((slot) => ({
        ...slot,
        name: `convs.${k}.${slot.name}`,
        size: slot.name === "eps" ? 1 : hidden,
      })),
      { ...same(`norms.${k}.weight`), size: hidden },
      { ...same(`norms.${k}.bias`), size: hidden },
    ]).flat(),
    { ...transposed("lin.weight"), size: 0 },
    { ...same("lin.bias"), size: 0 },
  ];
}

/**
 * Weights under the names of PyTorch Geometric's `BasicGNN`, for its `load_state_dict`.
 *
 * @throws InputError where the model is none of {@link PYG_MODELS}
 */
export function pygTensors(model: string, shape: ModelShape, { parameters, statistics }: Weights) {
  checkPygModel(model);
  let parameter = 0;
  let statistic = 0;
  return new Map(
    slotsOf(model, shape).map(({ name, kind, list, size }): [string, TensorValues] => {
      if (kind === "count") return [name, { shape: [], values: new Float32Array(1) }];
      if (kind === "zero") return [name, { shape: [size], values: new Float32Array(size) }];
      const tensor = list === undefined ? parameters[parameter++] : statistics[statistic++];
      if (kind === "transposed") return [name, transpose(tensor)];
      if (kind === "heads") return [name, { ...tensor, shape: [1, HEADS, tensor.values.length / HEADS] }];
      return [name, tensor];
    }),
  );
}

/** Whether tensors have the names of PyTorch Geometric's `BasicGNN`. */
export function hasPygNames(tensors: ReadonlyMap<string, TensorValues>): boolean {
  return [...tensors.keys()].some((name) => name.startsWith("convs.0."));
}

/**
 * The model that tensors of PyTorch Geometric's `BasicGNN` belong to, known by their names: `nn` is GIN, `att_src` GAT, and so on.
 *
 * @param given the model, where it is known
 * @throws FormatError where they are of no such model, one is missing or one too many, a shape does not fit, or a bias that the layer here does
 *   not have is not zero
 */
export function readPygTensors(
  tensors: ReadonlyMap<string, TensorValues>,
  given?: string,
): Weights & {
  readonly model: string;
  readonly shape: Pick<ModelShape, "inputs" | "hidden" | "layers" | "classes">;
} {
  const model = given !== undefined && Object.hasOwn(CONVOLUTIONS, given) ? given : modelOf(tensors);
  let layers = 0;
  while (CONVOLUTIONS[model].some(({ name }) => tensors.has(`convs.${layers}.${name}`))) layers++;
  const hidden = tensors.get("norms.0.weight")?.shape[0] ?? 0;
  const [classes = 0] = tensors.get("lin.weight")?.shape ?? [];
  const slots = slotsOf(model, { hidden, layers });
  const known = new Set(slots.map(({ name }) => name));
  const other = [...tensors.keys()].find((name) => !known.has(name));
  if (other !== undefined)
    throw new FormatError(
      `pyg: tensor ${other}: expected the tensors of a ${model} of ${layers} layers with normalisation and jk="last"`,
    );
  const parameters: TensorValues[] = [];
  const statistics: TensorValues[] = [];
  for (const { name, kind, list } of slots) {
    const tensor = tensors.get(name);
    if (tensor === undefined) {
      if (kind === "count" || kind === "zero") continue;
      throw new FormatError(
        `pyg: expected a tensor ${name} of a ${model} of ${layers} layers with normalisation and jk="last", got none`,
      );
    }
    if (kind === "count") continue;
    if (kind === "zero") {
      if (tensor.values.some((value) => value !== 0))
        throw new FormatError(`pyg: tensor ${name}: expected zeros, as ${model} has no such bias here`);
      continue;
    }
    if (kind === "transposed" && tensor.shape.length !== 2)
      throw new FormatError(`pyg: tensor ${name}: expected a matrix, got shape [${tensor.shape.join(", ")}]`);
    const back =
      kind === "transposed"
        ? transpose(tensor)
        : kind === "heads"
          ? { ...tensor, shape: [tensor.values.length] }
          : tensor.shape.length === 0
            ? { ...tensor, shape: [1] }
            : tensor;
    (list === undefined ? parameters : statistics).push(back);
  }
  const first = slots.find(({ kind }) => kind === "transposed") as NamedSlot;
  const inputs = tensors.get(first.name)?.shape[1] ?? 0;
  return { model, shape: { inputs, hidden, layers, classes }, parameters, statistics };
}

function modelOf(tensors: ReadonlyMap<string, TensorValues>): string {
  const has = (name: string) => tensors.has(`convs.0.${name}`);
  if (has("nn.0.weight")) return "gin";
  if (has("att_src")) return "gat";
  if (has("att")) return "gatv2";
  if (has("lin_l.weight")) return "sage";
  return "gcn";
}

function transpose({ shape: [rows, columns], values }: TensorValues): TensorValues {
  const out = new Float32Array(values.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      out[column * rows + row] = values[row * columns + column];
  return { shape: [columns, rows], values: out };
}
