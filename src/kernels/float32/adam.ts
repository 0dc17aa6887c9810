/**
 * One step of Adam with weight decay added to the gradient (as PyTorch's `Adam(weight_decay=...)`; not the decoupled
 * kind).
 *
 * g = gradient + decay p; m' = b1 m + (1 - b1) g; v' = b2 v + (1 - b2) g^2;
 * p' = p - rate / c1 * m' / (sqrt(v') / sqrt(c2) + epsilon), with the bias corrections c1 = 1 - b1^t, c2 = 1 - b2^t
 * at step t.
 *
 * Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization" (2015), Algorithm 1.
 *
 * @param parameter [count] p
 * @param gradient [count]
 * @param first [count] m, the running mean of the gradient
 * @param second [count] v, the running mean of its square
 * @param nextParameter [count] overwritten, as are `nextFirst` and `nextSecond`
 * @param rate learning rate divided by c1
 * @param secondScale 1 / sqrt(c2)
 *
 * Complexity: O(count).
 */
export function adam(
  parameter: Float32Array,
  gradient: Float32Array,
  first: Float32Array,
  second: Float32Array,
  nextParameter: Float32Array,
  nextFirst: Float32Array,
  nextSecond: Float32Array,
  count: number,
  rate: number,
  secondScale: number,
  beta1: number,
  beta2: number,
  epsilon: number,
  weightDecay: number,
): void {
  for (let k = 0; k < count; k++) {
    const g = gradient[k] + weightDecay * parameter[k];
    const m = beta1 * first[k] + (1 - beta1) * g;
    const v = beta2 * second[k] + (1 - beta2) * g * g;
    nextFirst[k] = m;
    nextSecond[k] = v;
    nextParameter[k] = parameter[k] - (rate * m) / (Math.sqrt(v) * secondScale + epsilon);
  }
}
