import type { SparseFeatures } from "../../src/graph/dataset.js";
import type { Random } from "../../src/random.js";
import { stretchAt } from "../images/stretch.js";

export interface TopicWordOptions {
  /** [V] class of each vertex, 0 .. C-1 */
  readonly labels: Int32Array;
  /** C */
  readonly classes: number;
  /** F: size of the vocabulary, at least C */
  readonly words: number;
  /** m: mean number of distinct words of a vertex, at most F / C */
  readonly wordsPerVertex: number;
  /** epsilon: probability that a word is drawn from the vertex's own topic, in [0, 1] */
  readonly topicality: number;
}

/**
 * Draws sparse binary features: the set of words that a text about its class's topic holds.
 *
 * Word f has frequency q_f proportional to 1 / (f + 10) (Zipf and Mandelbrot's law) and belongs to topic f mod C. A vertex of
 * class c holds round(m + sqrt(m) z) distinct words, z standard normal, at least 1 and at most floor(F / C). Each is drawn, with probability epsilon, from
 * q restricted to the words of topic c, else from q over all words; a word already held is drawn again.
 *
 * Complexity: O(V m log F) expected.
 *
 * @returns [V, F]
 */
export function drawTopicWords(options: TopicWordOptions, random: Random): SparseFeatures {
  const { labels, classes, words, wordsPerVertex, topicality } = options;
  const frequency = (word: number) => 1 / (word + 10);
  const any = wordSampler({ words, first: 0, step: 1 }, frequency, random);
  const ofTopic = Array.from({ length: classes }, (_, c) =>
    wordSampler({ words, first: c, step: classes }, frequency, random),
  );

  const mostWords = Math.floor(words / classes); // what the smallest topic holds
  const offsets = new Uint32Array(labels.length + 1);
  const indices: number[] = [];
  for (let v = 0; v < labels.length; v++) {
    const wanted = Math.round(wordsPerVertex + Math.sqrt(wordsPerVertex) * random.normal());
    const count = Math.min(Math.max(wanted, 1), mostWords);
    const held = new Set<number>();
    while (held.size < count) held.add(random.uniform() < topicality ? ofTopic[labels[v]]() : any());
    indices.push(...[...held].sort((a, b) => a - b));
    offsets[v + 1] = indices.length;
  }
  return {
    kind: "sparse",
    rows: labels.length,
    columns: words,
    offsets,
    indices: Uint32Array.from(indices),
    values: new Float32Array(indices.length).fill(1),
  };
}

/** The words first, first + step, first + 2 step, ... below `words`. */
interface WordRow {
  readonly words: number;
  readonly first: number;
  readonly step: number;
}

/** Draws from a row of words in proportion to their frequency. */
function wordSampler(
  { words, first, step }: WordRow,
  frequency: (word: number) => number,
  random: Random,
): () => number {
  const sums: number[] = [0];
  for (let word = first; word < words; word += step) sums.push(sums[sums.length - 1] + frequency(word));
  const last = sums.length - 1;
  return () => first + stretchAt(sums, random.uniform() * sums[last]) * step;
}
