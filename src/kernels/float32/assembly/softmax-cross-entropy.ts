import { exponential, logarithm } from "./elementary";

/** Mean cross-entropy over some vertices and its gradient; see the plain kernel for the formula and the shapes. */
export function softmaxCrossEntropy(
  logits: usize,
  labels: usize,
  vertices: usize,
  loss: usize,
  gradient: usize,
  rows: i32,
  classes: i32,
  count: i32,
): void {
  const stride = (<usize>classes) << 2;
  memory.fill(gradient, 0, <usize>rows * stride);
  let total: f64 = 0;
  for (let k: i32 = 0; k < count; k++) {
    const vertex = <usize>load<i32>(vertices + ((<usize>k) << 2));
    const z = logits + vertex * stride;
    const g = gradient + vertex * stride;
    const own = (<usize>load<i32>(labels + (vertex << 2))) << 2;
    let top = load<f32>(z);
    for (let c: usize = 4; c < stride; c += 4) top = max(top, load<f32>(z + c));
    let sum: f64 = 0;
    for (let c: usize = 0; c < stride; c += 4) {
      const e = exponential(<f64>load<f32>(z + c) - <f64>top);
      store<f32>(g + c, <f32>e);
      sum += e;
    }
    const scale = <f32>(1 / (sum * <f64>count));
    for (let c: usize = 0; c < stride; c += 4) store<f32>(g + c, load<f32>(g + c) * scale);
    store<f32>(g + own, load<f32>(g + own) - 1 / <f32>count);
    total += logarithm(sum) - (<f64>load<f32>(z + own) - <f64>top);
  }
  store<f32>(loss, <f32>(total / <f64>count));
}
