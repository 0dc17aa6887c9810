import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UndirectedGraph } from "graphology";
import { describe, expect, test } from "vitest";
import type { GraphDataset } from "../../../src/graph/dataset.js";
import { type GraphFormat, readGraph, writeGraph } from "../../../src/graph/formats/formats.js";
import { writeNpy } from "../../../src/graph/formats/numpy/npy.js";
import { openNpz, writeNpz } from "../../../src/graph/formats/numpy/npz.js";
import { edgesOf } from "../../generators/arbitrary-graphs.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

// A graph from another program goes in, and comes back to it with the same counts, names, attributes and types.

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const read = (text: string, name: string, options = {}) => readGraph(encode(text), { name, ...options });

async function through(text: string, name: string, format: GraphFormat): Promise<string> {
  return decode(await writeGraph(await read(text, name), format));
}

describe("Gephi's GEXF", () => {
  const gexf = `<?xml version='1.0' encoding='UTF-8'?>
<gexf xmlns="http://gexf.net/1.3" version="1.3" xmlns:viz="http://gexf.net/1.3/viz">
<meta lastmodifieddate="2026-01-01"><creator>Gephi 0.10.1</creator><title></title></meta>
<graph defaultedgetype="undirected" mode="static">
<attributes class="node" mode="static"><attribute id="modularity_class" title="Modularity Class" type="integer"><default>0</default></attribute>
<attribute id="share" title="Share" type="double"/></attributes>
<attributes class="edge" mode="static"><attribute id="since" title="since" type="integer"/></attributes>
<nodes>
<node id="n1" label="Ann"><attvalues><attvalue for="modularity_class" value="3"/><attvalue for="share" value="0.5"/></attvalues>
<viz:size value="12.5"/><viz:position x="-1.5" y="2.25"/><viz:color r="10" g="20" b="30" a="0.5"/><viz:shape value="disc"/></node>
<node id="n2" label="Bob"><attvalues><attvalue for="share" value="2.0"/></attvalues>
<viz:size value="4"/><viz:position x="0.0" y="-7.0" z="1.0"/><viz:color r="1" g="2" b="3"/></node>
</nodes>
<edges><edge id="e77" source="n1" target="n2" weight="2.0"><attvalues><attvalue for="since" value="2001"/></attvalues>
<viz:thickness value="3.5"/></edge></edges>
</graph></gexf>`;

  test("keeps ids of edges, whole numbers, and where and how vertices are drawn", async () => {
    const out = await through(gexf, "g.gexf", "gexf");
    expect(out).toContain('xmlns:viz="http://gexf.net/1.3/viz"');
    expect(out).toContain('<viz:position x="-1.5" y="2.25"/><viz:size value="12.5"/>');
    expect(out).toContain('<viz:color r="10" g="20" b="30" a="0.5"/>');
    expect(out).toContain(
      '<viz:position x="0" y="-7" z="1"/><viz:size value="4"/><viz:color r="1" g="2" b="3"/>',
    );
    expect(out).toContain('<edge id="e77" source="n1" target="n2" weight="2">');
    expect(out).toContain('<viz:thickness value="3.5"/>');
    expect(out).toMatch(/title="Modularity Class" type="long"/);
    expect(out).toMatch(/title="Share" type="double"/);
    expect(out).toMatch(/title="since" type="long"/);
    // What is written is read as what was read.
    const [first, again] = [await read(gexf, "g.gexf"), await read(out, "g.gexf")];
    expect(again).toEqual(first);
    expect(first.vertexAttributes?.[0]).toEqual({
      ...{ label: "Ann", "Modularity Class": 3, Share: 0.5, size: 12.5 },
      ...{ x: -1.5, y: 2.25, color: "rgba(10,20,30,0.5)", shape: "disc" },
    });
  });

  test("a number x or y alone is no place, and a size is one only of a vertex that is drawn", async () => {
    const out = await through(
      '{"nodes":[{"key":"a","attributes":{"size":4,"color":"#ff0000"}},{"key":"b","attributes":{"x":1}}],"edges":[]}',
      "g.json",
      "gexf",
    );
    expect(out).not.toContain("viz:");
  });

  test("lists are of the type that networkx reads, and come back with the types of their items", async () => {
    const json =
      '{"nodes":[{"key":"a","attributes":{"tags":["x","y|z"],"counts":[1,2.5],"both":[true,"1"]}}],"edges":[]}';
    const out = await through(json, "g.json", "gexf");
    expect(out.match(/type="\w+"(?=\/)/g)).toEqual([
      'type="liststring"',
      'type="liststring"',
      'type="liststring"',
    ]);
    expect((await read(out, "g.gexf")).vertexAttributes).toEqual([
      { tags: ["x", "y|z"], counts: [1, 2.5], both: [true, "1"] },
    ]);
  });

  test("what changes over time is told", async () => {
    const dynamic = gexf.replace('label="Ann"', 'label="Ann" start="1" end="2"');
    expect((await read(dynamic, "g.gexf")).notices).toEqual([
      "a dynamic graph: all that ever was is one graph, times are left aside, of values over time the last one stays",
    ]);
    expect((await read(gexf, "g.gexf")).notices).toBeUndefined();
  });

  test("ids that only number the edges tell nothing", async () => {
    const plain = gexf.replace('id="e77"', 'id="0"');
    expect((await read(plain, "g.gexf")).edgeAttributes?.has("id")).toBe(false);
  });
});

