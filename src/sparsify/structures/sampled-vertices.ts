import { createRandom, shuffle } from "../../random.js";

/**
 * Vertices drawn evenly without replacement, or all of them, in order, where `samples` is 0 or at least as many. O(V).
 *
 * @param stream which of the seed's random sequences to use
 */
export function sampledVertices(
  vertexCount: number,
  { samples, seed, stream }: { samples: number; seed: number; stream: string },
): Uint32Array {
  const all = Uint32Array.from({ length: vertexCount }, (_, u) => u);
  if (samples === 0 || samples >= vertexCount) return all;
  return shuffle(all, createRandom(seed, stream)).slice(0, samples);
}
