import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { readSweepFile } from "../../cli/options/sweep-file.js";
import { readStation } from "../../datasets/climate/metoffice.js";
import { readCifar10 } from "../../datasets/images/cifar.js";
import { readIdx } from "../../datasets/images/idx.js";
import { readImageFile, writeImageFile } from "../../datasets/images/image-file.js";
import { readEntries } from "../../src/completion/read-entries.js";
import { decodeRunState, encodeRunState } from "../../src/completion/run-state.js";
import { FormatError, InputError } from "../../src/errors.js";
import { parseLines } from "../../src/evaluate/records/line-file.js";
import { parseStructureSummary } from "../../src/evaluate/structure/structure-summary.js";
import { parseRecord } from "../../src/evaluate/trials/record.js";
import { decodeCheckpoint, encodeCheckpoint } from "../../src/factorization/index.js";
import type { GraphDataset } from "../../src/graph/dataset.js";
import { readOgb } from "../../src/graph/formats/folders/ogb.js";
import { type PlanetoidPart, readPlanetoid } from "../../src/graph/formats/folders/planetoid.js";
import { readTu, TU_PARTS } from "../../src/graph/formats/folders/tu.js";
import { GRAPH_FORMATS, type GraphFormat, readGraph, writeGraph } from "../../src/graph/formats/formats.js";
import { openNpz } from "../../src/graph/formats/numpy/npz.js";
import { readPickle } from "../../src/graph/formats/numpy/pickle.js";
import { withReadBudget } from "../../src/graph/read-budget.js";
import { decodeImageProgress, encodeImageProgress } from "../../src/nn/images/image-progress.js";
import { decodeModel, encodeModel, encodePygModel } from "../../src/nn/models/model-file.js";
import {
  decodeCheckpoint as decodeTraining,
  encodeCheckpoint as encodeTraining,
} from "../../src/nn/training/checkpoint.js";
import { parseLocalityRecord } from "../../src/papers/locality-sweeps/parse-locality-record.js";
import { readPartitions } from "../../src/partitions/read-partitions.js";
import type { Random } from "../../src/random.js";
import { orderOfEdges } from "../../src/sparsify/orders/order-of-edges.js";
import { dataset, isXmlText } from "../generators/arbitrary-graphs.js";
import { SCIPY_MAT, sparseMat } from "../generators/mat-bytes.js";
import {
  float32Npy,
  int64Npy,
  npyBytes,
  npzBytes,
  pathGraphNpz,
  pickleNpz,
} from "../generators/npz-bytes.js";
import { array, csrPickle, pickle } from "../generators/pickles.js";
import { smallDataset } from "../generators/small-dataset.js";
import { failedRecord, finishedRecord } from "../generators/trial-records.js";
import { LONGEST_INPUT } from "./mutate.js";

/** A reader of files that anyone may have made. */
export interface FuzzedReader {
  readonly name: string;
  /** valid inputs: each the files that are read together */
  readonly seeds: readonly (readonly Uint8Array[])[];
  /** of drawn inputs, the share that is read, as one in so many; 1 where absent. Readers that cost hundreds of times what others do have more. */
  readonly oneIn?: number;
  /** Reads, in one of the ways that its options allow; gives the graph where it reads one. */
  read(files: readonly Uint8Array[], random: Random): Promise<GraphDataset | undefined>;
}

