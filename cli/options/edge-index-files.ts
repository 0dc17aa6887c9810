import type { OutputOptions } from "./graph-argument.js";

/** Whether `sparsify` is asked to read an edge_index in pieces: by the name of the input or the output, or by `--to`. */
export function isEdgeIndex(graph: string, { out, to }: OutputOptions): boolean {
  return isNpy(graph) || isNpy(out) || to === "mask" || to === "edge-index";
}

/** Whether a file is an array of NumPy's, by its name. */
export function isNpy(file: string): boolean {
  return /\.npy$/i.test(file);
}
