import { generateCitations } from "../../datasets/graphs/citations.js";
import { karate } from "../../datasets/graphs/karate.js";
import type { GraphDataset } from "../../src/graph/dataset.js";
import { readGraph } from "../../src/graph/formats/formats.js";
import { graphLayout, layoutInSquare } from "../../src/report/graph-picture/graph-layout.js";
import { parseMethod } from "../../src/sparsify/method-spec.js";
import { removalOrder } from "../../src/sparsify/order-by-method.js";
import type { Asked, ExampleName, JobName, Jobs, OrderJob, Told, TrainProgress } from "./jobs.js";

// What takes long runs here, so that the page stays awake. One worker does one job, and may be ended at any time.

/** What is used of a worker's scope, which the page's types do not know. */
interface Scope {
  onmessage: ((event: MessageEvent<Asked>) => void) | null;
  postMessage(message: Told): void;
}

const EXAMPLES: Readonly<Record<ExampleName, () => GraphDataset>> = {
  karate,
  citations: () =>
    generateCitations({
      vertices: 600,
      edges: 1500,
      features: 300,
      featuresPerVertex: 10,
      maxAttractiveness: 40,
    }),
  "citations-large": () => generateCitations(),
};

const WORK: {
  readonly [K in JobName]: (
    job: Jobs[K]["asks"],
    tell: (progress: TrainProgress) => void,
  ) => Jobs[K]["gives"] | Promise<Jobs[K]["gives"]>;
} = {
  read: ({ name, bytes }) => readGraph(bytes, { name }),
  make: ({ example }) => EXAMPLES[example](),
  layout: ({ adjacency }) => layoutInSquare(graphLayout(adjacency)),
  order: orderOf,
  // Training is heavy to load.
  train: async (job, tell) => (await import("./train.js")).train(job, tell),
};

function orderOf({ method, seed, adjacency, labels }: OrderJob): Uint32Array {
  const spec = parseMethod(method);
  const { edges } = removalOrder(spec, adjacency, {
    seed,
    ...(spec.labelled && labels !== null ? { labels } : {}),
  });
  return edges;
}

const scope = self as unknown as Scope;
scope.onmessage = async ({ data: { kind, job } }) => {
  try {
    const work = WORK[kind] as (job: unknown, tell: (progress: TrainProgress) => void) => unknown;
    scope.postMessage({ result: await work(job, (progress) => scope.postMessage({ progress })) });
  } catch (error) {
    scope.postMessage({ failed: error instanceof Error ? error.message : String(error) });
  }
};