/** Tables are decoded in a thread of their own, which loads its library anew for each: 100 to 300 ms, against 1 ms of other readers. */
const THREAD_ONE_IN = 32;

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Texts that other programs write, by format. */
const TEXTS: Partial<Readonly<Record<GraphFormat, readonly string[]>>> = {
  "edge-list": [
    "# Nodes: 3 Edges: 2\n# FromNodeId\tToNodeId\n0\t1\n1\t2\n",
    "0 1 {'weight': 7}\n1 2 {'weight': 0.5, 'color': 'red'}\n",
    "a b 0.5\nb c 2\n\n",
  ],
  csv: [
    "Source,Target,Type,Id,Label,timeset,Weight\n1,2,Undirected,0,,,1.0\n2,3,Undirected,1,,,2.5\n",
    ",source,target\n0,1,2\n1,2,3\n",
    ",A,B,C\nA,0,1,0\nB,1,0,2\nC,0,2,0\n",
    '"a ""x""","b\nc",1\r\nd,e,2\r\n',
  ],
  json: [
    '{"attributes":{},"options":{"type":"mixed","multi":true},"nodes":[{"key":"a","attributes":{"x":[1,2],"label":"A"}},{"key":"b"}],"edges":[{"source":"a","target":"b","undirected":true,"attributes":{"weight":2,"t":"r"}}]}',
    '{"directed":false,"multigraph":false,"graph":{},"nodes":[{"id":0},{"id":1}],"links":[{"source":0,"target":1,"weight":3}]}',
  ],
  graphml: [
    `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE graphml SYSTEM "g.dtd"><graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="w" for="edge" attr.name="weight" attr.type="double"><default>1.5</default></key><key id="c" for="node" attr.name="c" attr.type="string"/><graph id="G" edgedefault="undirected"><node id="n0"><data key="c">r&amp;d</data></node><node id="n1"/><edge source="n0" target="n1"><data key="w">1.0</data></edge></graph></graphml>`,
  ],
  gexf: [
    `<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="undirected"><attributes class="node"><attribute id="0" title="t" type="liststring"><default>a|b</default></attribute><attribute id="1" title="age" type="integer"/></attributes><nodes><node id="a" label="A"><attvalues><attvalue for="1" value="3"/></attvalues></node><node id="b"/></nodes><edges><edge id="0" source="a" target="b" weight="2"/></edges></graph></gexf>`,
  ],
  gml: [
    'graph [ directed 1 name "g&#34;&amp;" l "_networkx_list_start" l 1 node [ id 0 label "a" pos 1 pos 2 d [ u [ v 1 ] ] f 2.5 ] node [ id 7 label "c" ] edge [ source 0 target 7 key "r" weight 1.5E+1 ] ]',
    'Creator "igraph"\nVersion 1\ngraph\n[\n  directed 0\n  node\n  [\n    id 0\n    name "b"\n  ]\n]\n',
  ],
  "matrix-market": [
    "%%MatrixMarket matrix coordinate real symmetric\n% a comment\n3 3 2\n2 1 0.5\n3 2 -1e3\n",
    "%%MatrixMarket matrix coordinate pattern general\n3 3 2\n1 2\n3 1\n",
    "%%MatrixMarket matrix array integer general\n2 2\n0\n1\n1\n0\n",
  ],
  metis: ["% c\n3 2 1\n2 5\n1 5 3 6\n2 6\n", "4 3 11 1\n1 2 3\n1 1 3 3 4\n1 2 4\n1\n", "3 1\n3\n\n1\n"],
  jlg: ["3,2,u,x,2,Int64,simplegraph\n1,2\n2,3\n", "3,1,d,x\n1,3\n"],
};

/** All readers of the program, with inputs that the tests' own code makes, and small real files where `dataFolder` holds some. */
export async function fuzzedReaders(dataFolder: string | undefined): Promise<FuzzedReader[]> {
  return [
    ...(await graphReaders(dataFolder)),
    ...folderReaders(),
    ...(await readersBesideGraphs()),
    ...stateReaders(),
  ];
}

