import fc from "fast-check";
import { expect, test } from "vitest";
import { buildAdjacency, degrees } from "../../../src/graph/adjacency.js";
import { connectedComponents } from "../../../src/graph/components.js";
import { colouringOf, edgeColoursOf } from "../../../src/report/graph-picture/colouring.js";
import { remainderOf } from "../../../src/report/graph-picture/graph.js";
import { decodePicture } from "../../../src/report/page/browser/decode-picture.js";
import { pictureData } from "../../../src/report/page/picture-data.js";
import { removalOrder } from "../../../src/sparsify/order-by-method.js";
import { prune } from "../../../src/sparsify/orders/removal-order.js";

const graphs = fc.integer({ min: 1, max: 20 }).chain((vertexCount) =>
  fc.record({
    vertexCount: fc.constant(vertexCount),
    edges: fc.array(fc.tuple(fc.nat(vertexCount - 1), fc.nat(vertexCount - 1)), { maxLength: 40 }),
    labels: fc.array(fc.integer({ min: -1, max: 11 }), { minLength: vertexCount, maxLength: vertexCount }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
);

test("what the page counts is what is left of the graph", () => {
  fc.assert(
    fc.property(graphs, ({ vertexCount, edges, labels, share }) => {
      const { adjacency } = buildAdjacency({
        vertexCount,
        sources: edges.map(([s]) => s),
        targets: edges.map(([, t]) => t),
      });
      const order = removalOrder("1-wis", adjacency);
      const source = decodePicture(
        pictureData(
          {
            graph: { adjacency, labels: Int32Array.from(labels), classNames: null },
            orders: [{ ...order, model: null, seed: null }],
            missing: [],
          },
          [],
        ),
      );
      const { graph } = source;
      expect([...graph.sources]).toEqual([...adjacency.sources]);
      expect([...graph.targets]).toEqual([...adjacency.targets]);
      const count = Math.round(share * adjacency.edgeCount);
      const left = remainderOf(graph, source.places(0) as Uint32Array, count);
      const pruned = prune(adjacency, order, count);
      const components = connectedComponents(pruned.adjacency);
      expect([...left.gone].flatMap((gone, e) => (gone === 0 ? [e] : []))).toEqual([...pruned.kept]);
      expect([...left.degrees]).toEqual([...degrees(pruned.adjacency)]);
      expect(left).toMatchObject({
        kept: adjacency.edgeCount - count,
        removed: count,
        isolated: degrees(pruned.adjacency).filter((degree) => degree === 0).length,
        components: components.count,
        largest: Math.max(...components.sizes),
      });
      expect(remainderOf(graph, null, count).removed).toBe(0);
      // Edges within a class have its colour, and so have vertices; no class is grey.
      if (graph.labels === null) return;
      const colouring = colouringOf("class", graph, left, 1);
      const edgeColours = edgeColoursOf(graph, colouring);
      for (let e = 0; e < adjacency.edgeCount; e++) {
        const [s, t] = [adjacency.sources[e], adjacency.targets[e]];
        const [a, b] = [colouring.vertices[s], colouring.vertices[t]];
        expect(edgeColours[e]).toBe(a === b ? a : -1);
        if (labels[s] === labels[t]) expect(edgeColours[e]).toBe(a);
      }
      for (let t = 0; t < vertexCount; t++) if (labels[t] === -1) expect(colouring.vertices[t]).toBe(-1);
    }),
    { numRuns: 25 },
  );
});
