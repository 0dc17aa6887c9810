// A graph network as a tensor network, contracted, beside quimb; its separation rank; ranks in exact arithmetic, beside NumPy's.
import { type Adjacency, buildAdjacency } from "../../src/graph/adjacency.js";
import { createRandom } from "../../src/random.js";
import { contractTree } from "../../src/separation-rank/contract-tree.js";
import { modularRank } from "../../src/separation-rank/modular-rank.js";
import { createPrimeField, type PrimeField } from "../../src/separation-rank/prime-field.js";
import { productGnn } from "../../src/separation-rank/product-gnn.js";
import { randomGnnWeights } from "../../src/separation-rank/random-gnn-weights.js";
import { separationRank } from "../../src/separation-rank/separation-rank.js";
import { tensorNetworkOfGnn } from "../../src/separation-rank/tensor-network-of-gnn.js";
import { createTensor, singularValues, type Tensor } from "../../src/tensor/index.js";
import { type Benchmark, medianTime, pythonPeer, type Row } from "../support/measure.js";

const WIDTH = 3;
const FEATURES = 3;
/** A network of some depth, with one output vertex or all. */
interface Network {
  readonly depth: number;
  readonly target: number | undefined;
  readonly headline: boolean;
}

const NETWORKS: readonly Network[] = [
  { depth: 2, target: undefined, headline: false },
  { depth: 3, target: undefined, headline: true },
  { depth: 3, target: 0, headline: false },
];
const SIDE = 512;
const RANK = 200;

export const run: Benchmark = async () => {
  const adjacency = twoCliques(4, 3);
  const networks = NETWORKS.map((item) => ({ ...item, ...gnn(adjacency, item) }));
  const field = createPrimeField();
  const matrix = integerProduct(SIDE, RANK, field);
  const peer = pythonPeer<Peer>(
    "quimb_contract.py",
    JSON.stringify({
      networks: networks.map(({ network }) =>
        network.nodes.map(({ legs, tensor }) => ({ legs, shape: tensor.shape, data: [...tensor.data] })),
      ),
      side: SIDE,
    }),
  );
  const rows: Row[] = networks.flatMap(({ depth, target, headline, network, value }, k): Row[] => {
    const name = `GNN as a tensor network, 7 vertices, depth ${depth}, width ${WIDTH}${target === undefined ? "" : ", one target"}`;
    const ms = medianTime(() => contractTree(network), { repeats: 15, warmUp: 3 });
    const found = contractTree(network);
    if (!agree(found, value)) throw new Error(`${name}: the network is ${found}, the layers say ${value}`);
    const note = `contraction of ${network.nodes.length} nodes`;
    if (peer.absent !== undefined) return [{ case: name, ms, note, headline }];
    const theirs = peer.networks[k];
    if (!agree(theirs.value, value)) throw new Error(`${name}: quimb finds ${theirs.value}, we ${value}`);
    return [
      {
        case: name,
        ms,
        note: `${note}; quimb, the same number: ${theirs.contract.toFixed(1)} ms, and ${theirs.search.toFixed(1)} ms to find an order`,
        headline,
      },
    ];
  });
  const record = () => {
    const random = createRandom(3);
    const weights = randomGnnWeights({ depth: 3, width: WIDTH, features: FEATURES }, random, { field });
    return separationRank(adjacency, weights, { subset: [0, 1, 2, 3], target: 6 }, { random });
  };
  const { rank, points } = record();
  rows.push({
    case: `separation rank, 7 vertices, depth 3, width ${WIDTH}, one target`,
    ms: medianTime(record, { repeats: 3, warmUp: 0 }),
    note: `bounds, least cut and rank ${rank} in exact arithmetic from ${points} points a side`,
  });
  const counted = modularRank(matrix, field);
  if (counted !== RANK) throw new Error(`rank modulo a prime: expected ${RANK}, got ${counted}`);
  const svd = medianTime(() => singularValues(matrix), { repeats: 1, warmUp: 0 });
  rows.push({
    case: `rank ${RANK} of ${SIDE} x ${SIDE} integers modulo ${field.prime}`,
    ms: medianTime(() => modularRank(matrix, field), { repeats: 5 }),
    note: `exact; our singular values of a matrix of that size, which are not: ${svd.toFixed(0)} ms${peer.absent !== undefined ? "" : `, NumPy's ${peer.singularValues.toFixed(0)} ms`}`,
  });
  if (peer.absent !== undefined) rows.push({ case: "quimb", ms: null, note: peer.absent });
  return { name: "Separation rank", rows };
};

/** What peers/quimb_contract.py prints; times in milliseconds. */
interface Peer {
  readonly networks: readonly {
    readonly value: number;
    readonly contract: number;
    readonly search: number;
  }[];
  readonly singularValues: number;
}

function gnn(adjacency: Adjacency, { depth, target }: Network) {
  const random = createRandom(1);
  const weights = randomGnnWeights({ depth, width: WIDTH, features: FEATURES }, random);
  const features = Array.from({ length: adjacency.vertexCount }, () =>
    Float64Array.from({ length: FEATURES }, () => random.normal()),
  );
  return {
    network: tensorNetworkOfGnn(adjacency, weights, { target, features }).network,
    value: productGnn(adjacency, weights, { target })(features),
  };
}

/** Two cliques, an edge between them. */
function twoCliques(first: number, second: number): Adjacency {
  const sources = [first - 1];
  const targets = [first];
  for (let j = 0; j < first + second; j++)
    for (let i = j < first ? 0 : first; i < j; i++) {
      sources.push(i);
      targets.push(j);
    }
  return buildAdjacency({ vertexCount: first + second, sources, targets }).adjacency;
}

/** A product [side, rank] [rank, side] of random matrices over a field. */
function integerProduct(side: number, rank: number, field: PrimeField): Tensor {
  const random = createRandom(2);
  const draw = () => Float64Array.from({ length: side * rank }, () => random.integer(field.prime));
  const [left, right] = [draw(), draw()];
  const product = createTensor([side, side]);
  for (let i = 0; i < side; i++)
    for (let k = 0; k < rank; k++)
      for (let j = 0; j < side; j++)
        product.data[i * side + j] = field.multiplyAdd(
          left[i * rank + k],
          right[k * side + j],
          product.data[i * side + j],
        );
  return product;
}

function agree(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}
