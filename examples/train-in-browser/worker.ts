import {
  createRandom,
  parseMethod,
  pruneDataset,
  randomSplit,
  readGraph,
  removalOrder,
  SPLIT_SHARES,
  type SparseFeatures,
  writeGraph,
} from "seprank/adjacency";
import { classificationGraph, selectBackend, trainVertexClassifier } from "seprank/nn";
import type { Job, Told } from "./messages.js";

/** What is used of a worker's scope, which the page's types do not know. */
interface Scope {
  onmessage: ((event: MessageEvent<Job>) => void) | null;
  postMessage(message: Told): void;
}

const EPOCHS = 100;
const scope = self as unknown as Scope;
const tell = (message: Told) => scope.postMessage(message);

scope.onmessage = ({ data }) => {
  work(data).catch((error: Error) => tell({ kind: "failed", message: error.message }));
};

async function work({ name, bytes, method, remove, wasmFolder }: Job): Promise<void> {
  const dataset = await readGraph(bytes, { name });
  const { adjacency, features, notices = [] } = dataset;
  const { vertexCount, edgeCount } = adjacency;
  tell({ kind: "read", vertices: vertexCount, edges: edgeCount, notices });
  const graph = classificationGraph({ ...dataset, features: features ?? identity(vertexCount) });
  const { labels } = graph;
  const split = randomSplit(labels, SPLIT_SHARES, createRandom(0, "split"));

  const spec = parseMethod(method);
  const known = new Int32Array(labels.length).fill(-1);
  // Of the classes a method sees only those that the network is trained on.
  for (const t of split.train) known[t] = labels[t];
  const order = removalOrder(spec, adjacency, { seed: 0, ...(spec.labelled ? { labels: known } : {}) });
  const pruned = pruneDataset(dataset, order, Math.round(remove * edgeCount));
  tell({ kind: "pruned", csv: new Uint8Array(await writeGraph(pruned, "csv")) });

  const backend = await chooseBackend(wasmFolder);
  const rounds = [["all", adjacency] as const, ["kept", pruned.adjacency] as const];
  for (const [done, [edges, adjacency]] of rounds.entries()) {
    const { testAccuracy, epochs } = await trainVertexClassifier(
      { ...graph, adjacency, split },
      {
        ...{ model: "gcn", hidden: 32, learningRate: 1e-2, epochs: EPOCHS, backend },
        onEpoch: ({ epoch, loss }) =>
          tell({ kind: "epoch", share: (done + epoch / EPOCHS) / rounds.length, epoch, loss }),
      },
    );
    tell({ kind: "trained", edges, count: adjacency.edgeCount, epochs, testAccuracy });
  }
}

/** WebGPU where the browser has an adapter and computes rightly, else WebAssembly, which every browser has. */
async function chooseBackend(wasmFolder: string): Promise<string> {
  const { gpu } = navigator as { gpu?: { requestAdapter(): Promise<object | null> } };
  let reason: string | null = null;
  if (gpu !== undefined && (await gpu.requestAdapter()) !== null)
    try {
      await import("@tensorflow/tfjs-backend-webgpu");
      const { name } = await selectBackend("webgpu");
      tell({ kind: "backend", name, reason });
      return name;
    } catch (error) {
      reason = (error as Error).message;
    }
  const { name } = await selectBackend("wasm", { wasmFolder });
  tell({ kind: "backend", name, reason });
  return name;
}

/** For a graph without features: vertex t has feature t alone. */
function identity(vertices: number): SparseFeatures {
  const places = Uint32Array.from({ length: vertices + 1 }, (_, t) => t);
  return {
    kind: "sparse",
    rows: vertices,
    columns: vertices,
    offsets: places,
    indices: places.slice(0, vertices),
    values: new Float32Array(vertices).fill(1),
  };
}
