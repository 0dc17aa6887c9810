import { meanDeviation } from "../../src/evaluate/statistics/mean-deviation.js";
import { meanInterval } from "../../src/evaluate/statistics/paired-comparison.js";
import type { SummaryRow } from "../../src/evaluate/summaries/summary.js";
import { subgraphOfEdges } from "../../src/graph/adjacency.js";
import { vertexName } from "../../src/graph/attributes/vertex-names.js";
import type { GraphDataset } from "../../src/graph/dataset.js";
import { type GraphFormat, writeGraph } from "../../src/graph/formats/formats.js";
import { curveFigure } from "../../src/report/figures/curve-figure.js";
import { classesOf } from "../../src/report/graph-picture/classes.js";
import { placesOf } from "../../src/report/graph-picture/graph.js";
import { liveCurves } from "../../src/report/page/browser/curves.js";
import { element } from "../../src/report/page/browser/element.js";
import { type LivePicture, livePicture } from "../../src/report/page/browser/picture.js";
import { downloadBlob, downloadText } from "../../src/report/page/browser/save-picture.js";
import { pictureSection } from "../../src/report/page/picture-section.js";
import { html } from "../../src/report/wording/markup.js";
import { counted, grouped, percent, percentSpread } from "../../src/report/wording/numbers.js";
import { methodTitle, percentTitle, shownName } from "../../src/report/wording/titles.js";
import { METHODS } from "../../src/sparsify/catalog.js";
import { pruneDataset } from "../../src/sparsify/prune-dataset.js";
import { ADDRESS_START, type AddressState, readAddress, writeAddress } from "./address.js";
import { identityFeatures, MOST_IDENTITY } from "./identity-features.js";
import type { ExampleName, TrainProgress, Trial } from "./jobs.js";
import { type RunningJob, runJob } from "./run-job.js";
import { GCN } from "./training-settings.js";

/** As many as a page draws, see `seprank view`. */
const MOST_EDGES = 100_000;
const MOST_VERTICES = 100_000;
/** Own graphs of more edges do not stand in the address. */
const MOST_SENT_EDGES = 2000;
const MOST_LEVELS = 12;

const EXAMPLES: Readonly<Record<ExampleName, string>> = {
  citations: "citations, made by code: 600 vertices, 1,500 edges, classes and features",
  "citations-large": "citations, made by code: 2,708 vertices, 5,278 edges, classes and features",
  karate: "Zachary's karate club: 34 vertices, 78 edges, classes",
};

/** Formats of the pruned graph, and the endings of their files. */
const FORMATS: Readonly<Partial<Record<GraphFormat, string>>> = {
  csv: "csv",
  graphml: "graphml",
  gexf: "gexf",
  json: "json",
  npz: "npz",
  "matrix-market": "mtx",
};

/** Shows the playground in an element of a page. @returns what takes it away again */
export function mount(root: HTMLElement): () => void {
  root.innerHTML = page().text;
  const playground = startPlayground(root);
  return () => {
    playground.end();
    root.replaceChildren();
  };
}