async function graphReaders(dataFolder: string | undefined): Promise<FuzzedReader[]> {
  const arbitrary = dataset({
    name: (name) => isXmlText(name) && !name.endsWith("\0"),
    splits: true,
    attributes: true,
  });
  const samples = [...fc.sample(arbitrary, { numRuns: 6, seed: 1 }), smallDataset(12)];
  const readers: FuzzedReader[] = [];
  for (const format of GRAPH_FORMATS) {
    if (format === "planetoid") continue;
    const seeds: Uint8Array[] = (TEXTS[format] ?? []).map(bytesOf);
    if (format === "npz") seeds.push(...npzSeeds());
    if (format === "mat") seeds.push(SCIPY_MAT, sparseMat([1, 0], [0, 1, 2], [1, 2]));
    for (const sample of samples)
      try {
        seeds.push(await writeGraph(sample, format));
      } catch (error) {
        // A format that is only read, or has no place for a name.
        if (!(error instanceof InputError)) throw error;
      }
    seeds.push(...realFiles(dataFolder, format));
    readers.push({
      name: format,
      oneIn: format === "arrow" || format === "parquet" ? THREAD_ONE_IN : 1,
      seeds: seeds.map((seed) => [seed]),
      read([bytes], random) {
        const options = {
          name: `input.${random.integer(3) === 0 ? "txt" : format}`,
          format: random.integer(3) > 0 ? format : undefined,
          directed: [undefined, true, false][random.integer(3)],
          // Of the libraries for tables, some damage makes a loop without end.
          decodingSeconds: 2,
          ...(random.integer(8) === 0 ? EXTRAS[format]?.[random.integer(EXTRAS[format].length)] : {}),
        };
        return readGraph(bytes, options);
      },
    });
  }
  return readers;
}

/** Options that only some formats take. */
const EXTRAS: Partial<Record<GraphFormat, readonly object[]>> = {
  "edge-list": [{ header: true }, { header: false }, { edgeType: "3" }],
  csv: [{ columns: { source: "target", target: "source" } }, { header: true }, { edgeType: "weight" }],
  tsv: [{ columns: { source: "2", target: "1" } }, { header: false }],
  json: [{ edgeType: "t" }],
  graphml: [{ edgeType: "weight" }, { graph: "G" }],
  gexf: [{ edgeType: "t" }],
  mat: [{ variable: "x" }, { variable: "A" }],
};

function npzSeeds(): Uint8Array[] {
  const name = (value: string) => npyBytes(`|S${value.length}`, [], bytesOf(value));
  return [
    pathGraphNpz(),
    npzBytes({ edge_index: int64Npy([0, 1, 1, 2], [2, 2]), x: float32Npy([1, 0, 0, 1, 1, 1], [3, 2]) }),
    npzBytes({
      format: name("csr"),
      shape: int64Npy([3, 3]),
      indptr: int64Npy([0, 1, 2, 3]),
      indices: int64Npy([1, 0, 1]),
      data: int64Npy([2, 2, 5]),
    }),
    npzBytes({
      format: name("coo"),
      shape: int64Npy([3, 3]),
      row: int64Npy([0, 1]),
      col: int64Npy([1, 2]),
      data: int64Npy([1, 2]),
    }),
    npzBytes({
      adj_data: float32Npy([1, 1], [2]),
      adj_indices: int64Npy([1, 0]),
      adj_indptr: int64Npy([0, 1, 2]),
      adj_shape: int64Npy([2, 2]),
      labels: int64Npy([0, 1]),
    }),
    npzBytes({
      adj_matrix: npyBytes("|O", [1], csrPickle()),
      node_label: int64Npy([0, 1]),
      node_attr: npyBytes("|O", [1], csrPickle()),
    }),
    pickleNpz("N."),
  ];
}

/** Small files of a format from a folder of data sets. */
function realFiles(folder: string | undefined, format: GraphFormat): Uint8Array[] {
  const endings: Partial<Record<GraphFormat, RegExp>> = {
    npz: /\.npz$/,
    mat: /\.mat$/,
    "edge-list": /\.(txt|edges|edgelist)$/,
    csv: /\.csv$/,
    "matrix-market": /\.mtx$/,
    graphml: /\.graphml$/,
    gexf: /\.gexf$/,
  };
  const ending = endings[format];
  if (folder === undefined || ending === undefined || !existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => ending.test(path) && statSync(join(folder, path)).size <= LONGEST_INPUT)
    .sort()
    .slice(0, 8)
    .map((path) => new Uint8Array(readFileSync(join(folder, path))));
}

