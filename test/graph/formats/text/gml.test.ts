import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readGraph, writeGraph } from "../../../../src/graph/formats/formats.js";
import { dataset, edgesOf, plain } from "../../../generators/arbitrary-graphs.js";
import { temporaryFolder } from "../../../support/temporary-folder.js";

const read = (text: string, options = {}) =>
  readGraph(new TextEncoder().encode(text), { name: "x.gml", ...options });

describe("GML", () => {
  test("of networkx: labels are names, entities, lists, records, keys of a multigraph", async () => {
    const graph = await read(
      `graph [
  directed 1
  multigraph 1
  name "g&#34;&#38;&#233;"
  l "_networkx_list_start"
  l 1
  node [ id 0 label "a&#34;b&#38;" pos 1 pos 2 d [ u [ v 1 ] ] f 2.5 big "1099511627776" ]
  node [ id 7 label "c" ]
  edge [ source 0 target 7 key "r" weight 1.5E+1 ]
]`,
      { directed: true },
    );
    expect(edgesOf(graph)).toEqual([['a"b&', "c", 15]]);
    expect(graph.graphAttributes).toEqual({ name: 'g"&é', l: [1] });
    expect(graph.vertexAttributes).toEqual([
      { pos: [1, 2], d: { u: { v: 1 } }, f: 2.5, big: "1099511627776" },
      {},
    ]);
    expect(Object.fromEntries(graph.edgeAttributes ?? [])).toEqual({ key: ["r"] });
    expect(graph.notices).toEqual(["vertices are called by their label, not by their id"]);
  });

  test("of igraph: names are names; of Gephi and Newman: labels that repeat are classes, vertices are called by ids", async () => {
    const igraph = await read(
      'Creator "igraph version 1.0"\nVersion 1\ngraph\n[\n  directed 0\n  node\n  [\n    id 0\n    name "q&amp;&quot;é"\n  ]\n  node\n  [\n    id 1\n    name "b"\n  ]\n  edge\n  [\n    source 1\n    target 0\n  ]\n]\n',
      { name: "x" },
    );
    expect(igraph.vertexNames).toEqual(['q&"é', "b"]);
    const gephi = await read(
      '# a comment\ngraph [ node [ id 5 label "x" graphics [ x 1.5 y -2 fill "#999999" ] ] node [ id 6 label "x" ] node [ id 7 label "y" ] edge [ id 0 source 5 target 6 value 2.0 ] ]',
    );
    expect(gephi.vertexNames).toEqual(["5", "6", "7"]);
    expect(gephi.classNames).toEqual(["x", "y"]);
    expect(gephi.vertexAttributes?.[0]).toEqual({ graphics: { x: 1.5, y: -2, fill: "#999999" } });
  });

  test.each([
    ["no graph", "node [ id 1 ]", /gml: expected one graph, got none/],
    ["two graphs", "graph [ ] graph [ ]", /gml: expected one graph, got 2/],
    [
      "a node without id",
      'graph [\n node [ label "a" ] ]',
      /x\.gml:2:2: gml: expected a node with id, got none/,
    ],
    ["an id twice", "graph [ node [ id 1 ]\nnode [ id 1 ] ]", /x\.gml:2:1: the vertex "1" is declared twice/],
    [
      "an edge to nowhere",
      "graph [ node [ id 1 ] edge [ source 1 target 2 ] ]",
      /an edge names the vertex "2", which is not declared/,
    ],
    [
      "an edge without source",
      "graph [ node [ id 1 ] edge [ target 1 ] ]",
      /gml: expected an edge with source, got none/,
    ],
    [
      "an edge of two sources",
      "graph [ node [ id 1 ] edge [ source 1 source 1 target 1 ] ]",
      /gml: expected an edge with one source, got 2/,
    ],
    [
      "a list that does not end",
      "graph [ node [ id 1 ]",
      /gml: expected \] or a key, got the end of the file/,
    ],
    ["a text that does not end", 'graph [ node [ id 1 label "a ] ]', /expected a text that ends in ", got/],
    [
      "a value that is none",
      "graph [ node [ id one ] ]",
      /x\.gml:1:19: gml: expected a number, a text in " or \[, got "one \] \]"/,
    ],
    ["lists too deep", `graph ${"[ a ".repeat(40)}`, /expected lists nested at most 32 deep/],
  ])("%s is refused", async (_what, text, message) => {
    await expect(read(text, { format: "gml" })).rejects.toThrow(message);
  });

  test("an entity that is not known is told", async () => {
    const graph = await read('graph [ node [ id 1 label "caf&eacute;" ] ]');
    expect(graph.notices?.join()).toContain("entities such as &eacute; are left as they stand");
  });

  test("a name that is no key is refused with the way out", async () => {
    const graph = await read('{"nodes":[{"key":"a","attributes":{"my age":1}}],"edges":[]}', {
      name: "x.json",
    });
    await expect(writeGraph(graph, "gml")).rejects.toThrow(
      'attribute "my age": gml has keys of letters and digits only; rename it, or write graphml or json',
    );
  });

  test("comes back with names, weights, directions, types, classes and features", async () => {
    await fc.assert(
      fc.asyncProperty(dataset({ name: (name) => !/\p{Surrogate}/u.test(name) }), async (graph) => {
        const again = await readGraph(await writeGraph(graph, "gml"), {
          name: "x.gml",
          directed: graph.adjacency.directed,
        });
        const labelled = Array.from(graph.labels ?? []).filter((label) => label >= 0);
        fc.pre(graph.labels === null || labelled.length < 2 || new Set(labelled).size < labelled.length);
        expect(plain(again)).toEqual({ ...plain(graph), splits: [] });
      }),
      { numRuns: 100 },
    );
  });
});

