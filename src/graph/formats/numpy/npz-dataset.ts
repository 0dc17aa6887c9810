import { FormatError } from "../../../errors.js";
import { withNotices } from "../../attributes/with-notices.js";
import type { GraphDataset } from "../../dataset.js";
import { type Npz, openNpz } from "./npz.js";
import type { NpzReadOptions } from "./npz-arrays.js";
import { readCsrLayout } from "./npz-csr.js";
import { readEdgeIndexLayout } from "./npz-edge-index.js";
import { readEdgesLayout } from "./npz-edges.js";
import { readPickledLayout } from "./npz-pickled.js";

interface NpzLayout {
  /** the array that only this layout has */
  readonly key: string;
  readonly description: string;
  readonly read: (npz: Npz, options: NpzReadOptions) => GraphDataset;
}

const csr = (key: string, description: string): NpzLayout => ({ key, description, read: readCsrLayout });

/** The layouts, recognised by one key each. */
const LAYOUTS: readonly NpzLayout[] = [
  { key: "edge_index", description: "seprank's own", read: readEdgeIndexLayout },
  { key: "edges", description: "heterophilous-graphs", read: readEdgesLayout },
  { key: "adj_matrix", description: "GraphData, pickled", read: readPickledLayout },
  csr("adj_data", "gnn-benchmark"),
  csr("adj_matrix.data", "Cora-ML"),
  csr("indptr", "scipy.sparse.save_npz"),
  csr("row", "scipy.sparse.save_npz, coo"),
  csr("offsets", "scipy.sparse.save_npz, dia"),
];

/**
 * Reads a graph from a NumPy archive; the layout is known by its keys.
 *
 * - `edge_index`: what `writeNpzDataset` writes (see there)
 * - `edges`, `node_features`, `node_labels`, `*_masks`: heterophilous-graphs
 * - `adj_matrix`, `node_attr`, `node_label`, `metadata`: pickled SciPy matrices, as in GraphData
 * - `adj_data` ..., or `adj_matrix.data` ...: plain CSR arrays, as in gnn-benchmark and PPNP
 * - `format`, `shape`, `data` with `indices` and `indptr`, or `row` and `col`, or `offsets`: `scipy.sparse.save_npz` of a matrix in CSR,
 *   CSC, BSR, COO or DIA
 *
 * @throws FormatError where the archive is damaged, of no known layout, or its arrays do not fit together
 */
export function readNpzDataset(bytes: Uint8Array, options: NpzReadOptions): GraphDataset {
  const npz = openNpz(bytes);
  const layout = LAYOUTS.find(({ key }) => npz.keys.has(key));
  if (layout === undefined) {
    const known = LAYOUTS.map(({ key, description }) => `${key} (${description})`).join(", ");
    throw new FormatError(
      `npz: expected a graph with one of the arrays ${known}; got ${[...npz.keys].slice(0, 12).join(", ")}`,
    );
  }
  const read = new Set<string>();
  const watched: Npz = {
    keys: npz.keys,
    read(key) {
      read.add(key);
      return npz.read(key);
    },
  };
  const dataset = layout.read(watched, options);
  // SciPy's own marks begin with a line.
  const unread = [...npz.keys].filter((key) => !read.has(key) && !key.startsWith("_"));
  if (unread.length === 0) return dataset;
  const named = unread.slice(0, 8).join(", ");
  const notice = `npz arrays left aside: ${named}${unread.length > 8 ? ` and ${unread.length - 8} more` : ""}`;
  return withNotices(dataset, [notice]);
}