function page() {
  return html`<h1>Playground</h1>
<p>See what a sparsifier leaves of a graph, and what that does to a graph neural network. Everything runs in this tab: no graph, no result and no setting is sent anywhere.</p>
<section aria-labelledby="playground-graph"><h2 id="playground-graph">Graph</h2>
<div class="drop">
<div class="row"><label>Example <select class="example" id="playground-example">${Object.entries(EXAMPLES).map(([name, title]) => html`<option value="${name}">${title}</option>`)}<option value="" class="own" hidden>your own</option></select></label></div>
<div class="row"><label>or your own file <input type="file" class="file" id="playground-file"></label> <span>or drop a file here.</span></div>
<p class="help">Edge lists, CSV, GraphML, GEXF, JSON, npz, Matrix Market and more, of up to 100,000 edges. Directions of edges are dropped.</p>
</div>
<p class="told-graph" role="status"></p>
</section>
<section aria-labelledby="playground-picture"><h2 id="playground-picture">What is removed</h2>
<div class="box"></div>
<div class="row"><button type="button" class="copy">copy the address of this view</button> <span class="copied" role="status"></span></div>
</section>
<section aria-labelledby="playground-train"><h2 id="playground-train">Accuracy against sparsity</h2>
<p>Trains a GCN on the graph that each of the two methods leaves, level by level, and tests it there: ${GCN.layers} layers of width ${GCN.hidden}, learning rate ${GCN.learningRate}, a random split into 80 % training, 10 % validation and 10 % test vertices for each seed. Training stops after ${GCN.patience} epochs without a better validation accuracy. <code>seprank evaluate</code> trains longer.</p>
<form class="train row">
<label>Shares removed <input type="text" class="levels" id="playground-levels" size="20" inputmode="decimal" aria-describedby="playground-levels-help"></label>
<label>Seeds <input type="number" class="seeds" id="playground-seeds" min="1" max="10" step="1"></label>
<label>Epochs, at most <input type="number" class="epochs" id="playground-epochs" min="1" max="10000" step="1"></label>
<button type="submit" class="main">train</button> <button type="button" class="stop" disabled>stop</button>
</form>
<p class="help" id="playground-levels-help">Numbers from 0 to 1 with commas between them: 0 is the whole graph, 1 the graph without edges.</p>
<p class="told-training" role="status"></p>
<div class="results"></div>
</section>
<section aria-labelledby="playground-files"><h2 id="playground-files">Take it with you</h2>
<div class="row">
<label>Of <select class="side" id="playground-side"><option value="0">left</option><option value="1">right</option></select></label>
<button type="button" class="save-order">removal order (CSV)</button>
<label>Format <select class="format" id="playground-format">${Object.keys(FORMATS).map((format) => html`<option>${format}</option>`)}</select></label>
<button type="button" class="save-graph">pruned graph</button>
<button type="button" class="save-accuracies">accuracies (CSV)</button>
</div>
<p class="told-files" role="status"></p>
</section>`;
}

/** The graph that is shown. */
interface Shown {
  readonly dataset: GraphDataset;
  /** names of methods, as the drawings' choices number them */
  readonly methods: readonly string[];
  readonly live: LivePicture;
  /** the order of a method, once it was computed */
  orderOf(method: string): Promise<Uint32Array>;
  /** ends what is being computed */
  end(): void;
}