function folderReaders(): FuzzedReader[] {
  const tu = {
    A: "1, 2\n2, 1\n2, 3\n3, 2\n5, 6\n6, 5\n",
    graph_indicator: "1\n1\n1\n2\n3\n3\n",
    graph_labels: "5\n-1\n5\n",
    node_labels: "2\n0\n2\n7\n0\n0\n",
    node_attributes: "0.5, 1\n 1e1,2\n3,-4\n5,6\n7,8\n9,.5\n",
    edge_labels: "1\n1\n4\n4\n1\n1\n",
  };
  const ogb = [
    ...["0,1\n1,2\n", "4\n", "0.5,1\n1,2\n3,4\n5,6\n", "0\n1\nnan\n1\n"],
    ...["0\n1\n", "2\n", "3\n"],
  ];
  const parts: readonly PlanetoidPart[] = ["x", "y", "tx", "ty", "allx", "ally", "graph", "test.index"];
  const dict = pickle(
    [0x80, 2, 0x7d, 0x28],
    [0x4b, 0, 0x5d, 0x4b, 1, 0x61, 0x4b, 1, 0x5d, 0x28, 0x4b, 0, 0x4b, 2, 0x65],
    [0x75, 0x2e],
  );
  const oneHot = oneHotPickle([
    [1, 0],
    [0, 1],
  ]);
  return [
    {
      name: "TU folder",
      seeds: [TU_PARTS.map((part) => bytesOf(tu[part]))],
      read: async (files, random) =>
        readTu(
          "DS",
          Object.fromEntries(TU_PARTS.map((part, k) => [part, files[k]])),
          random.integer(2) === 1,
        ),
    },
    {
      name: "OGB folder",
      seeds: [ogb.map(bytesOf)],
      async read([edges, counts, features, labels, train, validation, test], random) {
        const splits = [{ train, validation, test }];
        return readOgb("x", { edges, counts, features, labels, splits }, random.integer(2) === 1);
      },
    },
    {
      name: "Planetoid set",
      seeds: [[csrPickle(), oneHot, csrPickle(), oneHot, csrPickle(), oneHot, dict, bytesOf("2\n3\n")]],
      read: async (files, random) =>
        readPlanetoid(
          "x",
          Object.fromEntries(parts.map((part, k) => [part, files[k]])),
          random.integer(2) === 1,
        ),
    },
    {
      name: "pickle",
      seeds: [[csrPickle()], [dict], [oneHot]],
      async read([bytes]) {
        withReadBudget(bytes.length, {}, () => readPickle(bytes));
        return undefined;
      },
    },
  ];
}

/** An array of two axes of 32-bit integers, protocol 2. */
function oneHotPickle(rows: readonly (readonly number[])[]): Uint8Array {
  const flat = array("i4", rows.flat());
  // The shape (n,) becomes (rows, columns).
  const at = flat.findIndex(
    (_, k) => flat[k] === 0x4b && flat[k + 1] === rows.flat().length && flat[k + 2] === 0x85,
  );
  return pickle(
    [0x80, 2],
    [...flat.slice(0, at), 0x4b, rows.length, 0x4b, rows[0].length, 0x86, ...flat.slice(at + 3)],
    [0x2e],
  );
}

