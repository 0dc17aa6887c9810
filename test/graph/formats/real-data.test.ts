import { describe, expect, type TestContext, test } from "vitest";
import { degrees } from "../../../src/graph/adjacency.js";
import { featureNonzeros } from "../../../src/graph/attributes/features.js";
import type { GraphDataset } from "../../../src/graph/dataset.js";
import { type PlanetoidPart, readPlanetoid } from "../../../src/graph/formats/folders/planetoid.js";
import { readGraph } from "../../../src/graph/formats/formats.js";
import { realData } from "../../support/real-data.js";

/** Counted by other programs when the data were collected: vertices, undirected edges, loops, isolated, features. */
function counts({ adjacency, dropped, features }: GraphDataset): (number | null)[] {
  return [
    adjacency.vertexCount,
    adjacency.edgeCount,
    dropped.selfLoops,
    degrees(adjacency).filter((degree) => degree === 0).length,
    features === null ? null : featureNonzeros(features),
  ];
}

function classSizes({ labels }: GraphDataset): number[] {
  const sizes: number[] = [];
  for (const label of labels ?? []) if (label >= 0) sizes[label] = (sizes[label] ?? 0) + 1;
  return sizes;
}

function read(context: TestContext, file: string, directed?: boolean): Promise<GraphDataset> {
  return readGraph(realData(context, file), { name: file, directed });
}

describe("npz", () => {
  test.for([
    ["gnn-benchmark/cora", [2708, 5278, 0, 0, 49216], [298, 418, 818, 426, 217, 180, 351]],
    ["gnn-benchmark/citeseer", [3312, 4536, 124, 48, 105165], [249, 596, 701, 508, 668, 590]],
    ["gnn-benchmark/cora_ml", [2995, 8158, 0, 0, 151171], [354, 402, 452, 442, 857, 193, 295]],
    ["graphdata/dblp", [17716, 52867, 0, 0, 92192], [7920, 5645, 1982, 2169]],
    ["graphdata/amazon_photo", [7650, 119081, 1, 115, 1979909], undefined],
    ["graphdata/amazon_cs", [13752, 245861, 0, 281, 3675081], undefined],
    ["graphdata/coauthor_phy", [34493, 247962, 0, 0, 1137311], undefined],
    ["graphdata/citeseer_full", [4230, 5337, 0, 0, 19391], undefined],
    ["graphdata/blogcatalog", [5196, 171743, 0, 0, 369435], undefined],
    ["graphdata/flickr", [7575, 239738, 0, 0, 182517], undefined],
    ["graphdata/acm", [3025, 13128, 0, 561, 253300], undefined],
    ["graphdata/polblogs", [1490, 16715, 3, 266, null], undefined],
    ["graphdata/karate_club", [34, 78, 0, 0, null], undefined],
    ["heterophilous/tolokers", [11758, 519000, 0, 0, undefined], [9192, 2566]],
    ["heterophilous/minesweeper", [10000, 39402, 0, 0, 10000], [8000, 2000]],
    ["heterophilous/chameleon", [2277, 31371, 0, 0, undefined], [456, 460, 453, 521, 387]],
    ["heterophilous/chameleon_directed", [2277, 31371, 50, 0, undefined], [456, 460, 453, 521, 387]],
    ["heterophilous/squirrel", [5201, 198353, 0, 0, undefined], [1042, 1040, 1039, 1040, 1040]],
    ["heterophilous/texas", [183, 279, 0, 0, undefined], [33, 1, 18, 101, 30]],
    ["heterophilous/wisconsin", [251, 450, 0, 0, undefined], [10, 70, 118, 32, 21]],
    ["heterophilous/cornell", [183, 277, 0, 0, undefined], [38, 16, 30, 82, 17]],
  ] as const)("%s", async ([file, expected, sizes], context) => {
    const graph = await read(context, `${file}.npz`);
    // Counts of nonzero features are known for some files only.
    expect(counts(graph).map((count, k) => (expected[k] === undefined ? undefined : count))).toEqual(
      expected,
    );
    if (sizes !== undefined) expect(classSizes(graph)).toEqual(sizes);
  });
});

test("a graph read as directed keeps both directions apart", async (context) => {
  const graph = await read(context, "heterophilous/chameleon_directed.npz", true);
  expect(counts(graph).slice(0, 3)).toEqual([2277, 36101 - 50, 50]);
});

test("masks in column-major order give ten splits without overlap", async (context) => {
  const { splits, labels } = await read(context, "heterophilous/texas.npz");
  expect(splits).toHaveLength(10);
  for (const { train, validation, test: tested } of splits) {
    const all = [...train, ...validation, ...tested];
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBe(labels?.length);
    expect(train.length / all.length).toBeCloseTo(0.48, 1);
  }
});

describe("lists of edges", () => {
  test.for([
    ["snap/web-NotreDame.txt.gz", 325729, 1090108, 27455],
    ["snap/soc-Epinions1.txt.gz", 75879, 405740, 0],
    ["snap/facebook_combined.txt.gz", 4039, 88234, 0],
    ["geom-gcn/squirrel/out1_graph_edges.txt", 5201, 198353, 140],
  ] as const)("%s", async ([file, vertices, edges, loops], context) => {
    expect(counts(await read(context, file)).slice(0, 3)).toEqual([vertices, edges, loops]);
  });
});

describe("planetoid", () => {
  const parts: PlanetoidPart[] = ["x", "y", "tx", "ty", "allx", "ally", "graph", "test.index"];
  test.for([
    ["cora", [2708, 5278, 0, 0, 49216], [351, 217, 418, 818, 426, 298, 180], [140, 500, 1000], 0],
    // A loop stands twice in the lists of neighbours: 124 vertices have one.
    ["citeseer", [3327, 4552, 248, 48, 105165], [249, 590, 668, 701, 596, 508], [120, 500, 1000], 15],
  ] as const)("%s", ([name, expected, sizes, split, unlabelled], context) => {
    const graph = readPlanetoid(
      name,
      Object.fromEntries(parts.map((part) => [part, realData(context, `planetoid/ind.${name}.${part}`)])),
    );
    expect(counts(graph)).toEqual(expected);
    expect(classSizes(graph)).toEqual(sizes);
    expect(graph.labels?.filter((label) => label < 0).length).toBe(unlabelled);
    const [{ train, validation, test: tested }] = graph.splits;
    expect([train.length, validation.length, tested.length]).toEqual(split);
    expect(tested.every((vertex) => (graph.labels?.[vertex] ?? -1) >= 0)).toBe(true);
  });
});
