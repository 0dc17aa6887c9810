import type * as tf from "@tensorflow/tfjs-core";
import { runColumnSums, sumsOfChunks } from "./column-sums.js";
import { sumOverGroup } from "./over-group.js";
import { GROUP, type Program, runForResults, runProgram } from "./run-program.js";

const STATISTICS: Program = {
  name: "statistics of rows",
  inputs: ["x"],
  results: ["means", "inverse"],
  integers: ["width"],
  floats: ["epsilon"],
  code: `
    let start = index * uniforms.width;
    let width = f32(uniforms.width);
    var sum = 0.0;
    for (var c = 0; c < uniforms.width; c++) { sum += x[start + c]; }
    let mean = sum / width;
    var squares = 0.0;
    for (var c = 0; c < uniforms.width; c++) {
      let apart = x[start + c] - mean;
      squares += apart * apart;
    }
    means[index] = mean;
    inverse[index] = 1.0 / sqrt(squares / width + uniforms.epsilon);`,
};

const VALUES: Program = {
  name: "normalised rows",
  inputs: ["x", "gain", "shift", "means", "inverse"],
  integers: ["width"],
  code: `
    let row = index / uniforms.width;
    let column = index % uniforms.width;
    result[index] = (x[index] - means[row]) * inverse[row] * gain[column] + shift[column];`,
};

const tree = sumOverGroup(["scaled", "along"]);

/** A group for each row. */
const BACKWARD: Program = {
  name: "gradient of normalised rows",
  inputs: ["x", "gain", "means", "inverse", "dy"],
  integers: ["width"],
  byGroup: true,
  declarations: tree.declarations,
  code: `
    let start = group * uniforms.width;
    let width = f32(uniforms.width);
    let mean = means[group];
    let own = inverse[group];
    var scaled = 0.0;
    var along = 0.0;
    for (var c = local; c < uniforms.width; c += ${GROUP}) {
      let term = dy[start + c] * gain[c];
      scaled += term;
      along += term * (x[start + c] - mean) * own;
    }
    shared_scaled[local] = scaled;
    shared_along[local] = along;
    ${tree.code}
    for (var c = local; c < uniforms.width; c += ${GROUP}) {
      let normal = (x[start + c] - mean) * own;
      result[start + c] = own * (dy[start + c] * gain[c] - shared_scaled[0] / width - normal * (shared_along[0] / width));
    }`,
};

const SUMS = sumsOfChunks("sums of a gradient of normalised rows", ["along", "term"], {
  inputs: ["x", "means", "inverse", "dy"],
  terms: "let term = dy[at]; let along = term * (x[at] - means[row]) * inverse[row];",
});

/** {@link import("../../kernels/float32/layer-norm.js").layerNorm} on a GPU. */
export function layerNorm([x, gain, shift]: readonly tf.Tensor[], [epsilon]: readonly number[]): tf.Tensor[] {
  const [rows, width] = x.shape as [number, number];
  const integers = [width];
  const statistics = runForResults(STATISTICS, {
    inputs: [x],
    integers,
    floats: [epsilon],
    count: rows,
    shapes: [[rows], [rows]],
  });
  const inputs = [x, gain, shift, ...statistics];
  return [runProgram(VALUES, { inputs, integers, shape: x.shape }), ...statistics];
}

/** Its adjoint. */
export function layerNormGradient([x, gain, means, inverse, dy]: readonly tf.Tensor[]): tf.Tensor[] {
  const [rows, width] = x.shape as [number, number];
  const dx = runProgram(BACKWARD, {
    inputs: [x, gain, means, inverse, dy],
    integers: [width],
    shape: x.shape,
    count: rows,
  });
  return [dx, ...runColumnSums(SUMS, 2, x.shape, { inputs: [x, means, inverse, dy] })];
}
