import { expect, test } from "vitest";
import { readTestIndex } from "../../../src/graph/formats/folders/planetoid-parts.js";
import { readGraph } from "../../../src/graph/formats/formats.js";
import { edgesOf } from "../../generators/arbitrary-graphs.js";

const read = (text: string, name: string, graph?: string) =>
  readGraph(new TextEncoder().encode(text), { name, graph });

const one = (id: string, edge: string) =>
  `<graph id="${id}" edgedefault="undirected"><data key="g">${id}</data><node id="a"/><node id="b"/><node id="c"/>${edge}</graph>`;
const TWO = `<graphml><key id="g" for="graph" attr.name="title" attr.type="string"/>${one("first", '<edge source="a" target="b"/>')}
${one("second", '<edge source="b" target="c"/>')}</graphml>`;

test("of several graphs in a GraphML file one is chosen, never all", async () => {
  await expect(read(TWO, "x.graphml")).rejects.toThrow(
    'x.graphml:2:1: graphml: expected one <graph>, got 2 (id "first", "second"); choose one by its id',
  );
  const graph = await read(TWO, "x.graphml", "second");
  expect(edgesOf(graph)).toEqual([["b", "c", null]]);
  expect([graph.adjacency.vertexCount, graph.graphAttributes]).toEqual([3, { title: "second" }]);
  expect(edgesOf(await read(TWO, "x.graphml", "first"))).toEqual([["a", "b", null]]);
  await expect(read(TWO, "x.graphml", "third")).rejects.toThrow(
    'expected a <graph id="third">, got those of "first", "second"',
  );
  const twins = TWO.replace('id="second"', 'id="first"');
  await expect(read(twins, "x.graphml", "first")).rejects.toThrow(/expected one <graph>, got 2/);
});

test("a graph nested in a node is read with the graph it is in", async () => {
  const nested = `<graphml><graph id="outer"><node id="a"><graph id="inner"><node id="b"/></graph></node><edge source="a" target="b"/></graph></graphml>`;
  expect(edgesOf(await read(nested, "x.graphml"))).toEqual([["a", "b", null]]);
});

test("a second graph in a GEXF file is refused", async () => {
  const graph = '<graph><nodes><node id="a"/></nodes></graph>';
  await expect(read(`<gexf>${graph}${graph}</gexf>`, "x.gexf")).rejects.toThrow(
    /x\.gexf:1:\d+: gexf: expected one <graph>, got a second one/,
  );
});

test("a test vertex that Planetoid's index lists twice is refused", () => {
  expect(() => readTestIndex(new TextEncoder().encode("8\n7\n8\n"))).toThrow(
    "expected every vertex once, got 8 twice",
  );
});
