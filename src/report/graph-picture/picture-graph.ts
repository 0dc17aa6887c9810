import type { PicturedGraph } from "../../evaluate/structure/removal-picture.js";
import { shownName } from "../wording/titles.js";
import { classesOf } from "./classes.js";
import type { Graph } from "./graph.js";
import { graphLayout, layoutInSquare } from "./graph-layout.js";

/** A graph with places for its vertices, ready to be drawn. Complexity: that of {@link graphLayout}. */
export function pictureGraph(graph: PicturedGraph): Graph {
  const { vertexCount, edgeCount, sources, targets, directed, types } = graph.adjacency;
  return {
    vertexCount,
    edgeCount,
    ...layoutInSquare(graphLayout(graph.adjacency)),
    sources,
    targets,
    names: graph.vertexNames?.map(shownName) ?? null,
    ...classesOf(graph),
    isSimple: !directed && types === null,
  };
}