const python = process.env.SEPRANK_PYTHON ?? "python3";
const has = (module: string) => spawnSync(python, ["-c", `import ${module}`]).status === 0;
const hasNetworkx = has("networkx");
const hasIgraph = hasNetworkx && has("igraph");
if (!hasNetworkx)
  process.stdout.write("no Python with networkx: its GML and node-link JSON are not read; SEPRANK_PYTHON\n");

test.runIf(hasNetworkx)(
  "networkx's graphs come in with its counts, and ours are read by networkx and igraph",
  async () => {
    const folder = temporaryFolder();
    const run = (code: string) => spawnSync(python, ["-c", code], { cwd: folder, encoding: "utf8" });
    const written = run(`
import json, networkx as nx
def simple(g):
    h = nx.Graph(g); h.remove_edges_from(list(nx.selfloop_edges(h))); return h
multi = nx.MultiDiGraph(name='g"&é')
multi.add_edge('a"b&é', "c d", key="r", weight=1.5); multi.add_edge('a"b&é', "c d", key="s"); multi.add_edge("c d", "c d")
graphs = {"karate": nx.karate_club_graph(), "miserables": nx.les_miserables_graph(), "florentine": nx.florentine_families_graph(),
    "women": nx.davis_southern_women_graph(), "scale": nx.scale_free_graph(60, seed=1), "multi": multi, "empty": nx.empty_graph(3)}
for name, g in graphs.items():
    nx.write_gml(g, name + ".gml")
    for key in "edges", "links":
        json.dump(nx.node_link_data(g, edges=key), open(f"{name}.{key}.json", "w"))
    if g.number_of_edges(): nx.write_adjlist(g, name + ".adjlist")
print(json.dumps({name: [len(g), simple(g).number_of_edges(), sorted(map(str, g))] for name, g in graphs.items()}))`);
    expect(written.stderr).toBe("");
    const counts = JSON.parse(written.stdout) as Record<string, [number, number, string[]]>;
    const bytesOf = (name: string) => new Uint8Array(readFileSync(join(folder, name)));
    for (const [name, [vertices, edges, names]] of Object.entries(counts))
      for (const file of [`${name}.gml`, `${name}.edges.json`, `${name}.links.json`]) {
        const graph = await readGraph(bytesOf(file), { name: file });
        expect([graph.adjacency.vertexCount, graph.adjacency.edgeCount], file).toEqual([vertices, edges]);
        expect(plain(graph).vertices.toSorted(), file).toEqual(names.toSorted());
        for (const format of ["gml", "node-link"] as const)
          writeFileSync(join(folder, `${file}.back.${format}`), await writeGraph(graph, format));
      }
    await expect(readGraph(bytesOf("karate.adjlist"), { name: "karate.txt" })).rejects.toThrow(
      /got lists of neighbours, as networkx's write_adjlist .* write them; in Python: networkx\.write_edgelist/,
    );
    writeFileSync(join(folder, "counts.json"), written.stdout);
    const back = run(`
import glob, json, networkx as nx
counts = json.load(open("counts.json"))
for path in sorted(glob.glob("*.back.*")):
    vertices, edges, names = counts[path.split(".")[0]]
    g = nx.read_gml(path) if path.endswith(".gml") else nx.node_link_graph(json.load(open(path)))
    assert (len(g), g.number_of_edges(), sorted(map(str, g))) == (vertices, edges, names), path
    ${hasIgraph ? 'if path.endswith(".gml"):\n        import igraph; h = igraph.Graph.Read_GML(path); assert (h.vcount(), h.ecount()) == (vertices, edges), path' : ""}
print("equal")`);
    expect(back).toMatchObject({ status: 0, stdout: "equal\n" });
    if (!hasIgraph) return;
    expect(
      run(`
import igraph
g = igraph.Graph.Famous("Zachary"); g.vs["name"] = [f"v&{k}" for k in range(34)]; g.es["weight"] = [0.5] * 78; g.write_gml("igraph.gml")
h = igraph.Graph.Famous("Petersen"); h.write_gml("petersen.gml")`),
    ).toMatchObject({ status: 0 });
    const zachary = await readGraph(bytesOf("igraph.gml"), { name: "igraph.gml" });
    expect([zachary.adjacency.vertexCount, zachary.adjacency.edgeCount, zachary.vertexNames?.[33]]).toEqual([
      34,
      78,
      "v&33",
    ]);
    const petersen = await readGraph(bytesOf("petersen.gml"), { name: "petersen.gml" });
    expect([petersen.adjacency.vertexCount, petersen.adjacency.edgeCount]).toEqual([10, 15]);
  },
);