function startPlayground(root: HTMLElement): { end(): void } {
  const one = <T extends Element>(selector: string) => element<T>(root, selector);
  const example = one<HTMLSelectElement>(".example");
  const file = one<HTMLInputElement>(".file");
  const drop = one<HTMLElement>(".drop");
  const levels = one<HTMLInputElement>(".levels");
  const seeds = one<HTMLInputElement>(".seeds");
  const epochs = one<HTMLInputElement>(".epochs");
  const stop = one<HTMLButtonElement>(".stop");
  const told = (where: "graph" | "training" | "files", text: string, isFailure = false) => {
    const place = one<HTMLElement>(`.told-${where}`);
    place.textContent = text;
    place.classList.toggle("failed", isFailure);
  };
  const ended = new AbortController();
  const { signal } = ended;

  let wanted = readAddress(location.hash);
  let shown: Shown | null = null;
  let opening: RunningJob<unknown> | null = null;
  let training: RunningJob<null> | null = null;
  let trials: readonly Trial[] = [];
  let trained: { readonly methods: readonly string[]; readonly dataset: GraphDataset } | null = null;
  levels.value = wanted.levels;
  seeds.value = String(wanted.seeds);
  epochs.value = String(wanted.epochs);

  const state = (): AddressState => {
    if (shown === null) return wanted;
    const { orders, removed, colour, ghosts } = shown.live.state;
    const name = (order: number) => shown?.methods[order] ?? "";
    return {
      graph: example.value === "" ? shown.dataset.name : example.value,
      edges: example.value === "" ? edgesAsText(shown.dataset) : null,
      left: name(orders[0]),
      right: name(orders[1]),
      removed,
      colour,
      ghosts,
      levels: levels.value,
      seeds: Number(seeds.value),
      epochs: Number(epochs.value),
    };
  };
  const writeState = () => history.replaceState(history.state, "", `#${writeAddress(state())}`);

  /** Reads or makes a graph, places its vertices, and shows it. */
  const open = async (name: string, job: RunningJob<GraphDataset>) => {
    opening?.end();
    opening = job;
    told("graph", `${name}: reading\u2026`);
    try {
      const dataset = await job.result;
      if (opening !== job) return;
      const { vertexCount, edgeCount } = dataset.adjacency;
      if (edgeCount > MOST_EDGES || vertexCount > MOST_VERTICES)
        throw new Error(
          `${shownName(dataset.name)}: expected at most ${grouped(MOST_EDGES)} edges and ${grouped(MOST_VERTICES)} vertices, got ${grouped(edgeCount)} and ${grouped(vertexCount)}`,
        );
      if (edgeCount === 0)
        throw new Error(`${shownName(dataset.name)}: expected a graph with edges, got none`);
      told("graph", `${name}: placing ${grouped(vertexCount)} vertices\u2026`);
      const layout = runJob("layout", { adjacency: dataset.adjacency });
      opening = layout;
      const places = await layout.result;
      if (opening !== layout) return;
      opening = null;
      show(dataset, places);
    } catch (error) {
      opening = null;
      told("graph", error instanceof Error ? error.message : String(error), true);
    }
  };

  const show = (dataset: GraphDataset, places: { readonly x: Uint16Array; readonly y: Uint16Array }) => {
    stopTraining();
    shown?.end();
    trials = [];
    one(".results").replaceChildren();
    told("training", "");
    told("files", "");
    told("graph", factsOf(dataset));
    shown = shownGraph(one(".box"), dataset, places, wanted);
    shown.live.onChange(writeState);
    // What follows from the address holds for the first graph only.
    wanted = { ...state(), removed: null, colour: null };
    writeState();
  };

  const openExample = (name: ExampleName) => {
    file.value = "";
    void open(EXAMPLES[name].split(":")[0], runJob("make", { example: name }));
  };
  const openFile = async (chosen: File | undefined) => {
    if (chosen === undefined) return;
    one<HTMLOptionElement>(".own").hidden = false;
    example.value = "";
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    void open(shownName(chosen.name), runJob("read", { name: chosen.name, bytes }));
  };

  const stopTraining = () => {
    training?.end();
    training = null;
    stop.disabled = true;
  };
  const startTraining = () => {
    if (shown === null) return told("training", "There is no graph yet.", true);
    const shares = parseLevels(levels.value);
    if (typeof shares === "string") return told("training", shares, true);
    const { left, right } = state();
    const methods = [...new Set([left, right])].filter((method) => method !== "");
    if (methods.length === 0)
      return told("training", "Choose a method above, on the left or on the right.", true);
    const { dataset } = shown;
    if (dataset.labels === null)
      return told("training", `${shownName(dataset.name)} has no classes of vertices to learn.`, true);
    const { vertexCount } = dataset.adjacency;
    if (dataset.features === null && vertexCount > MOST_IDENTITY)
      return told(
        "training",
        `${shownName(dataset.name)} has no vertex features, and more than ${grouped(MOST_IDENTITY)} vertices to give each its own.`,
        true,
      );
    const note =
      dataset.features === null
        ? " The vertices have no features: each has one of its own, as is usual then."
        : "";
    stopTraining();
    trials = [];
    trained = { methods, dataset };
    one(".results").replaceChildren();
    stop.disabled = false;
    told("training", "Loading TensorFlow.js\u2026");
    const onProgress = ({ done, of, epoch, trial }: TrainProgress) => {
      told(
        "training",
        `${done} of ${counted(of, "training")} done${epoch === 0 ? "" : `, epoch ${epoch} of the next`}.${note}`,
      );
      if (trial === undefined) return;
      trials = [...trials, trial];
      showResults(one(".results"), trials, methods, dataset.adjacency.edgeCount);
    };
    const job = runJob(
      "train",
      {
        dataset: { ...dataset, features: dataset.features ?? identityFeatures(vertexCount) },
        methods,
        levels: shares,
        seeds: Number(seeds.value),
        epochs: Number(epochs.value),
        wasmFolder: new URL("./wasm/", import.meta.url).href,
      },
      onProgress,
    );
    training = job;
    job.result
      .then(
        () => told("training", `${counted(trials.length, "training")} done.${note}`),
        (error: Error) => told("training", error.message, true),
      )
      .finally(() => {
        if (training === job) stopTraining();
      });
  };

  example.addEventListener(
    "change",
    () => example.value !== "" && openExample(example.value as ExampleName),
    { signal },
  );
  file.addEventListener("change", () => void openFile(file.files?.[0]), { signal });
  // A file that falls beside the frame is meant as well, and must not leave the page.
  root.addEventListener(
    "dragover",
    (event) => {
      event.preventDefault();
      drop.classList.add("over");
    },
    { signal },
  );
  root.addEventListener("dragleave", () => drop.classList.remove("over"), { signal });
  root.addEventListener(
    "drop",
    (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      void openFile(event.dataTransfer?.files[0]);
    },
    { signal },
  );
  one<HTMLFormElement>(".train").addEventListener(
    "submit",
    (event) => {
      event.preventDefault();
      writeState();
      startTraining();
    },
    { signal },
  );
  stop.addEventListener(
    "click",
    () => {
      stopTraining();
      told("training", `Stopped after ${counted(trials.length, "training")}.`);
    },
    { signal },
  );
  one(".copy").addEventListener(
    "click",
    async () => {
      writeState();
      const isWhole = state().graph in EXAMPLES || location.hash.includes("edges=");
      const how = await navigator.clipboard.writeText(location.href).then(
        () => "Copied.",
        () => "It stands in the browser's address bar.",
      );
      one(".copied").textContent = isWhole
        ? how
        : `${how} The graph is too large for an address: whoever opens it is asked for the file.`;
    },
    { signal },
  );
  for (const [selector, save] of [
    [".save-order", saveOrder],
    [".save-graph", savePruned],
  ] as const)
    one(selector).addEventListener(
      "click",
      () => {
        const side = Number(one<HTMLSelectElement>(".side").value);
        const format = one<HTMLSelectElement>(".format").value as GraphFormat;
        if (shown === null) return told("files", "There is no graph yet.", true);
        save(shown, side, format).then(
          (text) => told("files", text),
          (error: Error) => told("files", error.message, true),
        );
      },
      { signal },
    );
  one(".save-accuracies").addEventListener(
    "click",
    () => {
      if (trials.length === 0 || trained === null) return told("files", "Nothing is trained yet.", true);
      downloadText(accuraciesCsv(trials), `${fileName(trained.dataset)}-accuracies.csv`, "text/csv");
      told("files", `${counted(trials.length, "trial")} saved.`);
    },
    { signal },
  );
  const scheme = new MutationObserver(() => shown?.live.redraw());
  scheme.observe(document.documentElement, { attributes: true, attributeFilter: ["class"] });

  if (wanted.edges !== null) {
    one<HTMLOptionElement>(".own").hidden = false;
    example.value = "";
    const bytes = new TextEncoder().encode(wanted.edges);
    void open(
      shownName(wanted.graph),
      runJob("read", { name: wanted.graph.replace(/(\.csv)?$/, ".csv"), bytes }),
    );
  } else if (wanted.graph in EXAMPLES) {
    example.value = wanted.graph;
    openExample(wanted.graph as ExampleName);
  } else {
    told(
      "graph",
      `This address is of the file ${shownName(wanted.graph)}, which it does not hold: choose or drop that file.`,
    );
    one<HTMLOptionElement>(".own").hidden = false;
    example.value = "";
  }
  return {
    end() {
      ended.abort();
      scheme.disconnect();
      opening?.end();
      stopTraining();
      shown?.end();
    },
  };
}

