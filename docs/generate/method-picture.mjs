/** What a method keeps of one small graph, as a picture: drawn by the library's own layout and methods. */
import { karate } from "../../dist/datasets/graphs/karate.js";
import { graphLayout } from "../../dist/src/report/graph-picture/graph-layout.js";
import { METHODS } from "../../dist/src/sparsify/catalog.js";
import { removalOrder } from "../../dist/src/sparsify/order-by-method.js";
import { edgeTriangleCounts } from "../../dist/src/walks/edge-triangle-counts.js";
import { drawGraph } from "./graph-picture.mjs";

const { adjacency, labels } = karate();
const { edgeCount } = adjacency;
const layout = graphLayout(adjacency);
const remove = edgeCount / 2;

/** The picture with its alternative text and caption; undefined for methods that need more than a graph. */
export function drawMethod(name) {
  const facts = METHODS[name];
  if (facts.result === "training") return undefined;
  const isWeighted = facts.weights === "required";
  const weights = isWeighted ? edgeTriangleCounts(adjacency).map((count) => count + 1) : null;
  const method = { gwis: "gwis@community", wis: "3-wis" }[name] ?? name;
  const { edges } = removalOrder(method, { ...adjacency, weights }, { remove });
  const removed = new Uint8Array(edgeCount);
  for (const e of edges.subarray(0, remove)) removed[e] = 1;
  const notes = [
    ...(isWeighted ? ["an edge's weight is one more than its triangles"] : []),
    ...(facts.randomised ? ["seed 0"] : []),
  ];
  return {
    svg: drawGraph({ title: `What ${method} keeps of the karate club`, adjacency, layout, labels, removed }),
    alt: `Zachary's karate club: the edges that ${method} keeps are drawn dark, the others pale and dashed`,
    caption:
      `Zachary's karate club, 34 vertices and ${edgeCount} edges. Dark: the ${edgeCount - remove} edges that ${method} keeps. Pale: the half that it removes. Colours: the two clubs after the split; hollow: a vertex without an edge. ${notes.length === 0 ? "" : `(${notes.join("; ")})`}`.trim(),
  };
}