async function readersBesideGraphs(): Promise<FuzzedReader[]> {
  const graph = smallDataset(12);
  const order = await writeGraph(graph, "csv");
  const months =
    "   yyyy  mm   tmax    tmin      af    rain     sun\n   1941   1    ---     ---     ---    74.7    ---\n   1941   2    6.1*    0.4#    11      69.1   60.2  Provisional\n";
  const images = writeImageFile({
    name: "two",
    pixels: new Uint8Array(4 * 9),
    labels: Uint8Array.of(0, 1, 0, 1),
    count: 4,
    height: 3,
    width: 3,
    channels: 1,
  });
  return [
    {
      name: "partitions",
      seeds: [
        [bytesOf('{"left": ["0", "1"], "right": {"vertices": [2, 3], "target": 0}}')],
        [bytesOf("partition,vertex,target\nleft,0,5\nleft,1,5\nright,2,\n")],
      ],
      async read([bytes]) {
        readPartitions(bytes, graph);
        return undefined;
      },
    },
    {
      name: "order of edges",
      seeds: [[order]],
      async read([bytes]) {
        const listed = await readGraph(bytes, { name: "order.csv" });
        orderOfEdges(graph, listed);
        return listed;
      },
    },
    {
      name: "entries of a tensor",
      seeds: [
        [bytesOf("i,j,value\n0,1,2.5\n1,0,-1\n")],
        [bytesOf("0,1,1,2\n1,0,0,nan\n")],
        [float32Npy([1, 2, 3, 4], [2, 2])],
        [npzBytes({ a: float32Npy([1, 2, 3, Number.NaN], [2, 2]) })],
      ],
      async read([bytes], random) {
        const ending = ["csv", "npy", "npz", "tsv"][random.integer(4)];
        const shape = [undefined, undefined, [2, 2], [4, 4, 4]][random.integer(4)];
        readEntries(bytes, `x.${ending}`, {
          shape,
          oneBased: random.integer(2) === 1,
          missingNan: random.integer(2) === 1,
        });
        return undefined;
      },
    },
    {
      name: "sweep file",
      seeds: [
        [
          bytesOf(
            "datasets: [cora, graph.csv]\nmethods: 2-wis, random\nsparsity: 0:1:0.1\nseeds: 5\ndropout: 0.5\n",
          ),
        ],
        [
          bytesOf(
            "# a comment\nmethods:\n  - 1-wis\n  - &a random\nmodels: gcn\nlearning-rate: 1e-3\nsplit: random\n",
          ),
        ],
      ],
      async read([bytes]) {
        readSweepFile(textOf(bytes), "sweep.yaml", []);
        return undefined;
      },
    },
    {
      name: "station",
      seeds: [[bytesOf(months)]],
      async read([bytes]) {
        readStation(bytes);
        return undefined;
      },
    },
    {
      name: "images",
      seeds: [[images]],
      async read([bytes]) {
        readImageFile(bytes);
        return undefined;
      },
    },
    {
      name: "idx",
      seeds: [[Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4)]],
      async read([bytes], random) {
        readIdx(bytes, 1 + 2 * random.integer(2));
        return undefined;
      },
    },
    {
      name: "cifar-10",
      seeds: [[new Uint8Array(2 * 3073)]],
      async read([bytes]) {
        readCifar10(bytes, 2);
        return undefined;
      },
    },
  ];
}

