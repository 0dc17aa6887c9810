import forceAtlas2 from "graphology-layout-forceatlas2";
import {
  createRandom,
  fromGraphology,
  type GraphDataset,
  generateCitations,
  InputError,
  METHODS,
  type MethodName,
  readGraph,
  removalOrder,
  toGraphology,
} from "seprank";
import Sigma from "sigma";

// A graph whose edges disappear from the picture in the order in which a method removes them.

const method = document.querySelector("#method") as HTMLSelectElement;
const removed = document.querySelector("#removed") as HTMLInputElement;
const file = document.querySelector("#file") as HTMLInputElement;
const status = document.querySelector("#status") as HTMLElement;
const box = document.querySelector("#graph") as HTMLElement;

const COLOURS = ["#4269d0", "#efb118", "#ff725c", "#6cc5b0", "#3ca951", "#ff8ab7", "#a463f2", "#97bbf5"];

let graph = drawnGraph(
  generateCitations({ vertices: 300, edges: 800, features: 60, featuresPerVertex: 6, maxAttractiveness: 40 }),
);
let sigma: Sigma | undefined;

// Methods that make an order of all edges, by the graph alone.
for (const [name, { result, weights }] of Object.entries(METHODS))
  if (result !== "training" && result !== "edge set" && weights !== "required") method.add(new Option(name));
method.value = "2-wis";

method.addEventListener("change", order);
removed.addEventListener("input", show);
file.addEventListener("change", () => open(file.files?.[0]));
document.body.addEventListener("dragover", (event) => event.preventDefault());
document.body.addEventListener("drop", (event) => {
  event.preventDefault();
  open(event.dataTransfer?.files[0]);
});
draw();

/** Places of vertices, and colours by their labels. */
function drawnGraph({ features: _, ...dataset }: GraphDataset) {
  const drawn = toGraphology({ ...dataset, features: null });
  const random = createRandom(1, "places");
  const { labels } = dataset;
  let t = 0;
  drawn.updateEachNodeAttributes(() => ({
    x: random.uniform(),
    y: random.uniform(),
    size: 4,
    color: COLOURS[Math.max(0, labels?.[t++] ?? 0) % COLOURS.length],
  }));
  forceAtlas2.assign(drawn, { iterations: 200, settings: forceAtlas2.inferSettings(drawn) });
  return drawn;
}

function draw(): void {
  sigma?.kill();
  sigma = new Sigma(graph, box, {
    renderLabels: false,
    // An edge without a rank is never removed: undefined < 1 is false.
    edgeReducer: (_key, { removalRank }) => ({
      color: "#bbbbbb",
      hidden: removalRank < Number(removed.value),
    }),
  });
  order();
}

function order(): void {
  try {
    removalOrder.assign(graph, { method: method.value as MethodName });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    status.textContent = error.message;
    return;
  }
  removed.max = `${fromGraphology(graph).adjacency.edgeCount}`;
  show();
}

function show(): void {
  const count = Number(removed.value);
  const isLeft = (key: string) => !(graph.getEdgeAttribute(key, "removalRank") < count);
  const isolated = graph.filterNodes((node) => !graph.someEdge(node, isLeft)).length;
  status.textContent = `${method.value}: ${count} of ${removed.max} edges removed, ${isolated} of ${graph.order} vertices isolated`;
  sigma?.refresh();
}

async function open(chosen: File | undefined): Promise<void> {
  if (chosen === undefined) return;
  try {
    graph = drawnGraph(await readGraph(new Uint8Array(await chosen.arrayBuffer()), { name: chosen.name }));
    removed.value = "0";
    draw();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    status.textContent = error.message;
  }
}
