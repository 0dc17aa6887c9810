import {
  blockNorms,
  componentNorm,
  componentNormsProbe,
  cpFactorization,
  deepCpFactorization,
  type Factorization,
  gaussianInitialization,
  hierarchicalFactorization,
  matrixFactorization,
  type Probe,
} from "../factorization/index.js";
import type { Random } from "../random.js";
import { effectiveRank, interiorNodes, matricize, singularValues, type Tensor } from "../tensor/index.js";
import { type FactorizeSettings, treeOf } from "./settings.js";

/** What is drawn in one panel along a run. */
export interface Watched {
  readonly title: string;
  readonly axis: string;
  readonly probe: Probe;
}

/** A rank of what was learned. */
export interface LearnedRank {
  readonly quantity: string;
  /** how many are above 1 % of the largest */
  readonly rank: number;
  /** of singular values only, else null */
  readonly effectiveRank: number | null;
  /** falling, in the data's unit */
  readonly largest: readonly number[];
}

/** A factorization with its start, and what is measured on it. */
export interface CompletionModel {
  readonly factorization: Factorization;
  readonly watched: readonly Watched[];
  start(random: Random): Float64Array;
  /**
   * @param weights of a tensor whose values were divided by `scale`
   * @param completed the end tensor, null where it is not built
   */
  ranks(weights: Float64Array, completed: Tensor | null, scale: number): LearnedRank[];
}

/** Below this part of the largest, a component or a singular value counts as zero. */
const RANK_TOLERANCE = 0.01;
/** Values drawn and reported. */
const LARGEST = 10;
/** rows * columns * min(rows, columns) up to which singular values are taken along a run (256 x 256), and at its end. */
const MOST_SPECTRUM_WORK = { record: 2 ** 24, end: 2 ** 31 };
/** Panels of a tree's nodes. */
const MOST_NODES = 4;

/** The model that settings describe, for tensors of a shape. */
export function completionModel(shape: readonly number[], settings: FactorizeSettings): CompletionModel {
  const { model, width, depth, initScale, matrixInitScale } = settings;
  if (model === "matrix") {
    const factorization = matrixFactorization(shape, depth!, width);
    return {
      factorization,
      watched: fits(shape, [0], MOST_SPECTRUM_WORK.record) ? spectrumOf(factorization) : [],
      start: (random) => gaussianInitialization(factorization, initScale, random),
      ranks: (_, completed) => spectralRanks(completed, [[0]]),
    };
  }
  if (model === "tensor") {
    const factorization = cpFactorization(shape, width);
    const probe = componentNormsProbe("component", factorization.components, Math.min(LARGEST, width));
    return {
      factorization,
      watched: [{ title: "largest components", axis: "norm", probe }],
      start: (random) => gaussianInitialization(factorization, initScale, random),
      ranks: (weights, _, scale) => [
        rankOf(
          "components",
          factorization.components.map((slices) => scale * componentNorm(slices, weights)),
        ),
      ],
    };
  }
  if (model === "deep-tensor") {
    const factorization = deepCpFactorization(shape, width, depth!);
    const count = Math.min(LARGEST, width);
    const probe: Probe = {
      columns: Array.from({ length: count }, (_, r) => `block ${r + 1}`),
      measure: (weights) => blockNorms(factorization, weights).sort().reverse().slice(0, count),
    };
    return {
      factorization,
      watched: [{ title: "largest blocks", axis: "norm", probe }],
      start: (random) =>
        gaussianInitialization(
          factorization,
          (block) => (block.startsWith("A") ? matrixInitScale![Number(block.slice(1))] : initScale),
          random,
        ),
      ranks: (weights, _, scale) => [
        rankOf(
          "blocks",
          Array.from(blockNorms(factorization, weights), (norm) => scale * norm),
        ),
      ],
    };
  }
  const tree = treeOf(settings.modeTree!, shape.length);
  const factorization = hierarchicalFactorization(shape, tree, width);
  const count = Math.min(LARGEST, width);
  return {
    factorization,
    watched: interiorNodes(tree)
      .reverse()
      .slice(0, MOST_NODES)
      .map((node) => {
        const name = `{${tree.nodes[node].modes.join(",")}}`;
        return {
          title: `local components at ${name}`,
          axis: "norm",
          probe: componentNormsProbe(`component of ${name},`, factorization.localComponents[node], count),
        };
      }),
    start: (random) => gaussianInitialization(factorization, initScale, random),
    ranks: (_, completed) =>
      spectralRanks(
        completed,
        tree.nodes.slice(0, -1).map(({ modes }) => modes),
      ),
  };
}

function spectrumOf(factorization: Factorization): Watched[] {
  const count = Math.min(LARGEST, ...factorization.shape);
  const values: Probe = {
    columns: [...Array.from({ length: count }, (_, r) => `singular value ${r + 1}`), "effective rank"],
    measure(weights) {
      const found = singularValues(matricize(factorization.endTensor(weights), [0]));
      return [...found.slice(0, count), effectiveRank(found)];
    },
  };
  return [{ title: "largest singular values", axis: "singular value", probe: values }];
}

function spectralRanks(completed: Tensor | null, nodes: readonly (readonly number[])[]): LearnedRank[] {
  if (completed === null) return [];
  return nodes
    .filter((modes) => fits(completed.shape, modes, MOST_SPECTRUM_WORK.end))
    .map((modes) => {
      const values = singularValues(matricize(completed, modes));
      const quantity = completed.shape.length === 2 ? "matrix" : `matricization by {${modes.join(",")}}`;
      return { ...rankOf(quantity, Array.from(values)), effectiveRank: effectiveRank(values) };
    });
}

function rankOf(quantity: string, sizes: readonly number[]): LearnedRank {
  const falling = [...sizes].sort((a, b) => b - a);
  return {
    quantity,
    rank: falling.filter((size) => size > RANK_TOLERANCE * falling[0]).length,
    effectiveRank: null,
    largest: falling.slice(0, LARGEST),
  };
}

/** Whether a matricization's singular values can be had within some work. */
function fits(shape: readonly number[], modes: readonly number[], most: number): boolean {
  const rows = modes.reduce((product, mode) => product * shape[mode], 1);
  const columns = shape.reduce((product, size) => product * size, 1) / rows;
  return rows * columns * Math.min(rows, columns) <= most;
}