/** What the program itself wrote, and anyone may have changed. */
function stateReaders(): FuzzedReader[] {
  const lines = [finishedRecord(), failedRecord()].map((record) => `${JSON.stringify(record)}\n`).join("");
  const weights = { shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) };
  const shape = { inputs: 2, hidden: 3, layers: 1, classes: 3, dropout: 0 };
  const trained = {
    ...{ model: "gcn", loss: "cross-entropy", classCount: 3, shape },
    ...{ parameters: [weights, weights, weights], statistics: [] },
  } as Parameters<typeof encodeModel>[0];
  const square = (...sizes: number[]) => ({
    shape: sizes,
    values: new Float32Array(sizes.reduce((product, size) => product * size, 1)),
  });
  const gcn = {
    ...trained,
    parameters: [square(2, 3), square(3), square(3), square(3), square(3, 3), square(3)],
  };
  const checkpoint = {
    iteration: 3,
    iterationsBelow: 0,
    weights: Float64Array.of(1, 2),
    optimizerState: new Float64Array(2),
  };
  const trajectory = {
    columns: ["iteration", "loss"],
    values: [Float64Array.of(0, 1), Float64Array.of(3, 2)],
  };
  const locality = {
    ...{ schema: 1, seprank: "0.1.0" },
    run: {
      data: { kind: "pathfinder", size: 48, train: 12, test: 10 },
      ...{
        distance: 2,
        model: "resnet-small",
        coefficient: 0.5,
        weightDecay: 0,
        dropout: 0,
        learningRate: 0.01,
      },
      ...{ batchSize: 6, accumulate: 1, maxEpochs: 2, perfectEpochs: 20, seed: 1, backend: "wasm" },
    },
    result: {
      ...{ testAccuracy: 0.5, trainAccuracy: 0.5, loss: 0.7, penalty: null, epochs: 2, outcome: "epochs" },
      seconds: 1,
    },
  };
  const structure =
    "method,model,sparsity,removed,n,isolated,isolated_sd,components,components_sd,largestComponent,largestComponent_sd,degreeDistance,degreeDistance_sd,walkIndexKept,walkIndexKept_sd,trianglesKept,trianglesKept_sd,spectralDistance,spectralDistance_sd,orderSeconds,orderSeconds_sd\nrandom,,0.5,10,3,0,0,1,0,20,0,0.5,0.1,0.4,0,,,0.2,0,1,0\n";
  const plain = (name: string, seed: Uint8Array, read: (bytes: Uint8Array) => unknown): FuzzedReader => ({
    name,
    seeds: [[seed]],
    async read([bytes]) {
      read(bytes);
      return undefined;
    },
  });
  return [
    plain("results", bytesOf(lines), (bytes) =>
      parseLines(bytes, "results.jsonl", { parse: parseRecord, beginning: '{"schema":' }),
    ),
    plain("locality runs", bytesOf(`${JSON.stringify(locality)}\n`), (bytes) =>
      parseLines(bytes, "runs.jsonl", { parse: parseLocalityRecord, beginning: '{"schema":' }),
    ),
    plain("structure table", bytesOf(structure), (bytes) => parseStructureSummary(textOf(bytes))),
    plain("model", encodeModel(trained, { classNames: ["a", "b", "c"], about: { seed: 3 } }), decodeModel),
    plain("model of PyG", encodePygModel(gcn, { classNames: null, about: {} }), decodeModel),
    plain(
      "training checkpoint",
      encodeTraining(
        {
          trainer: { steps: 2, parameters: [weights], first: [weights], second: [weights], statistics: [] },
          stopping: { bestEpoch: 1, bestAccuracy: 0.5, reference: 0.5, waited: 1 },
          best: {
            record: { epoch: 1, loss: 0.5, trainAccuracy: 0.5, validationAccuracy: 0.5, testAccuracy: null },
            parameters: [weights],
            statistics: [],
          },
          seconds: 1,
        } as unknown as Parameters<typeof encodeTraining>[0],
        "identity",
      ),
      decodeTraining,
    ),
    plain(
      "training on images",
      encodeImageProgress(
        {
          trainer: { parameters: [weights], velocities: [weights], statistics: [] },
          training: { outcome: null, perfect: 0, epochs: [{ loss: 0.5, penalty: null, accuracy: 0.5 }] },
        },
        "identity",
      ),
      decodeImageProgress,
    ),
    plain("factorization checkpoint", encodeCheckpoint(checkpoint), (bytes) => {
      decodeCheckpoint(bytes);
      openNpz(bytes);
    }),
    plain("factorization run", encodeRunState({ checkpoint, trajectory }), decodeRunState),
  ];
}

/** Whether a reader may end so: the program's own errors of bad input, one line of bearable length. */
export function isTyped(error: unknown): boolean {
  return (
    (error instanceof FormatError || error instanceof InputError) &&
    !/[\n\r]/.test(error.message) &&
    error.message.length < 10_000
  );
}
