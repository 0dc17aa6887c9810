import { expect, test } from "vitest";
import { karate } from "../../../datasets/graphs/karate.js";
import { renderPng } from "../../../src/report/figures/render-png.js";
import { removalSvg } from "../../../src/report/graph-picture/removal-svg.js";
import { removalOrder } from "../../../src/sparsify/order-by-method.js";

const DATASET = karate();
const { adjacency } = DATASET;
const orderOf = (method: string) => ({ ...removalOrder(method, adjacency), model: null, seed: null });

test("a drawing for each order, with the edges that are left and a dot for every vertex", () => {
  const orders = [orderOf("2-wis"), orderOf("random")];
  const svg = removalSvg({ graph: DATASET, orders, missing: [] }, { removed: 30, colour: "walk-index" });
  expect(svg).toContain("2-WIS: 30 of 78 edges removed");
  expect(svg).toContain("random: 30 of 78 edges removed");
  const lines = svg.match(/M[\d.]+ [\d.]+L/g) ?? [];
  expect(lines).toHaveLength(2 * (adjacency.edgeCount - 30));
  expect(svg.match(/<circle[^>]*r="6"|<circle[^>]*r="4\.5"/g)).toHaveLength(2 * adjacency.vertexCount);
  expect(svg).toContain(">walk index<");
  // As an image it has the size it says, twice.
  const header = Buffer.from(renderPng(svg));
  const [, width] = /width="(\d+)"/.exec(svg)!;
  expect(header.readUInt32BE(16)).toBe(2 * Number(width));
});

test("classes by name where there is no order; names are text", () => {
  const graph = { ...DATASET, classNames: ["<b>", "second"] };
  const svg = removalSvg({ graph, orders: [], missing: [] }, { removed: 0 });
  expect(svg).toContain("&lt;b&gt;");
  expect(svg).not.toContain("<b>");
  expect(svg).toContain("all edges");
  expect(svg.match(/M[\d.]+ [\d.]+L/g)).toHaveLength(78);
});
