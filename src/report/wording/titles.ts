/** A sparsifier's name as it is printed: "1-wis" is written 1-WIS, "gwis@label" GWIS@label, "ugs" UGS. */
export function methodTitle(method: string): string {
  if (method === "ugs") return "UGS";
  return method === "any" ? "any method" : method.replace(/^(\d+-)?g?wis\b/, (name) => name.toUpperCase());
}

/** A model's name as it is printed: acronyms in capitals. */
export function modelTitle(model: string): string {
  return model.toUpperCase();
}

/** A fraction as a percentage, without needless digits: 0.35 is "35". */
export function percentTitle(fraction: number): string {
  return String(Number((100 * fraction).toFixed(4)));
}
