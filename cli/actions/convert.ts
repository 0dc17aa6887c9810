import type { Globals } from "../globals.js";
import type { GraphOptions, OutputOptions } from "../graph-argument.js";
import { loadGraph } from "../load-graph.js";
import { outputOf, saveGraph } from "../save-graph.js";

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
