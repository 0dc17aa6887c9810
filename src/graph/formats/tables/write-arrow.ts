import { InputError } from "../../../errors.js";
import type { GraphDataset } from "../../dataset.js";

/**
 * Writes the edges of a graph as an Arrow IPC file: a table with the columns `source` and `target`, vertex names as strings
 * (or vertex numbers as uint32 where the vertices have no other names), and `weight` (float64) where there are weights.
 * The schema's metadata tell `name` and `directed`.
 *
 * Vertices without an edge, features, labels and attributes are not written. Complexity: O(V + E).
 *
 * @throws InputError where a vertex name holds a lone surrogate, which UTF-8 has not
 */
export async function writeArrow({ name, adjacency, vertexNames }: GraphDataset): Promise<Uint8Array> {
  const arrow = await import("apache-arrow");
  const { sources, targets, weights, directed } = adjacency;
  const halved = vertexNames?.find((vertex) => /\p{Surrogate}/u.test(vertex));
  if (halved !== undefined)
    throw new InputError(
      `vertex ${JSON.stringify(halved)}: Arrow cannot hold half a character; write json instead`,
    );
  const column = (ends: Uint32Array) =>
    vertexNames === null
      ? arrow.makeVector(ends)
      : arrow.vectorFromArray(
          Array.from(ends, (vertex) => vertexNames[vertex]),
          new arrow.Utf8(),
        );
  const vectors = {
    source: column(sources),
    target: column(targets),
    ...(weights === null ? {} : { weight: arrow.makeVector(weights) }),
  };
  const plain = new arrow.Table(vectors);
  const metadata = new Map([
    ["name", name],
    ["directed", `${directed}`],
  ]);
  const schema = new arrow.Schema(plain.schema.fields, metadata);
  const batches = plain.batches.map((batch) => new arrow.RecordBatch(schema, batch.data));
  return arrow.tableToIPC(new arrow.Table(schema, batches), "file");
}
