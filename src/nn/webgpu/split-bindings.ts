/** A part of a buffer, in bytes. */
export interface Window {
  readonly offset: number;
  readonly size: number;
}

/** How an array of a program is bound: whole, through all its windows, or one window for each pass. */
export type Reach =
  | { readonly by: "whole" }
  | { readonly by: "windows" | "passes"; readonly windows: number };

/** Where a window may begin: `minStorageBufferOffsetAlignment` is nowhere more. */
const ALIGNMENT = 256;

/** Elements of four bytes in a full window, of at most `limit` bytes. */
export function windowElements(limit: number): number {
  return (Math.floor(limit / ALIGNMENT) * ALIGNMENT) / 4;
}

/** A buffer past the limit, cut into windows that are within it; the last is what is left. */
export function windowsOf(bytes: number, limit: number): Window[] {
  const step = 4 * windowElements(limit);
  return Array.from({ length: Math.ceil(bytes / step) }, (_, k) => ({
    offset: k * step,
    size: Math.min(step, bytes - k * step),
  }));
}

/** Every `name[...]` in some code: where it begins and ends, and what stands within. */
function accesses(code: string, name: string): { start: number; end: number; within: string }[] {
  const found = [];
  const pattern = new RegExp(`(?<![\\w.])${name}\\s*\\[`, "g");
  for (let match = pattern.exec(code); match !== null; match = pattern.exec(code)) {
    const open = match.index + match[0].length;
    let end = open;
    for (let depth = 1; depth > 0; end++) {
      if (code[end] === "[") depth++;
      if (code[end] === "]") depth--;
    }
    found.push({ start: match.index, end, within: code.slice(open, end - 1) });
  }
  return found;
}

/** Whether each thread touches the one element of its own `index`, so that passes over the windows see all of it. */
export function isAligned(code: string, name: string): boolean {
  const found = accesses(code, name);
  return found.length > 0 && found.every(({ within }) => within.trim() === "index");
}

/** The same code with every `name[index]` taken from the window of the pass, which begins at element `uniforms.first`. */
export function fromPass(code: string, name: string): string {
  return replaced(code, name, () => `${name}[index - uniforms.first]`);
}

/** The same code with reads of `name[...]` by a function that {@link windowFunctions} declares. */
export function readThroughWindows(code: string, name: string): string {
  return replaced(code, name, (within) => `read_${name}(${readThroughWindows(within, name)})`);
}

/** The same for assignments `name[...] = value;`, the only thing that a program does with a result. */
export function writeThroughWindows(code: string, name: string): string {
  const [first] = accesses(code, name);
  if (first === undefined) return code;
  const equals = code.indexOf("=", first.end);
  const semicolon = code.indexOf(";", equals);
  const rest = writeThroughWindows(code.slice(semicolon + 1), name);
  return `${code.slice(0, first.start)}write_${name}(${first.within}, ${code.slice(equals + 1, semicolon).trim()});${rest}`;
}

function replaced(code: string, name: string, by: (within: string) => string): string {
  let result = "";
  let from = 0;
  for (const { start, end, within } of accesses(code, name)) {
    // What stands within another access was replaced with it.
    if (start < from) continue;
    result += code.slice(from, start) + by(within);
    from = end;
  }
  return result + code.slice(from);
}

/**
 * WGSL of the functions that find the window of an element.
 *
 * @param elements of a full window
 * @param kind of the elements, in WGSL
 */
export function windowFunctions(
  name: string,
  { windows, elements, kind, written }: { windows: number; elements: number; kind: string; written: boolean },
): string {
  const within = (k: number) => `${windowName(name, k)}[at${k === 0 ? "" : ` - ${k * elements}`}]`;
  // The last one is not compared with: its end may be beyond 2^31.
  const cases = (then: (k: number) => string) =>
    Array.from({ length: windows }, (_, k) =>
      k === windows - 1 ? then(k) : `if (at < ${(k + 1) * elements}) { ${then(k)} }`,
    ).join(" ");
  return written
    ? `fn write_${name}(at : i32, value : f32) { ${cases((k) => `${within(k)} = value; return;`)} }`
    : `fn read_${name}(at : i32) -> ${kind} { ${cases((k) => `return ${within(k)};`)} }`;
}

/** The name that a window of an array has in the program. */
export function windowName(name: string, window: number): string {
  return `${name}_window${window}`;
}
