import { InputError } from "../../src/errors.js";
import { buildAdjacency, NOTHING_DROPPED } from "../../src/graph/adjacency.js";
import type { GraphDataset } from "../../src/graph/dataset.js";
import { createRandom, type Random } from "../../src/random.js";
import type { ImageSet } from "../images/image-set.js";

export interface WalkIndexCliquesOptions {
  /** G >= 1 */
  readonly graphs: number;
  /** of the partition that separates the two images: low, a clique for each; high, half of each image in each clique */
  readonly walkIndex: "low" | "high";
  /** of what is drawn; it is the same for both walk indices. Integer in [0, 2^31) */
  readonly seed: number;
}

/** Vertices of a clique, and segments of an image. */
const SEGMENTS = 16;

/**
 * Draws graphs whose class hangs on an interaction across a partition of low, or high, walk index: two cliques of 16
 * vertices joined by an edge, the vertices holding the 16 equal segments of two flattened images, and class 1 exactly
 * where both images are of one class.
 *
 * Of each graph the class, 0 or 1, and the first image are drawn uniformly; the second image uniformly from the first's
 * class, or from all others. The first vertices of a clique hold segments of the first image, in the images' order; with
 * high walk index the first clique has both images' first eight segments. Pixels are scaled to [0, 1].
 *
 * Source: Razin, "Understanding Deep Learning via Notions of Rank" (2024), section 5.4.3 and appendix D.6.2.1. The edge
 * that joins the cliques, which is not told there, goes from the last vertex of the first to the first of the second.
 *
 * @param set pixels of each image a multiple of 16; images of two classes at least
 * @returns G graphs of 32 vertices and 241 edges, each vertex with pixels / 16 features
 *
 * Complexity: O(N + G * (edges + pixels)).
 *
 * @throws InputError where the images cannot be cut into 16, or are of one class, or there is no graph to draw
 */
export function walkIndexCliques(
  { images, labels }: ImageSet,
  { graphs, walkIndex, seed }: WalkIndexCliquesOptions,
): GraphDataset {
  const [count, rows, columns] = images.shape;
  const pixels = rows * columns;
  if (!Number.isInteger(graphs) || graphs < 1)
    throw new InputError(`graphs: expected an integer >= 1, got ${graphs}`);
  if (pixels === 0 || pixels % SEGMENTS !== 0)
    throw new InputError(`images: expected a multiple of ${SEGMENTS} pixels, got ${rows} x ${columns}`);
  const byClass = imagesByClass(labels);
  if (byClass.size < 2) throw new InputError(`images: expected at least two classes, got ${byClass.size}`);

  const random = createRandom(seed, "walk-index cliques");
  const width = pixels / SEGMENTS;
  const size = 2 * SEGMENTS;
  const values = new Float32Array(graphs * size * width);
  const classes = new Int32Array(graphs);
  for (let g = 0; g < graphs; g++) {
    classes[g] = random.integer(2);
    const first = random.integer(count);
    const second = drawSecond(first, classes[g] === 1, { labels, byClass }, random);
    for (let v = 0; v < size; v++) {
      const { image, segment } = contentOf(v, walkIndex);
      const start = (image === 0 ? first : second) * pixels + segment * width;
      for (let c = 0; c < width; c++) values[(g * size + v) * width + c] = images.values[start + c] / 255;
    }
  }
  return {
    name: `walk-index-cliques-${walkIndex}`,
    adjacency: cliquePairs(graphs),
    vertexNames: null,
    vertexAttributes: null,
    edgeAttributes: null,
    graphAttributes: {},
    features: { kind: "dense", rows: graphs * size, columns: width, values },
    labels: null,
    classNames: null,
    splits: [],
    dropped: NOTHING_DROPPED,
    graphs: {
      offsets: Uint32Array.from({ length: graphs + 1 }, (_, g) => g * size),
      labels: classes,
      classNames: ["different classes", "one class"],
    },
  };
}

/** What a vertex holds: a segment, from 0, of image 0 or 1. */
function contentOf(vertex: number, walkIndex: "low" | "high"): { image: number; segment: number } {
  const clique = Math.floor(vertex / SEGMENTS);
  const place = vertex % SEGMENTS;
  if (walkIndex === "low") return { image: clique, segment: place };
  const half = SEGMENTS / 2;
  return { image: Math.floor(place / half), segment: clique * half + (place % half) };
}

function imagesByClass(labels: Uint8Array): Map<number, number[]> {
  const byClass = new Map<number, number[]>();
  labels.forEach((label, image) => {
    const own = byClass.get(label);
    if (own === undefined) byClass.set(label, [image]);
    else own.push(image);
  });
  return byClass;
}

/** The class of every image, and the images of every class. */
interface LabelledClasses {
  readonly labels: Uint8Array;
  readonly byClass: ReadonlyMap<number, readonly number[]>;
}

function drawSecond(
  first: number,
  same: boolean,
  { labels, byClass }: LabelledClasses,
  random: Random,
): number {
  const own = byClass.get(labels[first]) as readonly number[];
  if (same) return own[random.integer(own.length)];
  // Drawn again until it is of another class: uniform over those.
  for (;;) {
    const image = random.integer(labels.length);
    if (labels[image] !== labels[first]) return image;
  }
}

function cliquePairs(graphs: number) {
  const sources: number[] = [];
  const targets: number[] = [];
  const join = (source: number, target: number) => {
    sources.push(source);
    targets.push(target);
  };
  for (let g = 0; g < graphs; g++) {
    const begin = g * 2 * SEGMENTS;
    for (let clique = begin; clique <= begin + SEGMENTS; clique += SEGMENTS)
      for (let i = 0; i < SEGMENTS; i++) for (let j = i + 1; j < SEGMENTS; j++) join(clique + i, clique + j);
    join(begin + SEGMENTS - 1, begin + SEGMENTS);
  }
  return buildAdjacency({ vertexCount: graphs * 2 * SEGMENTS, sources, targets }).adjacency;
}