function shownGraph(
  box: HTMLElement,
  dataset: GraphDataset,
  places: { readonly x: Uint16Array; readonly y: Uint16Array },
  wanted: AddressState,
): Shown {
  const { adjacency } = dataset;
  const { vertexCount, edgeCount, sources, targets, weights } = adjacency;
  const methods = methodsFor(weights !== null, dataset.labels !== null);
  const graph = {
    vertexCount,
    edgeCount,
    ...places,
    sources,
    targets,
    names: dataset.vertexNames?.map(shownName) ?? null,
    ...classesOf(dataset),
    isSimple: adjacency.types === null && !adjacency.directed,
  };
  const running = new Map<string, RunningJob<Uint32Array>>();
  const orders = new Map<string, Promise<Uint32Array>>();
  const orderOf = (method: string) => {
    const known = orders.get(method);
    if (known !== undefined) return known;
    const job = runJob("order", { method, seed: 0, adjacency, labels: dataset.labels });
    running.set(method, job);
    const order = job.result.finally(() => running.delete(method));
    orders.set(method, order);
    order.catch(() => orders.delete(method));
    return order;
  };
  const indexOf = (method: string, otherwise: string) =>
    method === "" ? -1 : Math.max(-1, methods.indexOf(methods.includes(method) ? method : otherwise));
  const removed = Math.min(wanted.removed ?? Math.floor(edgeCount / 2), edgeCount);
  box.innerHTML = pictureSection({
    id: "playground",
    name: fileName(dataset),
    graph,
    orders: methods.map(methodTitle),
    drawings: [indexOf(wanted.left, ADDRESS_START.left), indexOf(wanted.right, ADDRESS_START.right)],
    removed,
    colour: wanted.colour ?? undefined,
  }).text;
  const section = element<HTMLElement>(box, ".picture");
  element<HTMLInputElement>(section, ".ghosts").checked = wanted.ghosts;
  const live = livePicture(section, {
    graph,
    orders: methods.map((method) => ({ title: methodTitle(method), removable: edgeCount, accuracies: {} })),
    levels: [],
    places: async (order) => {
      const method = methods[order];
      const edges = await orderOf(method);
      return placesOf(edges);
    },
  });
  live.onChange(({ orders: chosen }) => {
    // What nobody waits for any more.
    for (const [method, job] of running)
      if (!chosen.some((order) => methods[order] === method)) {
        job.end();
        running.delete(method);
        orders.delete(method);
      }
  });
  return {
    dataset,
    methods,
    live,
    orderOf,
    end() {
      live.end();
      for (const job of running.values()) job.end();
    },
  };
}

