import type * as tf from "@tensorflow/tfjs-core";
import { sumOverGroup } from "./over-group.js";
import { GROUP, type Program, runForResults, runProgram } from "./run-program.js";

/** Rows are summed in at most so many chunks, and no chunk has fewer rows than this. */
const [MOST_CHUNKS, LEAST_ROWS] = [1024, 16];

/**
 * A program that sums over the rows of each chunk, a thread for each chunk and column.
 *
 * @param sums names of what is summed, from `terms`
 * @param terms code that, for the element `at` of row `row` and column `column`, lets each of `sums` be its term
 */
export function sumsOfChunks(
  name: string,
  sums: readonly string[],
  {
    inputs,
    results = [],
    integers = [],
    terms,
  }: Pick<Program, "inputs" | "results" | "integers"> & { terms: string },
): Program {
  return {
    name,
    inputs,
    results: [...results, "chunkSums"],
    integers: ["rows", "width", "rowsOfChunk", ...integers],
    code: `
      let column = index % uniforms.width;
      let chunk = index / uniforms.width;
      let end = min((chunk + 1) * uniforms.rowsOfChunk, uniforms.rows);
      ${sums.map((sum) => `var total_${sum} = 0.0;`).join(" ")}
      for (var row = chunk * uniforms.rowsOfChunk; row < end; row++) {
        let at = row * uniforms.width + column;
        ${terms}
        ${sums.map((sum) => `total_${sum} += ${sum};`).join(" ")}
      }
      ${sums.map((sum, k) => `chunkSums[${k} * uniforms.threads + index] = total_${sum};`).join(" ")}`,
  };
}

/** How the rows of a matrix are cut into chunks. */
export function chunksOf(rows: number): { readonly chunks: number; readonly rowsOfChunk: number } {
  const wanted = Math.min(MOST_CHUNKS, Math.ceil(Math.sqrt(rows)), Math.ceil(rows / LEAST_ROWS));
  const rowsOfChunk = Math.ceil(rows / wanted);
  return { chunks: Math.ceil(rows / rowsOfChunk), rowsOfChunk };
}

/** A program that adds the chunks' sums up, a group for each column. */
const totals = (count: number): Program => {
  const names = Array.from({ length: count }, (_, k) => `sum${k}`);
  const { declarations, code } = sumOverGroup(names);
  return {
    name: `totals of ${count} sums of chunks`,
    inputs: ["chunkSums"],
    results: names,
    integers: ["chunks"],
    byGroup: true,
    declarations,
    code: `
      ${names.map((name) => `var own_${name} = 0.0;`).join(" ")}
      for (var chunk = local; chunk < uniforms.chunks; chunk += ${GROUP}) {
        let at = chunk * uniforms.groups + group;
        ${names.map((name, k) => `own_${name} += chunkSums[${k} * uniforms.chunks * uniforms.groups + at];`).join(" ")}
      }
      ${names.map((name) => `shared_${name}[local] = own_${name};`).join(" ")}
      ${code}
      if (local == 0) { ${names.map((name) => `${name}[group] = shared_${name}[0];`).join(" ")} }`,
  };
};
const TOTALS = [1, 2].map(totals);

/**
 * Runs a program of {@link sumsOfChunks} and adds the chunks' sums up.
 *
 * @param shapes of the program's results beside the sums
 * @returns those results, then the sums, each [width]
 */
export function runColumnSums(
  program: Program,
  sums: number,
  [rows, width]: readonly number[],
  {
    inputs,
    integers = [],
    shapes = [],
  }: {
    readonly inputs: readonly tf.Tensor[];
    readonly integers?: readonly number[];
    readonly shapes?: readonly (readonly number[])[];
  },
): tf.Tensor[] {
  const { chunks, rowsOfChunk } = chunksOf(rows);
  const made = runForResults(program, {
    inputs,
    integers: [rows, width, rowsOfChunk, ...integers],
    count: chunks * width,
    shapes: [...shapes, [sums, chunks, width]],
  });
  const totals = runForResults(TOTALS[sums - 1], {
    inputs: [made[shapes.length]],
    integers: [chunks],
    count: width,
    shapes: Array.from({ length: sums }, () => [width]),
  });
  return [...made.slice(0, shapes.length), ...totals];
}

const SUMS = sumsOfChunks("sums of columns", ["term"], { inputs: ["x"], terms: "let term = x[at];" });

const RECTIFIED = sumsOfChunks("gradient of a rectified bias", ["term"], {
  inputs: ["value", "dy"],
  results: ["passed"],
  terms: `
    var term = 0.0;
    if (value[at] > 0.0) { term = dy[at]; }
    passed[at] = term;`,
});

const BIAS_RELU: Program = {
  name: "rectified bias",
  inputs: ["x", "bias"],
  integers: ["width"],
  code: "result[index] = max(x[index] + bias[index % uniforms.width], 0.0);",
};

/** {@link import("../../kernels/float32/bias.js").biasRelu} on a GPU. */
export function biasRelu(inputs: readonly tf.Tensor[]): tf.Tensor[] {
  const [{ shape }] = inputs;
  return [runProgram(BIAS_RELU, { inputs, integers: [shape[1] as number], shape })];
}

/** {@link import("../../kernels/float32/bias.js").columnSums} on a GPU. */
export function columnSums(x: tf.Tensor): tf.Tensor[] {
  return runColumnSums(SUMS, 1, x.shape, { inputs: [x] });
}

/** {@link import("../../kernels/float32/bias.js").biasReluGradient} on a GPU. */
export function biasReluGradient(inputs: readonly tf.Tensor[]): tf.Tensor[] {
  const [{ shape }] = inputs;
  return runColumnSums(RECTIFIED, 1, shape, { inputs, shapes: [shape] });
}
