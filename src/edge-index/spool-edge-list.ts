import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { FormatError } from "../errors.js";
import { openFailure } from "../files.js";
import { findSeparator, LINE_FEED, type Separator } from "../graph/formats/text/delimited-rows.js";
import { namedEnds } from "../graph/formats/text/edge-list-header.js";
import { wholeNumberRows } from "../graph/formats/text/whole-number-rows.js";
import { openEdgeSpool } from "./edge-spool.js";

/** Bytes of text that are parsed at once, and the most of one line. */
const PIECE = 2 ** 20;
const SEPARATORS: readonly Separator[] = ["\t", ",", ";", " "];
const ENDINGS = /\.(csv|tsv|tab|txt|edges|edgelist|el)(\.gz)?$/i;

/** Whether a file is a list of edges as text, gzipped or not, by its name. */
export function isEdgeText(path: string): boolean {
  return ENDINGS.test(path);
}

/** How {@link spoolEdgeList} reads. */
export interface SpoolOptions {
  /** vertices are below this */
  readonly limit: number;
  /** called with bytes of the file that are read */
  readonly onProgress: (done: number) => void;
  /** told what was taken for granted: that a line names the columns */
  readonly onNotice?: ((notice: string) => void) | undefined;
}

/**
 * Writes a list of edges between whole numbers, one a line, as an `edge_index` of 32-bit integers, in pieces and without strings.
 *
 * A line is two whole numbers, separated by a comma, semicolon, tab or blanks; lines of `#` or `%` are comments. The first line may
 * name the columns, by names that only columns have (`source,target`, in either order). Vertices are the numbers, so those from 0 to the largest.
 *
 * @param to the `.npy` file to write, of shape (2, E) in Fortran's order: the two ends of an edge stand together
 * @returns how many edges there are
 *
 * Complexity: O(bytes), in some megabytes.
 *
 * @throws FormatError with the line that is no edge, where there is none, and where a gzipped file is damaged
 * @throws InputError where the text cannot be read, or the disk is full
 */
export async function spoolEdgeList(
  path: string,
  to: string,
  { limit, onProgress, onNotice }: SpoolOptions,
): Promise<number> {
  const spool = openEdgeSpool(to);
  try {
    const content = createReadStream(path, { highWaterMark: PIECE });
    const gunzip = /\.gz$/i.test(path) ? createGunzip({ chunkSize: PIECE }) : undefined;
    content.on("error", (error) => gunzip?.destroy(error));
    let line = 1; // the first of the piece
    let layout: TextLayout | undefined;
    let rest: Uint8Array = new Uint8Array(0);
    for await (const chunk of gunzip === undefined ? content : content.pipe(gunzip)) {
      const bytes = rest.length === 0 ? (chunk as Uint8Array) : joined(rest, chunk as Uint8Array);
      const whole = bytes.lastIndexOf(LINE_FEED) + 1;
      rest = bytes.slice(whole);
      if (rest.length > PIECE)
        throw new FormatError(`line ${line}: expected two whole numbers, got a line of over ${PIECE} bytes`);
      take(bytes.subarray(0, whole));
      onProgress(content.bytesRead);
    }
    take(rest);
    if (spool.count === 0) throw new FormatError("expected lines of two whole numbers, got none");
    spool.finish();
    return spool.count;

    function take(piece: Uint8Array): void {
      let at = 0;
      while (layout === undefined && at < piece.length) {
        const next = piece.indexOf(LINE_FEED, at) + 1 || piece.length;
        layout = layoutOf(piece.subarray(at, next));
        // A line of names is left out.
        if (layout !== undefined && layout.names === null) break;
        const [source, target] = (layout?.names ?? []).map((name) => JSON.stringify(name));
        if (source !== undefined)
          onNotice?.(`line ${line} read as header: edges from column ${source} to column ${target}`);
        at = next;
        line++;
      }
      if (layout === undefined || at >= piece.length) return;
      const edges = piece.subarray(at);
      const found = wholeNumberRows(edges, layout.separator, false);
      if (found === null || found.ends.some((vertex) => vertex >= limit))
        throw badLine(edges, layout.separator);
      const { ends } = found;
      if (layout.swapped)
        for (let k = 0; k < ends.length; k += 2) [ends[k], ends[k + 1]] = [ends[k + 1], ends[k]];
      spool.add(ends);
      for (const byte of edges) if (byte === LINE_FEED) line++;
    }

    /** What is wrong in a piece, by its first line that is wrong. */
    function badLine(piece: Uint8Array, separator: Separator): FormatError {
      for (let at = 0; ; line++) {
        const next = piece.indexOf(LINE_FEED, at) + 1 || piece.length;
        const bytes = piece.subarray(at, next);
        const found = wholeNumberRows(bytes, separator, false);
        if (found === null)
          return new FormatError(
            `line ${line}: expected two whole numbers, got ${quoted(bytes)}; lists with names, weights or other columns are read whole: write .npz or .csv`,
          );
        const vertex = found.ends.find((end) => end >= limit);
        if (vertex !== undefined)
          return new FormatError(
            `line ${line}: expected vertices from 0 to ${limit - 1}, got ${vertex}; --max-vertices allows more, up to 2^30`,
          );
        at = next;
      }
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (String(code).startsWith("Z_"))
      throw new FormatError(`gzip: damaged or truncated (${(error as Error).message})`);
    throw code === undefined ? error : openFailure(path, error);
  } finally {
    spool.close();
  }
}

/** What the first line says of a list of edges. */
interface TextLayout {
  readonly separator: Separator;
  /** whether targets stand first */
  readonly swapped: boolean;
  /** of the columns of sources and of targets, where the line is their header */
  readonly names: readonly [source: string, target: string] | null;
}

/** How the lines after a first one are read; undefined for a comment or a blank line. */
function layoutOf(bytes: Uint8Array): TextLayout | undefined {
  const text = new TextDecoder().decode(bytes).trim();
  if (text === "" || /^[#%]/.test(text)) return undefined;
  const separator = findSeparator(text, SEPARATORS) ?? " ";
  const names = text
    .split(separator === " " ? /[ \t]+/ : separator)
    .map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
  const known = namedEnds(names);
  if (names.length !== 2 || known === undefined || known.ambiguous)
    return { separator, swapped: false, names: null };
  const [source, target] = known.ends;
  return { separator, swapped: source === 1, names: [names[source], names[target]] };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

function quoted(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, 200)).trimEnd();
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}
