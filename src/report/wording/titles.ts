/** A name longer than this is cut where it is printed; whole names are in the files of records and tables. */
const LONGEST = 60;

/** A name from records as it is printed: on one line, of at most 60 characters, without what no font and no XML document has. */
export function shownName(name: string): string {
  // Cut first: a name may have megabytes.
  const characters = [...name.slice(0, 2 * LONGEST)];
  const short =
    characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("")}\u2026` : characters.join("");
  return short.replace(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029]/gu, "\ufffd");
}

/** An input's name as it is printed. */
export function inputTitle(name: string): string {
  return shownName(name);
}

/** A sparsifier's name as it is printed: "1-wis" is written 1-WIS, "gwis@label" GWIS@label, "ugs" UGS. */
export function methodTitle(method: string): string {
  if (method === "ugs") return "UGS";
  if (method === "any") return "any method";
  return shownName(method).replace(/^(\d+-)?g?wis\b/, (name) => name.toUpperCase());
}

/** A model's name as it is printed: acronyms in capitals. */
export function modelTitle(model: string): string {
  return shownName(model).toUpperCase();
}

/** A fraction as a percentage, without needless digits: 0.35 is "35". */
export function percentTitle(fraction: number): string {
  return String(Number((100 * fraction).toFixed(4)));
}
