import { type GraphFacts, graphFacts } from "../../src/api/graph-facts.js";
import { InputError } from "../../src/errors.js";
import { type Adjacency, buildAdjacency } from "../../src/graph/adjacency.js";
import type { Distribution } from "../../src/graph/attributes/distribution.js";
import { matchEdges } from "../../src/graph/attributes/match-edges.js";
import { allVertexNames } from "../../src/graph/attributes/vertex-names.js";
import type { GraphDataset } from "../../src/graph/dataset.js";
import { textTable } from "../../src/report/tables/text-table.js";
import { walkIndices } from "../../src/walks/walk-index.js";
import { loadGraph } from "../files/load-graph.js";
import { checkPartitionOptions, choosePartitions } from "../files/load-partitions.js";
import type { Globals } from "../options/globals.js";
import type { GraphOptions } from "../options/graph-argument.js";

interface CompareOptions extends GraphOptions {
  readonly walkLength: number;
  readonly partition?: string;
  readonly partitionsBy?: string;
  readonly parts?: number;
}

/** `seprank compare-graphs`: what pruning changed: degrees, components, walk indices and growth of walks of two graphs. */
export async function compareGraphs(
  graphs: readonly [string, string],
  options: CompareOptions,
  globals: Globals,
): Promise<void> {
  const { partition, partitionsBy, parts } = options;
  const choice = { partitions: partition, partitionsBy, parts };
  checkPartitionOptions(choice, "partition");
  const before = (await loadGraph(graphs[0], options, globals)).dataset;
  const after = (await loadGraph(graphs[1], options, globals)).dataset;
  for (const { adjacency, name } of [before, after])
    if (adjacency.directed)
      throw new InputError(
        `${name}: expected an undirected graph, got a directed one; read it as undirected`,
      );
  const matches = matchEdges(before, after);
  const shared = matches.filter((e) => e >= 0).length;
  const pair = [before.adjacency, onVerticesOf(before, after)] as const;
  const partitions = (await choosePartitions(choice, before, globals.seed)) ?? [];
  const facts = pair.map((adjacency) => ({
    ...graphFacts(adjacency, options.walkLength),
    partitions: walkIndices(adjacency, options.walkLength, partitions).map((index, m) => ({
      name: partitions[m].name,
      walkIndex: typeof index === "bigint" ? `${index}` : index,
    })),
  }));
  const edges = { shared, removed: before.adjacency.edgeCount - shared, added: matches.length - shared };
  globals.console.result(
    `${edges.removed} edges removed, ${edges.added} added, ${edges.shared} in both\n${tableOf([before.name, after.name], facts, options.walkLength, globals.console.columns)}`,
    {
      walkLength: options.walkLength,
      edges,
      before: { name: before.name, ...facts[0] },
      after: { name: after.name, ...facts[1] },
    },
  );
}

/** The second graph with the first one's vertices in their order. */
function onVerticesOf(dataset: GraphDataset, { adjacency, ...other }: GraphDataset): Adjacency {
  const indexOf = new Map(allVertexNames(dataset).map((name, vertex) => [name, vertex]));
  const vertices = allVertexNames({ adjacency, ...other }).map((name) => indexOf.get(name) as number);
  return buildAdjacency({
    vertexCount: dataset.adjacency.vertexCount,
    sources: adjacency.sources.map((s) => vertices[s]),
    targets: adjacency.targets.map((t) => vertices[t]),
    types: adjacency.types,
  }).adjacency;
}

type Facts = GraphFacts & {
  readonly partitions: readonly { readonly name: string; readonly walkIndex: number | string }[];
};

function tableOf(
  names: readonly string[],
  facts: readonly Facts[],
  walkLength: number,
  columns: number,
): string {
  const spread = (values: Distribution | null) =>
    values === null
      ? ["-", "-", "-", "-"]
      : [values.minimum, values.median, values.mean, values.maximum].map((x) => `${Number(x.toFixed(2))}`);
  const spreads = (title: string, of: (facts: Facts) => Distribution | null) => {
    const columns = facts.map((graph) => spread(of(graph)));
    return ["min", "median", "mean", "max"].map((name, k) => [
      `${title}, ${name}`,
      ...columns.map((column) => column[k]),
    ]);
  };
  return textTable(
    ["", ...names],
    [
      ["vertices", ...facts.map(({ vertices }) => `${vertices}`)],
      ["isolated", ...facts.map(({ isolated }) => `${isolated}`)],
      ["edges", ...facts.map(({ edges }) => `${edges}`)],
      ["components", ...facts.map(({ components }) => `${components.count}`)],
      ["largest component", ...facts.map(({ components }) => `${components.largest}`)],
      ...spreads("degree", ({ degrees: values }) => values),
      ...spreads(`walk index, L-1 = ${walkLength}`, ({ walkIndices: values }) => values),
      [
        "growth of walks",
        ...facts.map(
          ({ spectralRadius: { value, converged } }) => `${converged ? "" : ">= "}${value.toFixed(4)}`,
        ),
      ],
      [
        "algebraic connectivity",
        ...facts.map(
          ({ algebraicConnectivity: { value, converged } }) =>
            `${converged ? "" : "<= "}${Number(value.toPrecision(4))}`,
        ),
      ],
      ...facts[0].partitions.map(({ name, walkIndex }, m) => [
        `walk index of ${name}`,
        `${walkIndex}`,
        `${facts[1].partitions[m].walkIndex}${keptShare(walkIndex, facts[1].partitions[m].walkIndex)}`,
      ]),
    ],
    { columns },
  );
}

/** How much of a walk index is kept, in percent; nothing where there was none. */
function keptShare(before: number | string, after: number | string): string {
  const [all, kept] = [Number(before), Number(after)];
  return all === 0 || kept === all ? "" : ` (${((100 * kept) / all).toFixed(1)}%)`;
}
