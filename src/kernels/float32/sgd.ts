/**
 * One step of stochastic gradient descent with momentum and weight decay, as PyTorch's `SGD(momentum, weight_decay)`.
 *
 * v' = momentum v + (gradient + decay p); p' = p - rate v'
 *
 * @param parameter [count] p
 * @param gradient [count]
 * @param velocity [count] v
 * @param nextParameter [count] overwritten, as is `nextVelocity`
 *
 * Complexity: O(count).
 */
export function sgd(
  parameter: Float32Array,
  gradient: Float32Array,
  velocity: Float32Array,
  nextParameter: Float32Array,
  nextVelocity: Float32Array,
  count: number,
  rate: number,
  momentum: number,
  weightDecay: number,
): void {
  for (let k = 0; k < count; k++) {
    const v = momentum * velocity[k] + (gradient[k] + weightDecay * parameter[k]);
    nextVelocity[k] = v;
    nextParameter[k] = parameter[k] - rate * v;
  }
}