describe("GraphML", () => {
  const edges = (ids: readonly string[]) => `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="k" for="edge" attr.name="year" attr.type="int"/><key id="d6" for="node" yfiles.type="nodegraphics"/>
<graph edgedefault="undirected"><node id="a"/><node id="b"/><node id="c"/>
<edge ${ids[0]} source="a" target="b"><data key="k">2001</data></edge><edge ${ids[1]} source="b" target="c"><data key="k">2002</data></edge>
</graph></graphml>`;

  test("ids of edges are kept, and so are those of the edges left after removal", async () => {
    const text = edges(['id="e1"', 'id="e2"']);
    const out = await through(text, "g.graphml", "graphml");
    expect(out).toContain('<edge id="e1" source="a" target="b">');
    expect(out).toContain('attr.name="year" attr.type="long"');
    expect(await read(out, "g.graphml")).toEqual(await read(text, "g.graphml"));
    // networkx's keys of parallel edges: not unique, and kept all the same.
    expect(await through(edges(['id="0"', 'id="0"']), "g.graphml", "graphml")).toContain(
      '<edge id="0" source="b" target="c">',
    );
  });

  test("an attribute that is called id and only numbers the edges stays one", async () => {
    const text = edges(["", ""])
      .replaceAll('"year" attr.type="int"', '"id" attr.type="string"')
      .replace(">2001", ">0")
      .replace(">2002", ">1");
    const again = await read(await through(text, "g.graphml", "graphml"), "g.graphml");
    expect(again.edgeAttributes?.get("id")).toEqual(["0", "1"]);
  });

  test("what stands within data, as yEd's drawings, is told", async () => {
    const drawn = edges(["", ""]).replace(
      '<node id="a"/>',
      '<node id="a"><data key="d6">\n<y:ShapeNode><y:NodeLabel>Ann</y:NodeLabel></y:ShapeNode>\n</data></node>',
    );
    const dataset = await read(drawn, "g.graphml");
    expect(dataset.notices).toEqual(["elements within data are left aside: ShapeNode"]);
    expect(dataset.vertexAttributes).toBeNull();
  });
});

test("Graphology's JSON keeps the keys of edges, but for those that Graphology makes itself", async () => {
  const graph = new UndirectedGraph();
  graph.mergeEdgeWithKey("first", "a", "b", { weight: 2 });
  graph.mergeEdgeWithKey("second", "b", "c", { since: 2001 });
  const out = await through(JSON.stringify(graph.export()), "g.json", "json");
  const again = UndirectedGraph.from(JSON.parse(out));
  expect(again.edges()).toEqual(["first", "second"]);
  expect(again.getEdgeAttributes("second")).toEqual({ since: 2001, weight: 1 });
  const unkeyed = new UndirectedGraph();
  unkeyed.mergeEdge("a", "b");
  expect((await read(JSON.stringify(unkeyed.export()), "g.json")).edgeAttributes).toBeNull();
});

