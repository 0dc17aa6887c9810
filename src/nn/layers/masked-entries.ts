import type { Adjacency } from "../../graph/adjacency.js";

/** Which edge each entry of a aggregationMatrix matrix belongs to: how one number an edge becomes the numbers of its entries. */
export interface MaskedEntries {
  readonly vertexCount: number;
  /** [entries] */
  readonly rows: Int32Array;
  /** [entries] */
  readonly columns: Int32Array;
  /** [entries] edge index, -1 for a self-loop */
  readonly edges: Int32Array;
}

/**
 * The entries of A, or of A + I, in the order in which they stand in compressed sparse rows: columns ascending.
 *
 * @param adjacency undirected: both entries of an edge belong to it
 * @param selfLoops whether every vertex has an entry of its own
 *
 * Complexity: O(V + E).
 */
export function maskedEntries(
  { vertexCount, offsets, neighbors, edges }: Adjacency,
  selfLoops: boolean,
): MaskedEntries {
  const size = neighbors.length + (selfLoops ? vertexCount : 0);
  const entries = {
    rows: new Int32Array(size),
    columns: new Int32Array(size),
    edges: new Int32Array(size),
  };
  let place = 0;
  const put = (row: number, column: number, edge: number) => {
    entries.rows[place] = row;
    entries.columns[place] = column;
    entries.edges[place++] = edge;
  };
  for (let row = 0; row < vertexCount; row++) {
    let k = offsets[row];
    while (k < offsets[row + 1] && neighbors[k] < row) put(row, neighbors[k], edges[k++]);
    if (selfLoops) put(row, row, -1);
    while (k < offsets[row + 1]) put(row, neighbors[k], edges[k++]);
  }
  return { vertexCount, ...entries };
}
