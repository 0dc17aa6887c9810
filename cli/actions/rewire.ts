import { InputError } from "../../src/errors.js";
import { matchEdges } from "../../src/graph/attributes/match-edges.js";
import { allVertexNames, vertexName } from "../../src/graph/attributes/vertex-names.js";
import type { GraphDataset } from "../../src/graph/dataset.js";
import { counted } from "../../src/report/wording/numbers.js";
import { addEdges, checkTakesEdges } from "../../src/sparsify/add-edges.js";
import { type CandidateEdges, edgeAdditions } from "../../src/sparsify/wis/edge-additions.js";
import { twoHopPairs } from "../../src/sparsify/wis/two-hop-pairs.js";
import { loadGraph } from "../files/load-graph.js";
import { outputOf, saveGraph } from "../files/save-graph.js";
import type { Globals } from "../options/globals.js";
import type { GraphOptions, OutputOptions } from "../options/graph-argument.js";
import { createProgress } from "../terminal/progress.js";

interface RewireOptions extends GraphOptions, OutputOptions {
  readonly add: number;
  readonly candidates: string;
  readonly walkLength: number;
}

/** The word for all pairs at distance two. */
const TWO_HOP = "two-hop";

/** `seprank rewire`: adds missing edges by walk indices, and writes the graph. */
export async function rewire(graph: string, options: RewireOptions, globals: Globals): Promise<void> {
  const { add, candidates, walkLength } = options;
  if (add < 0) throw new InputError(`--add: expected a number of edges, got ${add}`);
  const output = outputOf(options, globals);
  const { dataset, sha256 } = await loadGraph(graph, options, globals);
  // Before the search: a graph that cannot take edges is told at once.
  checkTakesEdges(dataset);
  const pairs =
    candidates === TWO_HOP
      ? twoHopPairs(dataset.adjacency)
      : await readCandidates(candidates, dataset, globals);
  const count = pairs.sources.length;
  if (add > count)
    throw new InputError(
      `--add ${add}: expected at most ${count}, as there are so many candidates (${candidates})`,
    );
  const progress = createProgress(globals.console, { what: "rewire", unit: "edges added" });
  const chosen = edgeAdditions(dataset.adjacency, pairs, {
    add,
    walkLength,
    onProgress: (added) => progress(added, add),
  });
  globals.console.progress(null);
  const sources = chosen.map((c) => pairs.sources[c]);
  const targets = chosen.map((c) => pairs.targets[c]);
  const grown = addEdges(dataset, { sources, targets });
  const { vertexCount: vertices, edgeCount: edges } = dataset.adjacency;
  await saveGraph(grown, output, globals, {
    text: `${dataset.name}: ${counted(add, "edge")} of ${counted(count, "candidate")} added to ${edges}, ${grown.adjacency.edgeCount} in all`,
    document: {
      input: { name: dataset.name, sha256, vertices, edges },
      candidates,
      candidateCount: count,
      walkLength,
      added: Array.from(sources, (s, k) => [vertexName(dataset, s), vertexName(dataset, targets[k])]),
    },
  });
}

/** The edges of a file as pairs of the graph's vertices. @throws InputError for an unknown vertex, and an edge that is there */
async function readCandidates(
  file: string,
  dataset: GraphDataset,
  globals: Globals,
): Promise<{ readonly sources: Uint32Array; readonly targets: Uint32Array } & CandidateEdges> {
  const { dataset: part } = await loadGraph(file, {}, globals);
  const present = matchEdges(dataset, part).findIndex((e) => e >= 0);
  const { sources, targets } = part.adjacency;
  if (present >= 0)
    throw new InputError(
      `${file}: expected edges that ${dataset.name} does not have, got ${vertexName(part, sources[present])}, ${vertexName(part, targets[present])}, which is there; leave it out`,
    );
  const vertexOf = new Map(allVertexNames(dataset).map((name, vertex) => [name, vertex]));
  const vertices = allVertexNames(part).map((name) => vertexOf.get(name) as number);
  return { sources: sources.map((s) => vertices[s]), targets: targets.map((t) => vertices[t]) };
}
