import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { InputError, METHODS, type OrderOptions, parseMethod, removalOrder } from "../../src/adjacency.js";
import { ugs } from "../../src/evaluate/index.js";
import { MODEL_NAMES, trainGraphClassifier, trainVertexClassifier } from "../../src/nn/index.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { commandNumbers, folderNumbers, sha256 } from "./command-numbers.js";
import {
  collectionTask,
  type RecordedGraph,
  recordedGraphs,
  typedTask,
  vertexTask,
  writeInputs,
} from "./graphs.js";

/**
 * What the program computes, as it was recorded: any change of a number fails here. `npm run golden` records anew, for changes that
 * are meant; the commit says why. Names of files and keys are not recorded, so that they can change.
 */
async function expectRecorded(name: string, computed: unknown): Promise<void> {
  const file = join(import.meta.dirname, "recordings", `${name}.json`);
  if (process.env.npm_lifecycle_event !== "golden")
    expect(existsSync(file), `${file}: expected a recording; npm run golden makes it`).toBe(true);
  await expect(`${JSON.stringify(computed, null, 2)}\n`).toMatchFileSnapshot(file);
}

/** Methods with their walk lengths and partitions in their names. */
const NAMED = ["1-wis", "2-wis", "3-wis", "gwis", "1-gwis", "3-gwis", "1-gwis@cut:4"].concat(
  ["label", "community", "component", "bridge", "cut"].map((way) => `gwis@${way}`),
);

/** Methods with options, by what they are called in the recording. */
const WITH_OPTIONS: Readonly<Record<string, readonly [method: string, options: OrderOptions]>> = {
  "wis, walk length 4": ["wis", { walkLength: 4 }],
  "1-wis, batch 5": ["1-wis", { batch: 5 }],
  "2-wis, batch 5": ["2-wis", { batch: 5 }],
  "1-wis, parity": ["1-wis", { parity: "thesis" }],
  "2-wis, parity": ["2-wis", { parity: "thesis" }],
  "gwis, sum": ["gwis@cut:4", { orderBy: "sum" }],
  "gwis, min": ["gwis@cut:4", { orderBy: "min" }],
  "gwis, max": ["gwis@cut:4", { orderBy: "max" }],
  "2-wis, degree 1 kept": ["2-wis", { keepDegree: 1 }],
  "2-wis, resumed": ["2-wis", { removed: Uint32Array.of(3, 1, 20) }],
  "jaccard, protected": ["jaccard", { protect: Uint32Array.of(0, 7) }],
  "random-node-edge, hybrid": ["random-node-edge", { parameters: { ratio: 0.8 } }],
  "spanner, stretch 3": ["spanner", { remove: 10, parameters: { stretch: 3 } }],
  "effective-resistance, exact": ["effective-resistance", { parameters: { epsilon: 0 } }],
};

/** A digest of an order, and of the new weights where it has some; "refused" where the method does not take the graph. */
function orderDigest(method: string, { adjacency, labels }: RecordedGraph, options: OrderOptions): string {
  const half = { remove: Math.floor(adjacency.edgeCount / 2) };
  const { facts, labelled } = parseMethod(method);
  const sampled = facts.result === "edge set";
  try {
    const order = removalOrder(method, adjacency, {
      seed: 7,
      ...(labelled ? { labels } : {}),
      ...(sampled ? half : {}),
      ...options,
    });
    const { edges, weights, removable = edges.length } = order;
    const digest = `${removable} ${sha256(new Uint8Array(edges.slice().buffer))}`;
    // Rounded: the sixteenth digit is the engine's.
    return weights === undefined
      ? digest
      : `${digest} ${sha256(Array.from(weights, (w) => w.toPrecision(12)).join(" "))}`;
  } catch (error) {
    if (error instanceof InputError) return "refused";
    throw error;
  }
}

test("orders of all methods", async () => {
  const untrained = Object.keys(METHODS).filter((name) => parseMethod(name).facts.result !== "training");
  const plain = [...new Set([...untrained, ...NAMED])].map((name) => [name, [name, {}]] as const);
  const graphs = Object.entries(recordedGraphs());
  const orders = [...plain, ...Object.entries(WITH_OPTIONS)].map(([title, [method, options]]) => [
    title,
    Object.fromEntries(graphs.map(([name, graph]) => [name, orderDigest(method, graph, options)])),
  ]);
  await expectRecorded("orders", Object.fromEntries(orders));
});

test("the order that a training makes", async () => {
  const task = vertexTask();
  const order = await ugs(task, {
    model: "gcn",
    l1: 0.01,
    share: 0.25,
    epochs: 5,
    hidden: 8,
    learningRate: 5e-4,
    weightDecay: 1e-3,
    backend: "wasm",
  });
  await expectRecorded("ugs", sha256(new Uint8Array(order.edges.slice().buffer)));
});

