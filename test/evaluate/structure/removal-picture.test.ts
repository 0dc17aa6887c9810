import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { orderCache } from "../../../src/evaluate/orders/order-cache.js";
import { orderTraining } from "../../../src/evaluate/orders/order-training.js";
import { recordsByInput } from "../../../src/evaluate/records/records-by-input.js";
import { packageVersion } from "../../../src/evaluate/records/version.js";
import {
  isDrawn,
  keepGraph,
  MOST_DRAWN_EDGES,
  readKeptGraph,
} from "../../../src/evaluate/structure/kept-graph.js";
import { removalPicture } from "../../../src/evaluate/structure/removal-picture.js";
import { parseMethod } from "../../../src/sparsify/method-spec.js";
import { removalOrder } from "../../../src/sparsify/order-by-method.js";
import { smallDataset } from "../../generators/small-dataset.js";
import { finishedRecord } from "../../generators/trial-records.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const DATASET = smallDataset(30);
const SOURCE = {
  ...finishedRecord(),
  seprank: packageVersion(),
  input: { name: "small", sha256: "12".repeat(32), vertices: 30, edges: DATASET.adjacency.edgeCount },
};
const nowhere = async () => undefined;

function partOf(methods: readonly string[], fields: Partial<typeof SOURCE> = {}) {
  return recordsByInput(
    methods.map((method) => finishedRecord({ ...SOURCE, method, seed: 4, ...fields })),
  )[0];
}

/** The picture, which must be there. */
async function pictureOf(...args: Parameters<typeof removalPicture>) {
  const picture = await removalPicture(...args);
  if (typeof picture === "string") throw new Error(picture);
  return picture;
}

test("a kept graph comes back edge for edge, with its labels and without features", async () => {
  const folder = temporaryFolder();
  await keepGraph(folder, SOURCE, DATASET);
  const kept = (await readKeptGraph(folder, SOURCE))!;
  expect(kept.adjacency).toEqual(DATASET.adjacency);
  expect(kept.labels).toEqual(DATASET.labels);
  expect(kept.features).toBeNull();
});

test("a kept graph that is torn, or another input's, or another version's, counts as none", async () => {
  const folder = temporaryFolder();
  await keepGraph(folder, SOURCE, DATASET);
  expect(await readKeptGraph(folder, { ...SOURCE, seprank: "9.9.9" })).toBeUndefined();
  expect(
    await readKeptGraph(folder, { ...SOURCE, input: { ...SOURCE.input, sha256: "34" } }),
  ).toBeUndefined();
  expect(await readKeptGraph(folder, { ...SOURCE, input: { ...SOURCE.input, edges: 7 } })).toBeUndefined();
  const file = join(
    folder,
    "orders",
    readdirSync(join(folder, "orders")).find((name) => name.endsWith(".npz"))!,
  );
  writeFileSync(file, readFileSync(file).subarray(0, 200));
  expect(await readKeptGraph(folder, SOURCE)).toBeUndefined();
  await keepGraph(folder, SOURCE, DATASET);
  expect(await readKeptGraph(folder, SOURCE)).toBeDefined();
});

test("a graph too large to be drawn is not kept, and one that is there is not written again", async () => {
  const folder = temporaryFolder();
  const input = { ...SOURCE.input, edges: MOST_DRAWN_EDGES + 1 };
  await keepGraph(folder, { ...SOURCE, input }, DATASET);
  expect(readdirSync(folder)).toEqual([]);
  await keepGraph(folder, SOURCE, DATASET);
  const files = () =>
    readdirSync(join(folder, "orders")).map((name) => statSync(join(folder, "orders", name)).ino);
  const before = files();
  await keepGraph(folder, SOURCE, DATASET);
  expect(files()).toEqual(before);
});

test("no text of a record leads out of the folder", async () => {
  const folder = temporaryFolder();
  const input = { ...SOURCE.input, name: "../../x", sha256: "../../../x" };
  await keepGraph(join(folder, "deep"), { ...SOURCE, input }, DATASET);
  expect(readdirSync(folder)).toEqual(["deep"]);
  expect(readdirSync(join(folder, "deep"))).toEqual(["orders"]);
});

