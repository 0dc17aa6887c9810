import { expect, it } from "vitest";
import { openDataset } from "../../../datasets/open.js";
import { prune } from "../../../src/sparsify/orders/removal-order.js";
import { oneWis } from "../../../src/sparsify/wis/one-wis.js";
import { twoWis } from "../../../src/sparsify/wis/two-wis.js";
import { wis } from "../../../src/sparsify/wis/wis.js";
import { singletonWalkIndices } from "../../../src/walks/singleton-walk-indices.js";
import { realDataPath } from "../../support/real-data.js";

it("orders Cora's edges as the fast paths do, and leaves larger 3-walk indices than they", async (context) => {
  realDataPath(context, "planetoid/ind.cora.graph");
  const { adjacency } = (await openDataset("cora")).dataset;
  expect(wis(adjacency, 1).edges).toEqual(oneWis(adjacency).edges);
  expect(wis(adjacency, 2).edges).toEqual(twoWis(adjacency).edges);
  const order = wis(adjacency, 3);
  expect(new Set(order.edges).size).toBe(5278);
  // What 3-WIS maximises greedily: the smallest index first. After its first removal none can have left a greater tuple.
  const tuple = (edges: Uint32Array) =>
    singletonWalkIndices(prune(adjacency, { method: "one", edges }, 1).adjacency, 3)
      .slice()
      .sort() as Float64Array;
  const best = tuple(order.edges);
  for (const other of order.edges.filter((_, k) => k % 97 === 96)) {
    const found = tuple(Uint32Array.of(other));
    const k = best.findIndex((index, t) => index !== found[t]);
    expect(k < 0 || best[k] > found[k]).toBe(true);
  }
});