/** The losses of twenty epochs to the last bit; "refused" where the model does not take the task. */
async function lossesOf(
  train: (onEpoch: (record: { loss: number }) => void) => Promise<unknown>,
): Promise<string> {
  const losses: number[] = [];
  try {
    await train(({ loss }) => losses.push(loss));
  } catch (error) {
    if (error instanceof InputError) return "refused";
    throw error;
  }
  expect(losses.length).toBe(20);
  return losses.join(" ");
}

test.each(["wasm", "cpu"])("losses of all models on %s", async (backend) => {
  const recorded: Record<string, Record<string, string>> = {};
  const rates = { learningRate: 0.01, weightDecay: 1e-3, dropout: 0.1 };
  const settings = { epochs: 20, layers: 2, hidden: 8, ...rates, seed: 2, backend };
  for (const model of MODEL_NAMES) {
    const options = { ...settings, model };
    recorded[model] = {
      vertices: await lossesOf((onEpoch) => trainVertexClassifier(vertexTask(), { ...options, onEpoch })),
      "vertices, edges with types": await lossesOf((onEpoch) =>
        trainVertexClassifier(typedTask(), { ...options, onEpoch }),
      ),
      graphs: await lossesOf((onEpoch) => trainGraphClassifier(collectionTask(), { ...options, onEpoch })),
    };
  }
  await expectRecorded(`losses-${backend}`, recorded);
});

test("walk-index", async () => {
  const { cliques } = writeInputs(temporaryFolder());
  const folder = temporaryFolder();
  await expectRecorded("walk-index", {
    vertices: await commandNumbers("walk-index", cliques, "-o", join(folder, "indices.csv")),
    community: await commandNumbers(
      "walk-index",
      "karate",
      "--partitions-by",
      "community",
      "--width",
      "4",
      "--features",
      "3",
    ),
    cut: await commandNumbers(
      "walk-index",
      "karate",
      "--partitions-by",
      "cut",
      "--parts",
      "3",
      "--walk-length",
      "5",
    ),
    files: folderNumbers(folder),
  });
});

test("separation-rank", async () => {
  const { cliques } = writeInputs(temporaryFolder());
  const options = ["--partitions-by", "cut", "--parts", "2", "--trials", "3", "--points", "16"];
  await expectRecorded("separation-rank", {
    graph: await commandNumbers("separation-rank", cliques, ...options),
    vertex: await commandNumbers("separation-rank", cliques, ...options, "--target", "a", "--depth", "3"),
  });
});

test("factorize", async () => {
  const folder = temporaryFolder();
  const { matrix, tensor } = writeInputs(folder);
  const recorded: Record<string, unknown> = {};
  for (const [model, ...options] of [
    ["matrix", "--input", matrix],
    ["tensor", "--input", tensor, "--rank", "4"],
    ["deep-tensor", "--input", tensor, "--width", "4", "--depth", "1"],
    ["hierarchical", "--input", tensor, "--width", "4", "--mode-tree", "[[0,2],1]"],
  ]) {
    const out = join(folder, model);
    const args = ["factorize", model, ...options, "--observe", "0.6", "--iterations", "200", "-o", out];
    recorded[model] = { summary: await commandNumbers(...args), files: folderNumbers(out) };
  }
  const adam = ["--optimizer", "adam", "--iterations", "200", "-o", join(folder, "adam")];
  const summary = await commandNumbers("factorize", "tensor", "--input", tensor, "--observe", "0.6", ...adam);
  // Adam takes powers, whose sixteenth digit is the engine's.
  const rounded = summary.replaceAll(/\d+\.\d+\S*/g, (number) => Number(number).toPrecision(8));
  await expectRecorded("factorize", { ...recorded, "tensor, Adam": rounded });
});

test("locality", async () => {
  const folder = join(temporaryFolder(), "paths");
  const images = [
    "--data",
    "pathfinder",
    "--canvas",
    "48x48",
    "--train",
    "8",
    "--test",
    "8",
    "--distance",
    "3",
  ];
  const runs = ["--epochs", "2", "--batch", "4", "--seeds", "1", "--backend", "wasm"];
  const summary = await commandNumbers("locality", ...images, ...runs, "-o", folder);
  await expectRecorded("locality", { summary, files: folderNumbers(folder) });
});

test.each(["figure-5.2", "figure-a.2"])("reproduce %s", async (name) => {
  const folder = join(temporaryFolder(), name);
  const document = await commandNumbers("reproduce", name, "--jobs", "1", "--backend", "wasm", "-o", folder);
  await expectRecorded(`reproduce-${name}`, { document, files: folderNumbers(folder) });
});
