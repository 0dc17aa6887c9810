/** Table D.2 of the thesis, last column: gamma of UGS's edge mask by model, then by data set. */
export const PAPER_EDGE_MASK_PENALTIES: Readonly<Record<string, Readonly<Record<string, number>>>> =
  Object.freeze({
    gcn: Object.freeze({
      cora: 1e-2,
      dblp: 1e-2,
      "ogbn-arxiv": 1e-2,
      chameleon: 1e-2,
      squirrel: 1e-4,
      "amazon-computers": 1e-2,
    }),
    gin: Object.freeze({ cora: 1e-2, dblp: 1e-2, "ogbn-arxiv": 1e-2 }),
    resgcn: Object.freeze({ cora: 1e-4, dblp: 1e-4, "ogbn-arxiv": 1e-2 }),
  });

/** The value most frequent in that table. */
export const DEFAULT_EDGE_MASK_PENALTY = 1e-2;

/**
 * The weight of UGS's edge mask in the loss for a model on a data set: Table D.2's, and elsewhere the most frequent one.
 *
 * @example
 * ```ts
 * import { edgeMaskPenaltyFor } from "seprank/results";
 *
 * edgeMaskPenaltyFor("gcn", "cora"); // => 0.01
 * ```
 */
export function edgeMaskPenaltyFor(model: string, dataset: string): number {
  return PAPER_EDGE_MASK_PENALTIES[model]?.[dataset] ?? DEFAULT_EDGE_MASK_PENALTY;
}