test("orders of the folder are taken, those of other methods computed anew by the same version", async () => {
  const folder = temporaryFolder();
  await keepGraph(folder, SOURCE, DATASET);
  const reversed = { method: "1-wis", edges: removalOrder("1-wis", DATASET.adjacency).edges.toReversed() };
  await orderCache(folder, SOURCE).write(parseMethod("1-wis"), 4, { order: reversed, seconds: 1 });
  const picture = await pictureOf(folder, partOf(["random", "1-wis", "2-wis"]), "random", nowhere);
  expect(picture.orders.map(({ method, seed }) => [method, seed])).toEqual([
    ["1-wis", null],
    ["2-wis", null],
    ["random", 4],
  ]);
  expect(picture.orders[0].edges).toEqual(reversed.edges);
  expect(picture.orders[1].edges).toEqual(removalOrder("2-wis", DATASET.adjacency).edges);
  expect(picture.orders[2].edges).toEqual(removalOrder("random", DATASET.adjacency, { seed: 4 }).edges);
  expect(picture.missing).toEqual([]);
});

test("a method that trains a network has an order for each model, never computed here", async () => {
  const folder = temporaryFolder();
  await keepGraph(folder, SOURCE, DATASET);
  const order = { method: "ugs", edges: removalOrder("2-wis", DATASET.adjacency).edges };
  const training = orderTraining(parseMethod("ugs"), "gin", SOURCE);
  await orderCache(folder, SOURCE).write(parseMethod("ugs"), 4, { order, seconds: 1 }, training);
  const records = ["gcn", "gin"].map((model) => finishedRecord({ ...SOURCE, method: "ugs", model, seed: 4 }));
  const picture = await pictureOf(folder, recordsByInput(records)[0], "random", nowhere);
  expect(picture.orders).toEqual([{ ...order, model: "gin", seed: 4 }]);
  expect(picture.missing.map(({ method }) => method)).toEqual(["ugs"]);
});

test("what cannot be drawn is named, with the reason", async () => {
  const folder = temporaryFolder();
  await keepGraph(folder, SOURCE, DATASET);
  const picture = await pictureOf(
    folder,
    partOf(["1-wis", "spanner", "gwis@label", "no-such"]),
    "random",
    nowhere,
  );
  expect(picture.orders.map(({ method }) => method)).toEqual(["1-wis"]);
  expect(picture.missing).toEqual([
    { method: "gwis@label", reason: expect.stringMatching(/cannot be computed from the graph alone/) },
    { method: "no-such", reason: expect.stringMatching(/does not know it/) },
    { method: "spanner", reason: expect.stringMatching(/each level anew/) },
  ]);
});

test("without a kept graph the data set is found by name, if it has the same hash; orders of another version are not computed", async () => {
  const folder = temporaryFolder();
  const found = async (name: string) => {
    expect(name).toBe("small");
    return { dataset: DATASET, sha256: SOURCE.input.sha256 };
  };
  expect((await pictureOf(folder, partOf(["1-wis"]), "random", found)).orders).toHaveLength(1);
  const changed = async () => ({ dataset: DATASET, sha256: "56" });
  expect(await removalPicture(folder, partOf(["1-wis"]), "random", changed)).toMatch(/not found by name/);
  expect(await removalPicture(folder, partOf(["1-wis"]), "random", nowhere)).toMatch(/not found by name/);
  const old = await pictureOf(folder, partOf(["1-wis"], { seprank: "0.0.0" }), "random", found);
  expect(old.orders).toEqual([]);
  expect(old.missing).toHaveLength(1);
  rmSync(folder, { recursive: true });
});

test("graphs of more than 20,000 edges are neither kept nor drawn", async () => {
  const input = { ...SOURCE.input, edges: 20_001 };
  expect(isDrawn({ ...input, edges: 20_000 })).toBe(true);
  expect(isDrawn(input)).toBe(false);
  const folder = temporaryFolder();
  await keepGraph(folder, { ...SOURCE, input }, DATASET);
  expect(readdirSync(folder)).toEqual([]);
  expect(await removalPicture(folder, partOf(["1-wis"], { input }), "random", nowhere)).toMatch(
    /up to 20000 edges/,
  );
});
