import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/errors.js";
import {
  GRAPH_FORMATS,
  type GraphFormat,
  readGraph,
  writeGraph,
} from "../../../src/graph/formats/formats.js";
import { readPickle } from "../../../src/graph/formats/numpy/pickle.js";
import { dataset, isXmlText } from "../../generators/arbitrary-graphs.js";
import { csrPickle } from "../../generators/pickles.js";

const READ_AND_WRITTEN = GRAPH_FORMATS.filter(
  (format) => !["planetoid", "arrow", "parquet", "jlg", "mat", "metis"].includes(format),
);

/** Reads what may be damaged: a graph or an InputError (FormatError is one), never another error. */
async function readOrRefuse(
  bytes: Uint8Array,
  name: string,
  format?: GraphFormat,
): Promise<"read" | "refused"> {
  try {
    await readGraph(bytes, { name, format });
    return "read";
  } catch (error) {
    expect(error, String((error as Error).stack)).toBeInstanceOf(InputError);
    expect((error as Error).message).not.toContain("\n");
    return "refused";
  }
}

const graphWith = (attributes: boolean) =>
  dataset({ name: (name) => isXmlText(name) && !name.endsWith("\0"), splits: true, attributes });
const graph = graphWith(true);
// The attributes' names are no keys of GML, or those of node-link JSON.
const plainGraph = graphWith(false);

describe.each(READ_AND_WRITTEN)("%s", (format) => {
  test("random bytes are refused in one line, or read", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        await readOrRefuse(bytes, `x.${format}`, format);
      }),
      { numRuns: 150 },
    );
  });

  test("a file with some bytes changed, or cut off, is refused in one line, or read", async () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        /^(gml|node-link)$/.test(format) ? plainGraph : graph,
        changes,
        fc.nat(),
        async (sample, bytesAt, cut) => {
          const bytes = await writeGraph(sample, format);
          for (const [at, byte] of bytesAt) bytes[at % bytes.length] ^= byte;
          await readOrRefuse(bytes, `x.${format}`);
          await readOrRefuse(bytes.slice(0, cut % bytes.length), `x.${format}`, format);
        },
      ),
      { numRuns: 150 },
    );
  });
});

test.each(["npz", "json", "graphml", "gexf"] as const)(
  "no cut leaves a %s file that reads",
  async (format) => {
    const [sample] = fc.sample(
      graph.filter(({ adjacency }) => adjacency.edgeCount > 2),
      { numRuns: 1, seed: 7 },
    );
    const bytes = await writeGraph(sample, format);
    // The line feed at the end of a text is not missed.
    for (let size = 0; size < bytes.length - 1; size += Math.ceil(bytes.length / 300))
      expect(await readOrRefuse(bytes.slice(0, size), `x.${format}`, format), `${size} bytes`).toBe(
        "refused",
      );
  },
);

test("a damaged pickle is refused, or read", () => {
  const valid = csrPickle();
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 4 }),
      fc.nat(),
      (changes, cut) => {
        const bytes = valid.slice(0, valid.length - (cut % 8 === 0 ? cut % valid.length : 0));
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        try {
          readPickle(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      },
    ),
    { numRuns: 2000 },
  );
});
