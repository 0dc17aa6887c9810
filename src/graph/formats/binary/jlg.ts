import { FormatError } from "../../../errors.js";
import { buildAdjacency } from "../../adjacency.js";
import { namesFromOne } from "../../attributes/vertex-names.js";
import { bareDataset } from "../../bare-dataset.js";
import type { GraphDataset } from "../../dataset.js";
import { claimVertices, takeGraph } from "../../read-budget.js";
import { decodeText } from "../text/decode-text.js";
import type { StructureOptions } from "../text/matrix-market.js";

/**
 * Reads the text format of Julia's Graphs.jl (`.jlg`, often compressed): a head `vertices,edges,u|d,name,...`, then a line `u,v` for
 * each edge, vertices counted from 1, which are their names.
 *
 * Directions are kept where the head says `d` and `directed` asks for them. Complexity: O(bytes).
 *
 * @throws FormatError with its line where the file is malformed, or holds several graphs, or fewer edges than its head says
 */
export function readJlg(bytes: Uint8Array, { name, directed = false }: StructureOptions): GraphDataset {
  const text = decodeText(bytes);
  const head = /^(\d{1,9}),(\d{1,12}),([ud])(?:,[^\n]*)?(?:\n|$)/.exec(text);
  if (head === null)
    throw new FormatError(
      `expected a head "vertices,edges,u|d,name", got ${JSON.stringify(text.slice(0, 60))}`,
      {
        line: 1,
      },
    );
  const vertexCount = Number(head[1]);
  const edgeCount = Number(head[2]);
  // Each edge takes four characters at least: no head makes this reserve more than the file deserves.
  if (4 * edgeCount - 1 > text.length - head[0].length)
    throw new FormatError(`expected ${edgeCount} edges, the file is too short for them`, { line: 1 });
  claimVertices(vertexCount, { line: 1 });
  takeGraph(vertexCount, edgeCount);
  if (directed && head[3] === "u")
    throw new FormatError("expected a directed graph (--directed), its head says u", { line: 1 });
  const sources = new Uint32Array(edgeCount);
  const targets = new Uint32Array(edgeCount);
  let begin = head[0].length;
  for (let e = 0; e < edgeCount; e++) {
    const newline = text.indexOf("\n", begin);
    const end = newline < 0 ? text.length : newline;
    const row = /^(\d{1,9}),(\d{1,9})\s*$/.exec(text.slice(begin, end));
    const [source, target] = row === null ? [0, 0] : [Number(row[1]), Number(row[2])];
    if (!(source >= 1 && source <= vertexCount && target >= 1 && target <= vertexCount))
      throw new FormatError(
        `expected an edge "u,v" of vertices from 1 to ${vertexCount}, got ${JSON.stringify(text.slice(begin, Math.min(end, begin + 40)))}`,
        { line: e + 2 },
      );
    sources[e] = source - 1;
    targets[e] = target - 1;
    begin = end + 1;
  }
  if (text.slice(begin).trim() !== "")
    throw new FormatError(`expected ${edgeCount} edges, as the head says, got more`, { line: edgeCount + 2 });
  return bareDataset({
    name,
    vertexNames: namesFromOne(vertexCount),
    ...buildAdjacency({ vertexCount, sources, targets, directed }),
  });
}
