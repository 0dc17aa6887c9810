/** Characters that are encoded at a time: far below the longest string, which ends at 2^29. */
const PIECE = 2 ** 22;

/**
 * The UTF-8 bytes of texts, one after another: of any length in all, where a string ends at 2^29 characters.
 *
 * Complexity: O(characters).
 */
export function encodeTexts(texts: Iterable<string>): Uint8Array {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  let total = 0;
  let waiting: string[] = [];
  let length = 0;
  const flush = () => {
    const part = encoder.encode(waiting.join(""));
    parts.push(part);
    total += part.length;
    waiting = [];
    length = 0;
  };
  for (const text of texts) {
    waiting.push(text);
    length += text.length;
    if (length >= PIECE) flush();
  }
  flush();
  if (parts.length === 1) return parts[0];
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The bytes of lines, each with a line feed at its end. O(characters). */
export function encodeLines(lines: Iterable<string>): Uint8Array {
  return encodeTexts(
    (function* () {
      for (const line of lines) yield `${line}\n`;
    })(),
  );
}
