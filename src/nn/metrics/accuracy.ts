/** The fraction of `vertices` whose predicted class is their label. */
export function accuracy(predicted: Int32Array, labels: Int32Array, vertices: Uint32Array): number {
  let right = 0;
  for (const vertex of vertices) if (predicted[vertex] === labels[vertex]) right++;
  return right / vertices.length;
}
