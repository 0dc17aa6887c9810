import fc from "fast-check";
import { createRandom } from "../../src/random.js";
import { createTensor, type ModeTree, type NestedModes, type Tensor } from "../../src/tensor/index.js";

/** A tensor of independent standard normal entries. */
export function gaussian(shape: readonly number[], seed: number): Tensor {
  const random = createRandom(seed, "test tensor");
  const tensor = createTensor(shape);
  return createTensor(
    shape,
    tensor.data.map(() => random.normal()),
  );
}

/** Shapes of small tensors. */
export const arbitraryShape = (minOrder: number, maxOrder: number) =>
  fc.array(fc.integer({ min: 1, max: 4 }), { minLength: minOrder, maxLength: maxOrder });

export const arbitrarySeed = fc.integer({ min: 0, max: 2 ** 31 - 1 });

/** Nested lists over four modes or so: shallow, balanced, lopsided, unordered. */
export const SAMPLE_TREES: readonly NestedModes[] = [
  [0, 1, 2],
  [0, [1, 2]],
  [
    [0, 1],
    [2, 3],
  ],
  [
    [3, 1],
    [2, 0],
  ],
  [[[0, 3], 2], 1],
  [[2, 0, 3], 1],
];

/** The weights of a hierarchical form over `tree`: R_v components at every interior node, Gaussian entries. */
export function gaussianWeights(
  tree: ModeTree,
  shape: readonly number[],
  components: number,
  seed: number,
): Tensor[] {
  const rows = (place: number) => (place < tree.order ? shape[place] : components);
  return tree.nodes.map(({ parent }, place) =>
    gaussian([rows(place), parent < 0 ? 1 : components], (seed + 7919 * place) % 2 ** 31),
  );
}

/** Every index tuple of a tensor with its entry, in row-major order. */
export function* entries({ shape, data }: Tensor): Generator<[number[], number]> {
  for (let k = 0; k < data.length; k++) {
    let rest = k;
    const index = new Array<number>(shape.length);
    for (let mode = shape.length - 1; mode >= 0; mode--) {
      index[mode] = rest % shape[mode];
      rest = Math.floor(rest / shape[mode]);
    }
    yield [index, data[k]];
  }
}

/** The largest distance between two lists of numbers of one length, entry by entry. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let k = 0; k < a.length; k++) largest = Math.max(largest, Math.abs(a[k] - b[k]));
  return largest;
}
