import { stat } from "node:fs/promises";
import { openDataset } from "../../datasets/open.js";
import { InputError } from "../../src/errors.js";
import type { Globals } from "../options/globals.js";
import type { GraphOptions } from "../options/graph-argument.js";
import { countIfAny } from "../terminal/count-if-any.js";
import { releaseSignals } from "../terminal/interrupt.js";
import { bytesText } from "../terminal/progress.js";

/** Files of so many bytes take a second and more. */
const LARGE = 2 ** 23;

/** Opens GRAPH; what its reader took for granted or left out is told. */
export async function loadGraph(
  graph: string,
  {
    format,
    directed,
    edgeType,
    columns,
    header,
    graph: graphId,
    variable,
    nodes,
    nodeId: id,
    nodeLabel: label,
    nodeFeatures: features,
    memory,
    maxVertices,
  }: GraphOptions,
  { console, dataDir }: Globals,
) {
  await releaseSignals();
  const chosen = Object.entries({ id, label, features }).find(([, value]) => value !== undefined);
  if (nodes === undefined && chosen !== undefined)
    throw new InputError(
      `--node-${chosen[0]} ${chosen[1]}: expected a table of vertices that has the column (--nodes FILE), got none`,
    );
  const { size } = await stat(graph).catch(() => ({ size: 0 }));
  // Read in one go, which gives no chance to say how far it is.
  if (size >= LARGE) console.progress(`reading ${graph}, ${bytesText(size)}`);
  const opened = await openDataset(graph, {
    dataDir,
    format,
    directed,
    edgeType,
    columns,
    header,
    graph: graphId,
    variable,
    nodes: nodes === undefined ? undefined : { path: nodes, id, label, features },
    memory,
    maxVertices,
    onMessage: console.detail,
  });
  for (const notice of opened.dataset.notices ?? []) console.message(`${opened.dataset.name}: ${notice}`);
  const { selfLoops, duplicates } = opened.dataset.dropped;
  const parts = [countIfAny(selfLoops, "self-loop"), countIfAny(duplicates, "repeated edge")].filter(Boolean);
  if (parts.length > 0) console.message(`${opened.dataset.name}: left out ${parts.join(" and ")}`);
  return opened;
}
