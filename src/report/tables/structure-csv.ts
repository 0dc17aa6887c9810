import { STRUCTURE_MEASURES } from "../../evaluate/structure/structure-record.js";
import type { StructureSummaryRow } from "../../evaluate/structure/structure-summary.js";

/**
 * Structures as comma-separated values: a line for each method, model and level, of each measure the mean and the sample standard
 * deviation over seeds; what does not exist is an empty field.
 */
export function structureCsv(rows: readonly StructureSummaryRow[]): string {
  const header = [
    ...["method", "model", "sparsity", "removed", "n"],
    ...STRUCTURE_MEASURES.flatMap((measure) => [measure, `${measure}_sd`]),
  ];
  const lines = rows.map(({ method, model, sparsity, removed, measures }) => [
    ...[method, model ?? "", sparsity, removed, measures.isolated?.n ?? 0],
    ...STRUCTURE_MEASURES.flatMap((measure) => [
      measures[measure]?.mean ?? "",
      measures[measure]?.deviation ?? "",
    ]),
  ]);
  return `${[header, ...lines].map((fields) => fields.join(",")).join("\n")}\n`;
}
