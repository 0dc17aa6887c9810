// Writes an edge_index of a graph with heavy-tailed degrees straight to disk, in pieces, whatever its size:
//   node dist/benchmarks/billion-edges/generate.js --vertices 111059956 --edges 1615685872 --seed 0 -o edge_index.npy
import { closeSync, openSync, writeSync } from "node:fs";
import { parseArgs } from "node:util";
import { createRandom } from "../../src/adjacency.js";
import { npyHeader } from "../../src/graph/formats/numpy/npy.js";

const PIECE = 2 ** 18;

/**
 * Columns of two vertices drawn independently, vertex t of rank r with a probability proportional to (r + 10)^(-1/2) (Chung and Lu's
 * model, as in the other benchmarks; degrees follow a power law of exponent 3). Ranks are spread over the vertex numbers by r -> (a r + b) mod V.
 * Repeated columns, both directions and loops are as they fall.
 *
 * @param vertexCount at most 2^27
 */
export function generateEdgeIndex(
  path: string,
  vertexCount: number,
  columnCount: number,
  seed: number,
): void {
  const random = createRandom(seed, "edge-index");
  const low = Math.sqrt(10);
  const high = Math.sqrt(vertexCount + 10);
  let factor = Math.min(vertexCount, 2 ** 26) - 1;
  while (greatestCommonDivisor(factor, vertexCount) !== 1) factor--;
  factor = Math.max(1, factor);
  const shift = random.integer(vertexCount);
  const draw = () => {
    const rank = Math.min(vertexCount - 1, Math.floor((low + random.uniform() * (high - low)) ** 2 - 10));
    return (factor * rank + shift) % vertexCount;
  };
  const header = npyHeader("<i8", [2, columnCount]);
  const file = openSync(path, "w");
  try {
    writeAll(file, header, 0);
    // Items of 64 bits, whose upper halves stay 0.
    const words = new Int32Array(2 * PIECE);
    for (const row of [0, 1])
      for (let first = 0; first < columnCount; first += PIECE) {
        const size = Math.min(PIECE, columnCount - first);
        for (let k = 0; k < size; k++) words[2 * k] = draw();
        writeAll(
          file,
          new Uint8Array(words.buffer, 0, 8 * size),
          header.length + 8 * (row * columnCount + first),
        );
      }
  } finally {
    closeSync(file);
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function writeAll(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(file, bytes, done, bytes.length - done, at + done);
}

if (process.argv[1]?.endsWith("generate.js")) {
  const { values } = parseArgs({
    options: {
      vertices: { type: "string" },
      edges: { type: "string" },
      seed: { type: "string", default: "0" },
      out: { type: "string", short: "o" },
    },
  });
  const [vertices, edges, seed] = [values.vertices, values.edges, values.seed].map(Number);
  if (values.out === undefined || !(vertices >= 1 && vertices <= 2 ** 27) || !(edges >= 0))
    throw new Error("expected --vertices V (at most 2^27) --edges E --seed S -o FILE.npy");
  generateEdgeIndex(values.out, vertices, edges, seed);
}
