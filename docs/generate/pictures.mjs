/** The pictures of the guide, drawn by the library's own functions. They are kept in the repository: npm run docs draws them anew. */
import { mkdir, writeFile } from "node:fs/promises";
import { buildAdjacency } from "../../dist/src/graph/adjacency.js";
import { removalOrder } from "../../dist/src/sparsify/order-by-method.js";
import { singletonWalkIndices } from "../../dist/src/walks/singleton-walk-indices.js";
import { drawGraph } from "./graph-picture.mjs";
import { drawMethod } from "./method-picture.mjs";

/** Two triangles joined by an edge: a b c, d e f. */
const { adjacency } = buildAdjacency({
  vertexCount: 6,
  sources: [0, 0, 1, 2, 3, 3, 4],
  targets: [1, 2, 2, 3, 4, 5, 5],
});
const layout = { x: [0, 0, 1, 2.4, 3.4, 3.4], y: [0, 1.6, 0.8, 0.8, 0, 1.6] };
const size = { width: 460, height: 230 };
const names = [..."abcdef"];

/** The documents by the names of their files. */
export function pictures() {
  const before = singletonWalkIndices(adjacency, 2);
  const removed = new Uint8Array(adjacency.edgeCount);
  for (const e of removalOrder("2-wis", adjacency).edges.subarray(0, 2)) removed[e] = 1;
  const sides = [0, 0, 0, 1, 1, 1];
  const crossing = Uint8Array.from(adjacency.sources, (s, e) =>
    Number(sides[s] !== sides[adjacency.targets[e]]),
  );
  return {
    "names.svg": drawGraph({
      title: "Two triangles joined by an edge",
      adjacency,
      layout,
      texts: names,
      ...size,
    }),
    "walk-indices.svg": drawGraph({
      title: "Walk indices of all vertices",
      adjacency,
      layout,
      texts: before,
      ...size,
    }),
    "sides.svg": drawGraph({
      title: "Two sides, the edge that crosses and its ends",
      adjacency,
      layout,
      texts: names,
      labels: sides,
      marked: crossing,
      ...size,
    }),
    "removed.svg": drawGraph({
      title: "Two edges removed by 2-WIS",
      adjacency,
      layout,
      texts: names,
      removed,
      ...size,
    }),
  };
}

/** Into the guide, and the site's first page. */
export async function writePictures(folder) {
  await writeFile(new URL("../public/hero.svg", import.meta.url), drawMethod("2-wis").svg);
  await mkdir(folder, { recursive: true });
  for (const [name, svg] of Object.entries(pictures())) await writeFile(`${folder}/${name}`, svg);
}
