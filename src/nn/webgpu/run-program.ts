import * as tf from "@tensorflow/tfjs-core";

/** A program in WGSL for TensorFlow.js's webgpu backend: one call of `main` for each index below `threads`. */
export interface Program {
  /** one name, one code */
  readonly name: string;
  /** names of the inputs, by which the code reads them, element by element */
  readonly inputs: readonly string[];
  /** names of the numbers, which the code reads as `uniforms.NAME`, by type */
  readonly integers?: readonly string[];
  readonly floats?: readonly string[];
  /** the body of `main(index : i32)`, for an index in range; it writes `result[...]` */
  readonly code: string;
}

/** What one run of a {@link Program} is given. */
export interface ProgramRun {
  readonly inputs: readonly tf.Tensor[];
  readonly integers?: readonly number[];
  readonly floats?: readonly number[];
  readonly shape: readonly number[];
  /** default the number of elements of the result */
  readonly threads?: number;
  /** a tensor to write into in place of a new one, whose elements are then what they were where none is written */
  readonly into?: tf.Tensor;
}

interface Uniform {
  readonly type: "int32" | "float32";
  readonly data: number[];
}
interface WebgpuBackend {
  runWebGPUProgram(
    program: object,
    inputs: readonly tf.Tensor[],
    dtype: "float32",
    uniforms: readonly Uniform[],
    output?: tf.Tensor,
  ): tf.TensorInfo;
}

const GROUP = 64;

/** Runs a program on the current backend, which is `webgpu`; a float32 tensor of its result. */
export function runProgram(program: Program, run: ProgramRun): tf.Tensor {
  const { name, inputs: names, integers = [], floats = [], code } = program;
  const threads = run.threads ?? tf.util.sizeFromShape([...run.shape]);
  if (tf.util.sizeFromShape([...run.shape]) === 0) return tf.zeros([...run.shape]);
  const declared = [
    "threads : i32,",
    ...integers.map((one) => `${one} : i32,`),
    ...floats.map((one) => `${one} : f32,`),
  ];
  const given: Uniform[] = [
    { type: "int32", data: [threads] },
    ...(run.integers ?? []).map((value): Uniform => ({ type: "int32", data: [value] })),
    ...(run.floats ?? []).map((value): Uniform => ({ type: "float32", data: [value] })),
  ];
  const description = {
    variableNames: names,
    uniforms: declared.join(" "),
    outputShape: run.shape,
    workgroupSize: [GROUP, 1, 1],
    dispatchLayout: { x: run.shape.map((_, dimension) => dimension) },
    dispatch: [Math.ceil(threads / GROUP), 1, 1],
    shaderKey: `seprank ${name}`,
    getUserCode: () => `fn main(index : i32) { if (index < uniforms.threads) { ${code} } }`,
  };
  // WebGPU binds no buffer of no bytes; of a tensor without elements the code reads none.
  const inputs = run.inputs.map((tensor) => (tensor.size === 0 ? placeholder(tensor) : tensor));
  const backend = tf.backend() as unknown as WebgpuBackend;
  const info = backend.runWebGPUProgram(description, inputs, "float32", given, run.into);
  return run.into ?? tf.engine().makeTensorFromTensorInfo(info);
}

function placeholder({ dtype, rank }: tf.Tensor): tf.Tensor {
  return tf.zeros(
    Array.from({ length: rank }, () => 1),
    dtype,
  );
}
