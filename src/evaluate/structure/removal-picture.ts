import { InputError } from "../../errors.js";
import type { GraphDataset } from "../../graph/dataset.js";
import { type MethodSpec, parseMethod } from "../../sparsify/method-spec.js";
import { removalOrder } from "../../sparsify/order-by-method.js";
import type { RemovalOrder } from "../../sparsify/orders/removal-order.js";
import { orderCache } from "../orders/order-cache.js";
import { orderTraining } from "../orders/order-training.js";
import { pluginOf } from "../plugins/plugin.js";
import type { InputRecords } from "../records/records-by-input.js";
import { giveSameResults, packageVersion } from "../records/version.js";
import { latestFinished, methodsOf } from "../summaries/summary.js";
import { ANY_METHOD } from "../trials/trial.js";
import { isDrawn, MOST_DRAWN_EDGES, readKeptGraph } from "./kept-graph.js";

/** A graph as it is drawn: edges and classes, and the names of vertices where they have some. */
export type PicturedGraph = Pick<GraphDataset, "adjacency" | "labels" | "classNames"> &
  Partial<Pick<GraphDataset, "vertexNames">>;

/** What is needed to draw a graph that loses its edges, one after the other. */
export interface RemovalPicture {
  readonly graph: PicturedGraph;
  /** by the method's name, the baseline last */
  readonly orders: readonly PicturedOrder[];
  /** methods of which there is no order, each with the reason */
  readonly missing: readonly { readonly method: string; readonly reason: string }[];
}

export interface PicturedOrder extends RemovalOrder {
  /** that the method trained; null for a method that trains none */
  readonly model: string | null;
  /** null for a method that does not depend on it */
  readonly seed: number | null;
}

/** A data set by its name with its SHA-256, or undefined where it is not at hand. */
export type FindDataset = (
  name: string,
) => Promise<{ readonly dataset: GraphDataset; readonly sha256: string } | undefined>;

/**
 * A sweep's graph and its removal orders: from the sweep's folder, or else the data set by its name, if it has the records' SHA-256,
 * and orders computed anew, if this is the version that made the records. Of a method's orders that of the lowest seed.
 *
 * @returns the picture, or, in words, why there is none
 */
export async function removalPicture(
  folder: string,
  { input, records }: InputRecords,
  baseline: string,
  findDataset: FindDataset,
): Promise<RemovalPicture | string> {
  if (!isDrawn(input))
    return `The graph is not drawn: it has ${input.edges} edges and ${input.vertices} vertices, and a picture is made up to ${MOST_DRAWN_EDGES} edges.`;
  const finished = latestFinished(records);
  if (finished.length === 0) return "The graph is not drawn: no trial is finished.";
  const { seprank } = finished[0];
  const dataset = (await readKeptGraph(folder, { seprank, input })) ?? (await found(findDataset, input));
  if (dataset === undefined)
    return "The graph is not drawn: its edges are not in the folder, and its data set was not found by name with the records' SHA-256.";

  const orders: PicturedOrder[] = [];
  const missing: { method: string; reason: string }[] = [];
  for (const name of methodsOf(finished, baseline).filter((method) => method !== ANY_METHOD)) {
    const trials = finished.filter((record) => record.method === name);
    const cache = orderCache(folder, { ...finished[0], input }, pluginOf(trials[0]));
    try {
      const method = parseMethod(name);
      const { result, randomised } = method.facts;
      if (result === "edge set") {
        missing.push({ method: name, reason: "chooses the edges of each level anew" });
        continue;
      }
      const seed = Math.min(...trials.map((record) => record.seed));
      // A method that trains a network has an order for each model.
      const models = result === "training" ? [...new Set(trials.map(({ model }) => model))].sort() : [null];
      for (const model of models) {
        const trained = trials.find((record) => record.model === model);
        const training = trained && orderTraining(method, trained.model, trained);
        const order =
          (await cache.read(method, seed, training))?.order ??
          (training === undefined ? computedAnew(method, seed, seprank, dataset) : undefined);
        if (order !== undefined) orders.push({ ...order, model, seed: randomised ? seed : null });
        else
          missing.push({
            method: name,
            reason: "its order is not in the folder and cannot be computed from the graph alone",
          });
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      missing.push({ method: name, reason: "this version does not know it, or cannot run it here" });
    }
  }
  return { graph: dataset, orders, missing };
}

async function found(
  findDataset: FindDataset,
  input: InputRecords["input"],
): Promise<GraphDataset | undefined> {
  const opened = await findDataset(input.name);
  if (opened === undefined || opened.sha256 !== input.sha256) return undefined;
  const { vertexCount, edgeCount } = opened.dataset.adjacency;
  return vertexCount === input.vertices && edgeCount === input.edges ? opened.dataset : undefined;
}

/** As the sweep computed it; not where a version with other results did, nor where labels of a split would be needed. */
function computedAnew(
  method: MethodSpec,
  seed: number,
  seprank: string,
  { adjacency }: GraphDataset,
): RemovalOrder | undefined {
  if (!giveSameResults(seprank, packageVersion()) || method.labelled) return undefined;
  return removalOrder(method, adjacency, { seed });
}
