import { loadGraph } from "../files/load-graph.js";
import { outputOf, saveGraph } from "../files/save-graph.js";
import type { Globals } from "../options/globals.js";
import type { GraphOptions, OutputOptions } from "../options/graph-argument.js";

/** `seprank convert`: reads a graph in one format and writes it in another. */
export async function convert(graph: string, options: GraphOptions & OutputOptions, globals: Globals) {
  const output = outputOf(options, globals);
  const { dataset, sha256 } = await loadGraph(graph, options, globals);
  const { vertexCount, edgeCount } = dataset.adjacency;
  await saveGraph(dataset, output, globals, {
    text: `${dataset.name}: ${vertexCount} vertices, ${edgeCount} edges`,
    document: {
      input: {
        name: dataset.name,
        sha256,
        vertices: vertexCount,
        edges: edgeCount,
        dropped: dataset.dropped,
      },
    },
  });
}
