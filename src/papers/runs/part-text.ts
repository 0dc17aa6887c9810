const FLOAT64 = "$float64";
const NUMBER = "$number";

/** A part's result as JSON; Float64Arrays go as the base64 of their little-endian bytes, so that no bit is lost. */
export function encodePart(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => {
    if (item instanceof Float64Array)
      return { [FLOAT64]: Buffer.from(item.buffer, item.byteOffset, item.byteLength).toString("base64") };
    if (typeof item === "number" && !Number.isFinite(item)) return { [NUMBER]: String(item) };
    return item;
  });
}

/** The value that {@link encodePart} was given. */
export function decodePart(text: string): unknown {
  return JSON.parse(text, (_, item: unknown) => {
    if (typeof item !== "object" || item === null) return item;
    const tagged = item as Record<string, unknown>;
    if (typeof tagged[FLOAT64] === "string")
      return new Float64Array(Uint8Array.from(Buffer.from(tagged[FLOAT64], "base64")).buffer);
    if (typeof tagged[NUMBER] === "string") return Number(tagged[NUMBER]);
    return item;
  });
}
