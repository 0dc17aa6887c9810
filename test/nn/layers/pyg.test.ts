import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { type Adjacency, buildAdjacency } from "../../../src/graph/adjacency.js";
import type { Float32Csr } from "../../../src/kernels/float32/csr.js";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import {
  neighborMatrix,
  neighborMeanMatrix,
  normalizedAdjacency,
  relationalMatrix,
} from "../../../src/nn/layers/aggregation-matrices.js";
import { gatLayer } from "../../../src/nn/layers/gat-layer.js";
import { gatv2Layer } from "../../../src/nn/layers/gatv2-layer.js";
import { gcnLayer } from "../../../src/nn/layers/gcn-layer.js";
import { genLayer } from "../../../src/nn/layers/gen-layer.js";
import { ginLayer } from "../../../src/nn/layers/gin-layer.js";
import type { Layer } from "../../../src/nn/layers/layer.js";
import { rgcnLayer } from "../../../src/nn/layers/rgcn-layer.js";
import { sageLayer, sageMaxLayer } from "../../../src/nn/layers/sage-layer.js";
import { uploadSparseMatrix } from "../../../src/nn/ops/sparse-matrix.js";
import { createRandom } from "../../../src/random.js";
import { distance, normals } from "../../support/kernel-harness.js";

const python = process.env.SEPRANK_PYTHON;
/** As many outputs as inputs, as SAGEConv's projection has. */
const WIDTH = 8;
const VERTICES = 20;

test("layers agree with PyTorch Geometric's for the same weights", async (context) => {
  if (python === undefined)
    context.skip("needs PyTorch Geometric: set SEPRANK_PYTHON to a Python that has it");
  await selectBackend("wasm");
  const random = createRandom(6, "graph");
  const pairs = Array.from({ length: 50 }, () => [
    random.integer(VERTICES - 1),
    random.integer(VERTICES - 1),
  ]);
  const ends = { vertexCount: VERTICES, sources: pairs.map(([s]) => s), targets: pairs.map(([, t]) => t) };
  const { adjacency } = buildAdjacency(ends);
  const types = pairs.map(() => random.integer(3));
  const typed = buildAdjacency({ ...ends, types, directed: true }).adjacency;
  const x = normals(VERTICES * WIDTH, 1);

  const layers: Record<string, [Layer, Adjacency, (adjacency: Adjacency) => Float32Csr]> = {
    gcn: [gcnLayer(WIDTH, WIDTH, random), adjacency, normalizedAdjacency],
    gin: [ginLayer(WIDTH, WIDTH, random), adjacency, neighborMatrix],
    "gin-0": [ginLayer(WIDTH, WIDTH, random, { trainEpsilon: false }), adjacency, neighborMatrix],
    gat: [gatLayer(WIDTH, WIDTH, random), adjacency, normalizedAdjacency],
    gatv2: [gatv2Layer(WIDTH, WIDTH, random), adjacency, normalizedAdjacency],
    sage: [sageLayer(WIDTH, WIDTH, random), adjacency, neighborMeanMatrix],
    "sage-max": [sageMaxLayer(WIDTH, WIDTH, random), adjacency, neighborMatrix],
    gen: [genLayer(WIDTH, WIDTH, random), adjacency, neighborMatrix],
    rgcn: [rgcnLayer(WIDTH, WIDTH, random, 4), typed, relationalMatrix],
  };
  const weights = Object.fromEntries(
    Object.entries(layers).map(([name, [layer]], which) => [
      name,
      layer.parameters.map(({ shape, size }, k) => ({
        shape,
        values: [...normals(size, 100 * which + k)].map((value) => Math.fround(0.5 * value)),
      })),
    ]),
  );
  const both = (direction: Adjacency) =>
    Array.from(direction.sources, (source, e) => [source, direction.targets[e]]);
  const given = {
    x: Array.from({ length: VERTICES }, (_, v) => [...x.subarray(v * WIDTH, (v + 1) * WIDTH)]),
    edges: both(adjacency).flatMap(([s, t]) => [
      [s, t],
      [t, s],
    ]),
    directed: both(typed),
    types: [...(typed.types ?? [])],
    outputs: WIDTH,
    parameters: weights,
  };
  const script = fileURLToPath(new URL("pyg-layers.py", import.meta.url));
  const run = spawnSync(python as string, [script], { input: JSON.stringify(given), encoding: "utf8" });
  expect(run.status, run.stderr).toBe(0);
  const expected: Record<string, number[]> = JSON.parse(run.stdout);
  expect(Object.keys(expected).sort()).toEqual(Object.keys(layers).sort());
  for (const [name, [layer, graph, matrixOf]] of Object.entries(layers)) {
    const parameters = weights[name].map(({ shape, values }) => tf.tensor(values, shape));
    const output = layer.apply(
      parameters,
      uploadSparseMatrix(matrixOf(graph)),
      { kind: "hidden", matrix: tf.tensor2d(x, [VERTICES, WIDTH]) },
      {
        statistics: layer.statistics ?? [],
        training: { dropoutSeeds: random, onStatistics: () => undefined },
      },
    );
    expect(distance(output.dataSync(), expected[name]), name).toBeLessThan(1e-5);
  }
}, 120_000);