describe("tensors of a PyTorch Geometric Data", () => {
  const index = writeNpy("<i8", [2, 4], [0, 1, 1, 2, 1, 0, 2, 1]);
  const archive = (arrays: Record<string, Uint8Array>) =>
    readGraph(writeNpz(new Map(Object.entries({ edge_index: index, ...arrays }))), { name: "g.npz" });

  test("edge_attr of numbers or rows of numbers comes back as it went in, as narrow", async () => {
    const rows = await archive({ edge_attr: writeNpy("<f4", [4, 2], [1, 2.5, 1, 2.5, 3, 4, 3, 4]) });
    expect(rows.edgeAttributes?.get("edge_attr")).toEqual([
      [1, 2.5],
      [3, 4],
    ]);
    const again = await readGraph(await writeGraph(rows, "npz"), { name: "g.npz" });
    expect(again.edgeAttributes).toEqual(rows.edgeAttributes);
    const written = async (dataset: GraphDataset) =>
      openNpz(await writeGraph(dataset, "npz")).read("edge_attr");
    expect(await written(rows)).toMatchObject({ shape: [2, 2], values: Float32Array.of(1, 2.5, 3, 4) });
    const wide = await archive({ edge_attr: writeNpy("<f8", [4], [0.1, 0.1, 0.2, 0.2]) });
    expect(wide.edgeAttributes?.get("edge_attr")).toEqual(Float64Array.of(0.1, 0.2));
    expect(await written(wide)).toMatchObject({ shape: [2], values: Float64Array.of(0.1, 0.2) });
    await expect(archive({ edge_attr: writeNpy("<f4", [3, 2], [1, 2, 3, 4, 5, 6]) })).rejects.toThrow(
      "npz array edge_attr: expected shape (4) or (4, D), a row for each edge, got (3, 2)",
    );
  });

  test("masks are splits; masks that overlap, and arrays without a place, are told", async () => {
    const mask = (...values: number[]) => writeNpy("|b1", [values.length], values);
    const masks = { train_mask: mask(1, 0, 0), val_mask: mask(0, 1, 0), test_mask: mask(0, 0, 1) };
    const { splits, notices } = await archive(masks);
    expect(notices).toBeUndefined();
    expect(splits).toEqual([
      { train: Uint32Array.of(0), validation: Uint32Array.of(1), test: Uint32Array.of(2) },
    ]);
    const several = (values: number[]) => writeNpy("|b1", [3, 2], values);
    const two = await archive({
      train_mask: several([1, 0, 0, 1, 0, 0]),
      val_mask: several([0, 1, 1, 0, 0, 0]),
      test_mask: several([0, 0, 0, 0, 1, 1]),
    });
    expect(two.splits.map(({ train }) => [...train])).toEqual([[0], [1]]);
    expect((await archive({ ...masks, val_mask: mask(1, 1, 0) })).notices?.[0]).toMatch(
      /^npz arrays train_mask, val_mask, test_mask are left aside: split 0: vertex 0 is in more than one/,
    );
    const unknown = await archive({
      train_mask: mask(1, 0, 0),
      pos: writeNpy("<f4", [3, 2], [0, 0, 1, 1, 2, 2]),
    });
    expect(unknown.notices).toEqual(["npz arrays left aside: train_mask, pos"]);
    await expect(archive({ ...masks, val_mask: mask(0, 1) })).rejects.toThrow(
      "npz array val_mask: expected shape (3) or (3, 1), got (2)",
    );
  });
});

const python = process.env.SEPRANK_PYTHON ?? "python3";
const hasIgraph = spawnSync(python, ["-c", "import igraph"]).status === 0;
if (!hasIgraph) process.stdout.write("no Python with igraph: its files are not read; SEPRANK_PYTHON\n");

const IGRAPH = `
import igraph, json, sys
def built(directed):
    g = igraph.Graph(6, [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4)], directed=directed)
    g["title"], g["year"] = 'A "quoted" & <title>', 1999.0
    g.vs["name"] = ["ann", "bob o'neil", "cem", "d&e", "eva", "six"]
    g.vs["city"] = ["Oslo", "Rome", "Oslo", "Bern", "Rome", "Oslo"]
    g.vs["age"] = [31, 27, 40, 35, 20, 1]
    g.vs["height"] = [1.5, 1.75, 2.0, 1e-9, 1e20, -0.25]
    g.vs["member"] = [True, False, True, True, False, True]
    g.es["weight"] = [1.0, 2.5, 3.0, 4.0, 0.5]
    g.es["kind"] = ["a", "b", "a", "c", "<d>"]
    g.es["since"] = [2001, 2002, 2003, 2004, 2005]
    g.es["strong"] = [True, False, True, False, True]
    return g
def told(g):
    part = lambda s: {name: s[name] for name in s.attributes()}
    return [g.vcount(), g.is_directed(), sorted(e.tuple for e in g.es), {n: g[n] for n in g.attributes()}, part(g.vs), part(g.es)]
`;

describe.runIf(hasIgraph)("igraph", () => {
  const run = (code: string, folder: string) => {
    const { status, stdout, stderr } = spawnSync(python, ["-c", IGRAPH + code], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(stderr.replaceAll(/^.*Warning.*\n.*\n/gm, "")).toBe("");
    expect(status).toBe(0);
    return stdout;
  };

  test("counts, names and attributes come back by GraphML and GML", async () => {
    const folder = temporaryFolder();
    run('for d in (0, 1):\n  for e in ("graphml", "gml"): built(bool(d)).save(f"{d}.{e}")', folder);
    const names: string[] = [];
    for (const format of ["graphml", "gml"] as const)
      for (const directed of [false, true]) {
        const name = `${Number(directed)}.${format}`;
        names.push(name);
        const dataset = await readGraph(readFileSync(join(folder, name)), { name, directed });
        expect(edgesOf(dataset)).toHaveLength(5);
        writeFileSync(join(folder, `back-${name}`), await writeGraph(dataset, format));
      }
    const pairs = JSON.parse(
      run(
        `print(json.dumps([[told(igraph.Graph.Read(f)) for f in (n, "back-" + n)] for n in ${JSON.stringify(names)}]))`,
        folder,
      ),
    ) as [there: unknown[], back: [...unknown[], Record<string, unknown>, unknown]][];
    pairs.forEach(([there, back], k) => {
      // In GML a vertex's name is its label, too: that is what networkx calls it by.
      const { label, ...vertices } = back[4] as Record<string, unknown>;
      expect(label, names[k]).toEqual(names[k].endsWith(".gml") ? vertices.name : undefined);
      expect([...back.slice(0, 4), vertices, back[5]], names[k]).toEqual(there);
    });
  });
});
