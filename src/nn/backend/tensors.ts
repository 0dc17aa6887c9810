/**
 * The types of tensors in this package's declarations, where the build puts them in place of those of
 * `@tensorflow/tfjs-core` (build-types.mjs): the declarations of version 4.22 do not compile in a program that checks its
 * libraries (`skipLibCheck: false`) and knows WebGPU. A program that hands our tensors to TensorFlow.js's own ops says
 * `import "seprank/tensorflow"`, and they are TensorFlow.js's from then on.
 */

/** TensorFlow.js's types by their names; empty until `seprank/tensorflow` is imported. */
// biome-ignore lint/suspicious/noEmptyInterface: it is there to be filled
export interface TensorFlowTypes {}

/** What can be done with a tensor without TensorFlow.js's types. */
export interface PlainTensor<Shape extends readonly number[]> {
  readonly id: number;
  readonly shape: Shape;
  readonly size: number;
  readonly rank: number;
  readonly dtype: "float32" | "int32" | "bool" | "complex64" | "string";
  readonly isDisposed: boolean;
  data(): Promise<Float32Array | Int32Array | Uint8Array>;
  dataSync(): Float32Array | Int32Array | Uint8Array;
  dispose(): void;
}

type Named<Name extends string, Otherwise> =
  TensorFlowTypes extends Readonly<Record<Name, infer T>> ? T : Otherwise;

export type Tensor = Named<"Tensor", PlainTensor<number[]>>;
export type Scalar = Named<"Scalar", PlainTensor<number[]>>;
export type Tensor1D = Named<"Tensor1D", PlainTensor<[number]>>;
export type Tensor2D = Named<"Tensor2D", PlainTensor<[number, number]>>;
export type Tensor3D = Named<"Tensor3D", PlainTensor<[number, number, number]>>;
export type Tensor4D = Named<"Tensor4D", PlainTensor<[number, number, number, number]>>;
