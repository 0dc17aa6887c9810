import type * as tf from "@tensorflow/tfjs-core";
import { chunksOf, runColumnSums, sumsOfChunks } from "./column-sums.js";
import { sumOverGroup } from "./over-group.js";
import { GROUP, type Program, runForResults, runProgram } from "./run-program.js";

/** Mean, and sum of the squares of the differences from it, of each chunk of rows and column. */
const CHUNK_STATISTICS: Program = {
  name: "statistics of chunks",
  inputs: ["x"],
  results: ["means", "squares"],
  integers: ["rows", "width", "rowsOfChunk"],
  code: `
    let column = index % uniforms.width;
    let start = (index / uniforms.width) * uniforms.rowsOfChunk;
    let end = min(start + uniforms.rowsOfChunk, uniforms.rows);
    var sum = 0.0;
    for (var row = start; row < end; row++) { sum += x[row * uniforms.width + column]; }
    let mean = sum / f32(end - start);
    var squares_ = 0.0;
    for (var row = start; row < end; row++) {
      let apart = x[row * uniforms.width + column] - mean;
      squares_ += apart * apart;
    }
    means[index] = mean;
    squares[index] = squares_;`,
};

const tree = sumOverGroup(["sum"]);

/** Chan, Golub and LeVeque (1979): squares about the mean of all, from those about the means of parts. */
const STATISTICS: Program = {
  name: "statistics of a batch",
  inputs: ["chunkMeans", "chunkSquares", "runningMeans", "runningVariances"],
  results: ["means", "inverse", "newMeans", "newVariances"],
  integers: ["chunks", "rows", "rowsOfChunk"],
  floats: ["epsilon", "momentum"],
  byGroup: true,
  declarations: `${tree.declarations}
    fn rowsIn(chunk : i32) -> f32 { return f32(min(uniforms.rowsOfChunk, uniforms.rows - chunk * uniforms.rowsOfChunk)); }`,
  code: `
    var own = 0.0;
    for (var chunk = local; chunk < uniforms.chunks; chunk += ${GROUP}) {
      own += chunkMeans[chunk * uniforms.groups + group] * rowsIn(chunk);
    }
    shared_sum[local] = own;
    ${tree.code}
    let mean = shared_sum[0] / f32(uniforms.rows);
    workgroupBarrier();
    own = 0.0;
    for (var chunk = local; chunk < uniforms.chunks; chunk += ${GROUP}) {
      let at = chunk * uniforms.groups + group;
      let apart = chunkMeans[at] - mean;
      own += chunkSquares[at] + apart * apart * rowsIn(chunk);
    }
    shared_sum[local] = own;
    ${tree.code}
    if (local == 0) {
      let variance = shared_sum[0] / f32(uniforms.rows);
      let unbiased = shared_sum[0] / f32(max(1, uniforms.rows - 1));
      means[group] = mean;
      inverse[group] = 1.0 / sqrt(variance + uniforms.epsilon);
      newMeans[group] = runningMeans[group] * (1.0 - uniforms.momentum) + mean * uniforms.momentum;
      newVariances[group] = runningVariances[group] * (1.0 - uniforms.momentum) + unbiased * uniforms.momentum;
    }`,
};

const VALUES: Program = {
  name: "normalised columns",
  inputs: ["x", "gain", "shift", "means", "inverse"],
  integers: ["width", "rectified"],
  code: `
    let column = index % uniforms.width;
    let value = (x[index] - means[column]) * (gain[column] * inverse[column]) + shift[column];
    result[index] = select(value, max(value, 0.0), uniforms.rectified == 1);`,
};

