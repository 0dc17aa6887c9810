import { rmSync } from "node:fs";
import { totalmem } from "node:os";
import { FormatError, InputError } from "../errors.js";
import { type Amount, edgesToRemove } from "../sparsify/orders/remove-amount.js";
import { openEdgeColumns } from "./edge-columns.js";
import { openRemovalLog } from "./removal-log.js";
import { ROWS_METHODS } from "./removal-rules.js";
import { type ColumnCounts, rowsOfColumns } from "./rows-of-columns.js";
import { isEdgeText } from "./spool-edge-list.js";
import { isEdgeTable } from "./spool-edge-table.js";
import { type ColumnOutput, writeKeptColumns, writeMask } from "./write-columns.js";

/** How {@link sparsifyEdgeIndex} works. */
export interface EdgeIndexOptions {
  /** 1-wis, random or degree */
  readonly method: string;
  readonly remove: Amount;
  /** the file to write; `OUT.removed` beside it is what an interrupted run leaves */
  readonly out: string;
  readonly output: ColumnOutput;
  /** default 0 */
  readonly seed?: number;
  /** bytes; default: half of the machine's memory */
  readonly memory?: number | undefined;
  readonly maxVertices?: number | undefined;
  /** called with what is being done, and how much of how much is done */
  readonly onProgress?: (phase: string, done: number, total: number, unit: string) => void;
  /** takes a line on what an interrupted run has left */
  readonly onMessage?: (message: string) => void;
}

/** What was read, removed and written. */
export interface EdgeIndexResult extends ColumnCounts {
  readonly columns: number;
  readonly vertices: number;
  /** undirected, without self-loops and repetitions */
  readonly edges: number;
  readonly removed: number;
  readonly keptColumns: number;
}

/**
 * Removes edges of an `edge_index` that need not fit into memory as a file: reads it in pieces, orders its edges, and writes, in pieces, a
 * mask over its columns or the columns that are left. A list of edges as text, and a table of Parquet or Arrow, is such columns, too: its edges, in their order.
 *
 * The graph is undirected: all columns between two vertices are one edge, kept or removed together; a column from a vertex to itself is
 * kept. Amounts count these edges. Edges are numbered by smaller end, then by larger end, which decides ties.
 *
 * A run of 1-wis that was interrupted, or found the disk full, goes on with the edges that are in `OUT.removed` when it is started again.
 *
 * @throws FormatError where the input is damaged
 * @throws InputError for another method, too many edges to remove, too little memory, and where the output cannot be written
 */
export async function sparsifyEdgeIndex(path: string, options: EdgeIndexOptions): Promise<EdgeIndexResult> {
  const { out, output, seed = 0, memory = totalmem() / 2, maxVertices } = options;
  const { onProgress = () => undefined, onMessage = () => undefined } = options;
  const method = Object.hasOwn(ROWS_METHODS, options.method) ? ROWS_METHODS[options.method] : undefined;
  if (method === undefined)
    throw new InputError(
      `${options.method}: expected one of ${Object.keys(ROWS_METHODS).join(", ")} for an edge_index that is read in pieces; the other methods take the graph as .npz or .csv`,
    );
  if (!(memory > 0)) throw new InputError(`memory: expected bytes above 0, got ${memory}`);
  const inflateTo = `${out}.inflated`;
  const columns = await openEdgeColumns(path, {
    maxVertices,
    inflateTo,
    onInflate: (done, total) =>
      onProgress(
        isEdgeText(path) ? "reading text" : isEdgeTable(path) ? "reading table" : "inflating",
        done,
        total,
        "bytes",
      ),
    onNotice: (notice) => onMessage(`${path}: ${notice}`),
  }).catch((error) => {
    rmSync(inflateTo, { force: true });
    throw error;
  });
  try {
    const built = rowsOfColumns(columns, {
      ...method,
      memory,
      onProgress: (phase, done, total) => onProgress(phase, done, total, "columns"),
    });
    const { checksum, reversed, repeated, selfLoops } = built;
    let { rows } = built;
    const { vertexCount: vertices, edgeCount: edges } = rows;
    const removed = edgesToRemove(options.remove, edges, "--remove");
    const log = method.resumes
      ? openRemovalLog(`${out}.removed`, { method: options.method, columns: columns.count, edges, checksum })
      : undefined;
    try {
      const replayed = Math.min(removed, log?.count ?? 0);
      if (log !== undefined && replayed > 0) {
        onMessage(`goes on from ${out}.removed, which has ${replayed} of ${removed} edges to remove`);
        rows = log.replay(rows, removed);
      }
      const rule = method.rule(rows, {
        most: removed - replayed,
        seed,
        onRemove: log?.add,
        onProgress: (done, total) =>
          method.resumes
            ? onProgress(options.method, replayed + done, removed, "edges removed")
            : onProgress(options.method, done, total, "edges looked at"),
      });
      log?.flush();
      const write = output === "mask" ? writeMask : writeKeptColumns;
      const keptColumns = await write(out, columns, rule, (done, total) =>
        onProgress("writing", done, total, "columns"),
      );
      log?.remove();
      return { columns: columns.count, vertices, edges, selfLoops, reversed, repeated, removed, keptColumns };
    } catch (error) {
      if (log !== undefined && log.count > 0)
        onMessage(`${out}.removed has ${log.count} removed edges: the same command goes on from there`);
      else log?.remove();
      throw error;
    } finally {
      log?.close();
    }
  } catch (error) {
    throw error instanceof FormatError ? error.inFile(path) : error;
  } finally {
    columns.close();
    rmSync(inflateTo, { force: true });
  }
}
