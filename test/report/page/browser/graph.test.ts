import fc from "fast-check";
import { expect, test } from "vitest";
import { buildAdjacency, degrees } from "../../../../src/graph/adjacency.js";
import { connectedComponents } from "../../../../src/graph/components.js";
import { graphOf, remainderOf } from "../../../../src/report/page/browser/graph.js";
import { pictureData } from "../../../../src/report/page/picture-data.js";
import { removalOrder } from "../../../../src/sparsify/order-by-method.js";
import { prune } from "../../../../src/sparsify/orders/removal-order.js";

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
      const graph = graphOf(
        pictureData(
          {
            graph: { adjacency, labels: Int32Array.from(labels), classNames: null },
            orders: [{ ...order, model: null, seed: null }],
            missing: [],
          },
          [],
        ),
      );
      expect([...graph.sources]).toEqual([...adjacency.sources]);
      expect([...graph.targets]).toEqual([...adjacency.targets]);
      const count = Math.round(share * adjacency.edgeCount);
      const left = remainderOf(graph, graph.places[0], count);
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
      for (let e = 0; e < adjacency.edgeCount; e++) {
        const [s, t] = [adjacency.sources[e], adjacency.targets[e]];
        expect(graph.edgeColours[e]).toBe(labels[s] === labels[t] ? graph.vertexColours[s] : -1);
      }
      for (let t = 0; t < vertexCount; t++) if (labels[t] === -1) expect(graph.vertexColours[t]).toBe(-1);
    }),
    { numRuns: 25 },
  );
});