const EVALUATED: Program = {
  name: "normalised columns by running statistics",
  inputs: ["x", "gain", "shift", "means", "variances"],
  results: ["result", "inverse"],
  integers: ["width", "rectified"],
  floats: ["epsilon"],
  code: `
    let column = index % uniforms.width;
    let own = 1.0 / sqrt(variances[column] + uniforms.epsilon);
    let value = (x[index] - means[column]) * (gain[column] * own) + shift[column];
    result[index] = select(value, max(value, 0.0), uniforms.rectified == 1);
    if (index < uniforms.width) { inverse[index] = own; }`,
};

/** What the rectifier lets through goes into a matrix of its own: eight buffers are all that a program is sure to get. */
const SUMS = sumsOfChunks("sums of a gradient of normalised columns", ["along", "term"], {
  inputs: ["x", "y", "means", "inverse", "dy"],
  results: ["passed"],
  integers: ["rectified"],
  terms: `
    let term = select(dy[at], 0.0, uniforms.rectified == 1 && y[at] <= 0.0);
    let along = term * (x[at] - means[column]) * inverse[column];
    passed[at] = term;`,
});

const BACKWARD: Program = {
  name: "gradient of normalised columns",
  inputs: ["x", "gain", "means", "inverse", "passed", "dgain", "dshift"],
  integers: ["rows", "width"],
  code: `
    let column = index % uniforms.width;
    let rows = f32(uniforms.rows);
    let normal = (x[index] - means[column]) * inverse[column];
    let centered = passed[index] - dshift[column] / rows - normal * (dgain[column] / rows);
    result[index] = centered * (gain[column] * inverse[column]);`,
};

/** Whether a rectifier follows, from the floor that the kernel is given: 0 or minus infinity. */
const rectified = (floor: number) => (floor === 0 ? 1 : 0);

/** {@link import("../../kernels/float32/batch-norm.js").batchNorm} on a GPU. */
export function batchNorm(
  [x, gain, shift, runningMeans, runningVariances]: readonly tf.Tensor[],
  [epsilon, momentum, floor]: readonly number[],
): tf.Tensor[] {
  const [rows, width] = x.shape as [number, number];
  const { chunks, rowsOfChunk } = chunksOf(rows);
  const ofChunks = runForResults(CHUNK_STATISTICS, {
    inputs: [x],
    integers: [rows, width, rowsOfChunk],
    count: chunks * width,
    shapes: [
      [chunks, width],
      [chunks, width],
    ],
  });
  const statistics = runForResults(STATISTICS, {
    inputs: [...ofChunks, runningMeans, runningVariances],
    integers: [chunks, rows, rowsOfChunk],
    floats: [epsilon, momentum],
    count: width,
    shapes: [[width], [width], [width], [width]],
  });
  const [means, inverse] = statistics;
  const inputs = [x, gain, shift, means, inverse];
  return [runProgram(VALUES, { inputs, integers: [width, rectified(floor)], shape: x.shape }), ...statistics];
}

/** Its adjoint. */
export function batchNormGradient(
  [x, y, gain, means, inverse, dy]: readonly tf.Tensor[],
  [floor]: readonly number[],
): tf.Tensor[] {
  const [rows, width] = x.shape as [number, number];
  const [passed, ...sums] = runColumnSums(SUMS, 2, x.shape, {
    inputs: [x, y, means, inverse, dy],
    integers: [rectified(floor)],
    shapes: [x.shape],
  });
  const inputs = [x, gain, means, inverse, passed, ...sums];
  return [runProgram(BACKWARD, { inputs, integers: [rows, width], shape: x.shape }), ...sums];
}

/** {@link import("../../kernels/float32/batch-norm.js").batchNormEvaluated} on a GPU. */
export function batchNormEvaluated(
  inputs: readonly tf.Tensor[],
  [epsilon, floor]: readonly number[],
): tf.Tensor[] {
  const [{ shape, size }] = inputs;
  const width = shape[1] as number;
  const integers = [width, rectified(floor)];
  return runForResults(EVALUATED, {
    inputs,
    integers,
    floats: [epsilon],
    count: size,
    shapes: [shape, [width]],
  });
}
