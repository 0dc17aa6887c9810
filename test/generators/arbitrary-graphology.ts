import fc from "fast-check";
import graphology from "graphology";
import type { AbstractGraph } from "graphology-types";
import { oddName } from "./arbitrary-graphs.js";

// Node gives the class itself, graphology's types say otherwise.
export const Graph = graphology as unknown as typeof graphology.default;

/** A name that Graphology can hold. */
const nodeName = oddName.filter((name) => !(name in Object.prototype));

const attributes = fc.record(
  {
    weight: fc.constantFrom(0.5, 1, 2, 3.25),
    label: fc.constantFrom("A", "B", 3),
    list: fc.array(fc.integer(), { maxLength: 2 }),
    color: fc.constantFrom("red", null),
  },
  { requiredKeys: [] },
);

interface GraphChoice {
  readonly types?: readonly ("undirected" | "directed" | "mixed")[];
  readonly maxNodes?: number;
  readonly maxEdges?: number;
}

/** Graphs of every class: with loops, parallel edges, edges of both kinds, odd names, keys given and made by the graph, attributes. */
export function graphologyGraph({
  types = ["undirected", "directed", "mixed"],
  maxNodes = 7,
  maxEdges = 16,
}: GraphChoice = {}): fc.Arbitrary<AbstractGraph> {
  return fc
    .record({
      type: fc.constantFrom(...types),
      multi: fc.boolean(),
      allowSelfLoops: fc.boolean(),
      names: fc.uniqueArray(nodeName, { minLength: 1, maxLength: maxNodes }),
      nodeAttributes: fc.array(attributes, { minLength: maxNodes, maxLength: maxNodes }),
      edges: fc.array(
        fc.record({
          from: fc.nat(),
          to: fc.nat(),
          undirected: fc.boolean(),
          keyed: fc.boolean(),
          attributes,
        }),
        { maxLength: maxEdges },
      ),
    })
    .map(({ type, multi, allowSelfLoops, names, nodeAttributes, edges }) => {
      const graph = new Graph({ type, multi, allowSelfLoops });
      graph.replaceAttributes({ title: "drawn" });
      names.forEach((name, k) => {
        graph.addNode(name, nodeAttributes[k]);
      });
      edges.forEach(({ from, to, undirected, keyed, attributes: own }, k) => {
        const [s, t] = [names[from % names.length], names[to % names.length]];
        const isUndirected = type === "undirected" || (type === "mixed" && undirected);
        if (s === t && !allowSelfLoops) return;
        if (!multi && (isUndirected ? graph.hasUndirectedEdge(s, t) : graph.hasDirectedEdge(s, t))) return;
        if (!keyed) {
          if (isUndirected) graph.addUndirectedEdge(s, t, own);
          else graph.addDirectedEdge(s, t, own);
        } else if (isUndirected) graph.addUndirectedEdgeWithKey(`edge ${k}`, s, t, own);
        else graph.addDirectedEdgeWithKey(`edge ${k}`, s, t, own);
      });
      return graph;
    });
}
