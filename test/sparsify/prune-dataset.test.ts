import { UndirectedGraph } from "graphology";
import { expect, it } from "vitest";
import { fromGraphology, toGraphology } from "../../src/graph/graphology/convert.js";
import { pruneDataset } from "../../src/sparsify/prune-dataset.js";

it("takes the first edges of an order out of a graph and leaves all that hangs on the rest", () => {
  const graph = new UndirectedGraph();
  graph.addNode("a", { colour: "red", label: "x" });
  graph.addNode("b", { label: "y" });
  graph.addNode("c", { label: "x" });
  graph.addEdge("a", "b", { weight: 2, since: 1990 });
  graph.addEdge("b", "c", { weight: 3, since: 1991 });
  graph.addEdge("a", "c", { weight: 4, since: 1992 });
  const dataset = fromGraphology(graph);
  const pruned = pruneDataset(dataset, { method: "by hand", edges: Uint32Array.of(1, 2, 0) }, 2);
  const result = toGraphology(pruned);
  expect(result.nodes()).toEqual(["a", "b", "c"]);
  expect(result.getNodeAttribute("a", "colour")).toBe("red");
  expect(result.mapEdges((_, attributes, source, target) => [source, target, attributes])).toEqual([
    ["a", "b", { weight: 2, since: 1990 }],
  ]);
  expect(pruned.labels).toEqual(dataset.labels);
});
