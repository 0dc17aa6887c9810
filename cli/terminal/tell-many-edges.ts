import { counted } from "../../src/report/wording/numbers.js";
import type { Console } from "./console.js";

/** With so many edges what is done at once takes a second and more. */
const MANY_EDGES = 1e6;

/**
 * A line of progress before what is done at once, where there are many edges.
 *
 * @param line gets "1,000,000 edges"
 */
export function tellManyEdges(
  console: Pick<Console, "progress">,
  edgeCount: number,
  line: (edges: string) => string,
): void {
  if (edgeCount >= MANY_EDGES) console.progress(line(counted(edgeCount, "edge")));
}