/** Methods that make an order of all edges by themselves, and some of walk indices with their lengths and partitions. */
function methodsFor(isWeighted: boolean, isLabelled: boolean): string[] {
  const plain = Object.entries(METHODS)
    .filter(
      ([name, { result, weights }]) =>
        !["training", "edge set"].includes(result) &&
        (weights !== "required" || isWeighted) &&
        !["wis", "gwis"].includes(name),
    )
    .map(([name]) => name);
  return [...plain, "3-wis", "gwis@community", "gwis@cut:8", ...(isLabelled ? ["gwis@label"] : [])];
}

function factsOf(dataset: GraphDataset): string {
  const { adjacency, features, labels, dropped, notices = [] } = dataset;
  const { selfLoops, duplicates } = dropped;
  return [
    `${shownName(dataset.name)}: ${grouped(adjacency.vertexCount)} vertices, ${counted(adjacency.edgeCount, "edge")}, ${labels === null ? "no classes" : "classes"}, ${features === null ? "no features" : `${grouped(features.columns)} features`}.`,
    ...(selfLoops + duplicates === 0
      ? []
      : [`Left out: ${counted(selfLoops, "self-loop")} and ${counted(duplicates, "repeated edge")}.`]),
    ...notices.map((notice) => `${shownName(notice.slice(0, 1).toUpperCase())}${notice.slice(1)}.`),
  ].join(" ");
}

/** Shares of edges, ascending and each once; or what is wrong with the text. */
function parseLevels(text: string): number[] | string {
  const parts = text.split(/[,;\s]+/).filter((part) => part !== "");
  const shares = parts.map(Number);
  const wrong = parts.find((_, k) => !(shares[k] >= 0 && shares[k] <= 1));
  if (wrong !== undefined || parts.length === 0)
    return `Shares removed: expected numbers from 0 to 1, got ${wrong === undefined ? "none" : `"${wrong}"`}.`;
  const levels = [...new Set(shares)].sort((a, b) => a - b);
  return levels.length <= MOST_LEVELS
    ? levels
    : `Shares removed: expected at most ${MOST_LEVELS} levels, got ${levels.length}.`;
}

