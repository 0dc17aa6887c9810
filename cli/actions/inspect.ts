import { type Adjacency, buildAdjacency, degrees } from "../../src/graph/adjacency.js";
import { type Distribution, distribution } from "../../src/graph/attributes/distribution.js";
import { edgeHomophily } from "../../src/graph/attributes/edge-homophily.js";
import { connectedComponents } from "../../src/graph/components.js";
import type { GraphDataset } from "../../src/graph/dataset.js";
import { singletonWalkIndices } from "../../src/walks/singleton-walk-indices.js";
import { loadGraph } from "../files/load-graph.js";
import type { Globals } from "../options/globals.js";
import type { GraphOptions } from "../options/graph-argument.js";
import { tellManyEdges } from "../terminal/tell-many-edges.js";

/** `seprank inspect`: prints what a graph holds: counts, degrees, labels, splits, attributes. */
export async function inspect(graph: string, options: GraphOptions, globals: Globals): Promise<void> {
  const { dataset, sha256, source } = await loadGraph(graph, options, globals);
  tellManyEdges(
    globals.console,
    dataset.adjacency.edgeCount,
    (edges) => `counting degrees, components and triangles of ${edges}`,
  );
  const facts = { name: dataset.name, source, sha256, ...structure(dataset.adjacency), ...content(dataset) };
  globals.console.result(lines(facts, dataset), facts);
}

function structure(adjacency: Adjacency) {
  const { directed, vertexCount, edgeCount, weights, types } = adjacency;
  // Of a directed graph, neighbours and weak components: the directions ignored.
  const undirected = directed ? buildAdjacency({ ...adjacency, directed: false }).adjacency : adjacency;
  const degree = degrees(undirected);
  const components = connectedComponents(undirected);
  return {
    directed,
    vertices: vertexCount,
    edges: edgeCount,
    weighted: weights !== null,
    edgeTypes: types === null ? 1 : new Set(types).size,
    isolated: degree.reduce((count, d) => count + (d === 0 ? 1 : 0), 0),
    components: { count: components.count, largest: components.sizes.reduce((a, b) => Math.max(a, b), 0) },
    degrees: distribution(degree),
    walkIndices: directed
      ? null
      : {
          1: distribution(singletonWalkIndices(adjacency, 1)),
          2: distribution(singletonWalkIndices(adjacency, 2)),
        },
  };
}

function content({ adjacency, features, labels, classNames, splits, dropped }: GraphDataset) {
  return {
    dropped,
    features: features === null ? null : { columns: features.columns, sparse: features.kind === "sparse" },
    classes: labels === null ? null : classSizes(labels, classNames),
    unlabelled: labels === null ? null : labels.filter((label) => label === -1).length,
    homophily: labels === null ? null : edgeHomophily(adjacency, labels),
    splits: splits.length,
  };
}

function classSizes(labels: Int32Array, names: readonly string[] | null) {
  const sizes = new Map<number, number>();
  for (const label of labels.toSorted()) if (label !== -1) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  return [...sizes].map(([label, size]) => ({ name: names?.[label] ?? String(label), size }));
}

type Facts = ReturnType<typeof structure> & ReturnType<typeof content> & { name: string; source: string };

function lines(facts: Facts, { adjacency }: GraphDataset): string {
  const { features, classes, unlabelled, homophily, components } = facts;
  const rule = adjacency.directed ? "directed" : "undirected, each counted once, no self-loops";
  const entries: [string, string][] = [
    ["graph", `${facts.name} (${facts.source})`],
    ["vertices", `${facts.vertices}, ${facts.isolated} isolated`],
    ["edges", `${facts.edges} (${rule})`],
    ["components", `${components.count}, the largest of ${components.largest} vertices`],
    ["degree", spread(facts.degrees)],
    [
      "features",
      features === null ? "none" : `${features.columns} (${features.sparse ? "sparse" : "dense"})`,
    ],
    [
      "classes",
      classes === null ? "none" : `${classes.length}; sizes ${classes.map(({ size }) => size).join(", ")}`,
    ],
    ...(unlabelled ? [["unlabelled", String(unlabelled)] as [string, string]] : []),
    ...(homophily === null ? [] : [["homophily", homophily.toFixed(3)] as [string, string]]),
    ...Object.entries(facts.walkIndices ?? {}).map(([length, values]): [string, string] => [
      `walk index, L-1 = ${length}`,
      spread(values),
    ]),
  ];
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join("\n");
}

function spread(values: Distribution | null): string {
  if (values === null) return "no vertices";
  const { minimum, median, mean, maximum } = values;
  return `min ${minimum}, median ${median}, mean ${mean.toFixed(2)}, max ${maximum}`;
}
