/**
 * Mean cross-entropy of softmax(logits) against class labels over some of the vertices, and its gradient.
 *
 * loss = -1/n sum over v in vertices of log softmax(logits[v])[labels[v]];
 * gradient[v, c] = (softmax(logits[v])[c] - [c = labels[v]]) / n in the rows of those vertices, 0 in all others.
 *
 * @param logits [rows, classes]
 * @param labels [rows] class of each vertex; read at `vertices` only
 * @param vertices [count] distinct rows
 * @param loss [1] overwritten
 * @param gradient [rows, classes] overwritten
 *
 * Complexity: O(rows * classes).
 */
export function softmaxCrossEntropy(
  logits: Float32Array,
  labels: Int32Array,
  vertices: Int32Array,
  loss: Float32Array,
  gradient: Float32Array,
  rows: number,
  classes: number,
  count: number,
): void {
  gradient.fill(0, 0, rows * classes);
  let total = 0;
  for (let k = 0; k < count; k++) {
    const start = vertices[k] * classes;
    const own = start + labels[vertices[k]];
    let top = logits[start];
    for (let c = 1; c < classes; c++) top = Math.max(top, logits[start + c]);
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += Math.exp(logits[start + c] - top);
    for (let c = 0; c < classes; c++) gradient[start + c] = Math.exp(logits[start + c] - top) / (sum * count);
    gradient[own] -= 1 / count;
    total += Math.log(sum) - (logits[own] - top);
  }
  loss[0] = total / count;
}