/** The curves as they grow, and their numbers. */
function showResults(
  box: HTMLElement,
  trials: readonly Trial[],
  methods: readonly string[],
  edgeCount: number,
): void {
  const levels = [...new Set(trials.map(({ sparsity }) => sparsity))].sort((a, b) => a - b);
  const rows = methods.flatMap((method) =>
    levels.flatMap((sparsity): SummaryRow[] => {
      const of = trials.filter((trial) => trial.sparsity === sparsity && (trial.method ?? method) === method);
      if (of.length === 0) return [];
      const accuracies = of.map(({ accuracy }) => accuracy);
      const [{ removed, method: own }] = of;
      return [
        {
          model: GCN.model,
          method,
          sparsity,
          removed,
          shared: own === null,
          accuracy: meanDeviation(accuracies),
          interval: meanInterval(accuracies),
          difference: null,
          comparison: null,
        },
      ];
    }),
  );
  const cell = (method: string, sparsity: number) => {
    const row = rows.find((one) => one.method === method && one.sparsity === sparsity);
    return row === undefined ? "" : percentSpread(row.accuracy);
  };
  box.innerHTML = html`${curveFigure(rows, edgeCount, "random")}
<div class="scroll"><table><caption>Test accuracy (%), mean and standard deviation over seeds</caption>
<thead><tr><th scope="col">edges removed (%)</th>${methods.map((method) => html`<th scope="col">${methodTitle(method)}</th>`)}</tr></thead>
<tbody>${levels.map((level) => html`<tr><th scope="row">${percentTitle(level)}</th>${methods.map((method) => html`<td>${cell(method, level)}</td>`)}</tr>`)}</tbody></table></div>`.text;
  liveCurves(element(box, "figure.curves"));
}

async function saveOrder(shown: Shown, side: number): Promise<string> {
  const { dataset, method } = chosen(shown, side);
  const edges = await shown.orderOf(method);
  const ordered = subgraphOfEdges({ ...dataset.adjacency, weights: null }, edges);
  const bytes = await writeGraph({ ...dataset, adjacency: ordered, edgeAttributes: null }, "csv");
  const name = `${fileName(dataset)}-${fileText(method)}-order.csv`;
  downloadBlob(new Blob([bytes.slice()], { type: "text/csv" }), name);
  return `${name}: ${counted(edges.length, "edge")}, first removed first.`;
}

async function savePruned(shown: Shown, side: number, format: GraphFormat): Promise<string> {
  const { dataset, method } = chosen(shown, side);
  const { removed } = shown.live.state;
  const edges = await shown.orderOf(method);
  const pruned = pruneDataset(dataset, { method, edges }, removed);
  const name = `${fileName(dataset)}-${fileText(method)}-${removed}.${FORMATS[format]}`;
  downloadBlob(new Blob([(await writeGraph(pruned, format, { name })).slice()]), name);
  return `${name}: ${grouped(removed)} of ${counted(edges.length, "edge")} removed (${percent(removed / edges.length)} %).`;
}

function chosen({ dataset, methods, live }: Shown, side: number): { dataset: GraphDataset; method: string } {
  const method = methods[live.state.orders[side]];
  if (method === undefined)
    throw new Error(`${side === 0 ? "Left" : "Right"} shows all edges: choose a method there.`);
  return { dataset, method };
}

function accuraciesCsv(trials: readonly Trial[]): string {
  const rows = trials.map(({ method, sparsity, removed, seed, accuracy }) =>
    [method ?? "any", sparsity, removed, seed, accuracy].join(","),
  );
  return ["method,sparsity,removed,seed,testAccuracy", ...rows, ""].join("\n");
}

/** The edges by names; null where they are too many for an address, or a name is no plain word. */
function edgesAsText(dataset: GraphDataset): string | null {
  const { edgeCount, sources, targets } = dataset.adjacency;
  if (edgeCount > MOST_SENT_EDGES) return null;
  const lines = ["source,target"];
  for (let e = 0; e < edgeCount; e++) {
    const names = [sources[e], targets[e]].map((t) => vertexName(dataset, t));
    if (!names.every((name) => /^[^",\r\n]+$/.test(name))) return null;
    lines.push(names.join(","));
  }
  return lines.join("\n");
}

/** The graph's name as a part of a file's. */
function fileName({ name }: Pick<GraphDataset, "name">): string {
  return fileText(name.replace(/\.[^.]*$/, ""));
}

function fileText(text: string): string {
  return text.replace(/[^\w.-]+/g, "-").slice(0, 60) || "graph";
}
