import { InputError } from "../../errors.js";
import { frobeniusNorm } from "../../tensor/rank-measures.js";
import type { Tensor } from "../../tensor/tensor.js";
import type { CpFactorization } from "../models/cp-factorization.js";
import { lossGradient } from "../objectives/loss.js";
import { createObjective } from "../objectives/objective.js";
import type { Task } from "../objectives/task.js";
import { sliceProduct } from "../slice.js";

/** A component that leaves the origin before all others, by {@link leadingComponent}. */
export interface LeadingComponent {
  /** its number, from 0 */
  readonly component: number;
  /** <-gradient of the loss at 0, unit tensor of the component>, > 0 */
  readonly attraction: number;
  /** Frobenius norm of the loss's gradient at 0 */
  readonly gradientNorm: number;
  /** |a_r|, the norm of the vectors of every component r, [R] */
  readonly norms: Float64Array;
  /** N */
  readonly order: number;
}

/** Unbalancedness, in parts of the largest squared norm, up to which a start counts as balanced. */
const BALANCED = 1e-9;

/**
 * The component that Assumption 3 of the thesis asks for: it is drawn away from the origin, and is larger than the others by enough.
 *
 * <-G, unit tensor of r> > 0 and |a_r| > |a_s| (|G| / <-G, unit tensor of r>)^(1 / (N - 2)) for all s other than r, where G is the gradient
 * of the loss with respect to the end tensor, at 0. At most one component is such. Source: thesis section 2.4, equation 2.9.
 *
 * @param start weights a of unbalancedness magnitude zero (Assumption 2), such as `equalNormInitialization` gives
 * @returns undefined where no component leads
 *
 * Complexity: an evaluation of the loss, and O(R) passes over the end tensor.
 * @throws InputError where the order is below 3, or the start does not fit or is not balanced
 *
 * @example
 * ```ts
 * import { completionTask, cpFactorization, huberLoss, leadingComponent } from "seprank/factorization";
 *
 * const model = cpFactorization([2, 2, 2], 2);
 * const task = completionTask([2, 2, 2], { indices: [[0, 0, 0]], values: [1] }, huberLoss(0.1));
 * // Component 0 is the entry that is observed, 1 another one; columns are components.
 * const start = Float64Array.of(1, 0, 0, 0.5, 1, 0, 0, 0.5, 1, 0, 0, 0.5);
 * leadingComponent(model, task, start)?.component; // => 0
 * leadingComponent(model, task, start)?.attraction; // => 0.1
 * ```
 */
export function leadingComponent(
  factorization: CpFactorization,
  task: Task,
  start: Float64Array,
): LeadingComponent | undefined {
  const { shape, components, weightCount } = factorization;
  const order = shape.length;
  if (order < 3) throw new InputError(`order of the tensor: expected at least 3, got ${order}`);
  if (start.length !== weightCount)
    throw new InputError(`weights: expected ${weightCount}, got ${start.length}`);
  const norms = Float64Array.from(components, ([first]) => Math.sqrt(sliceProduct(start, start, first)));
  const largest = norms.reduce((most, norm) => Math.max(most, norm), 0);
  if (!(factorization.unbalancedness(start) <= BALANCED * largest ** 2))
    throw new InputError(
      `start: expected an unbalancedness magnitude of 0, got ${factorization.unbalancedness(start)}`,
    );
  const gradient = gradientAtZero(factorization, task);
  const gradientNorm = frobeniusNorm(gradient.data);
  const found = components.findIndex((_, r) => {
    const attraction = attractionOf(factorization, gradient, start, r);
    const factor = (gradientNorm / attraction) ** (1 / (order - 2));
    return attraction > 0 && norms.every((norm, s) => s === r || norms[r] > norm * factor);
  });
  if (found < 0) return undefined;
  const attraction = attractionOf(factorization, gradient, start, found);
  return { component: found, attraction, gradientNorm, norms, order };
}

/** The gradient of a task's loss with respect to the end tensor, at the zero tensor. */
export function gradientAtZero(factorization: CpFactorization, task: Task): Tensor {
  const objective = createObjective(factorization, task);
  objective.value(new Float64Array(factorization.weightCount));
  // Residuals are those of the samples; of dense measurements they are pulled back already.
  return lossGradient(task.shape, task.inputs, objective.residuals);
}

/** <-gradient, unit tensor of a component>; 0 where one of its vectors is. */
export function attractionOf(
  { shape, components }: CpFactorization,
  gradient: Tensor,
  weights: Float64Array,
  r: number,
): number {
  // Mode by mode, the last one first: what is left is contracted with the component's unit vector.
  let rest = gradient.data;
  for (let n = shape.length - 1; n >= 0; n--) {
    const slice = components[r][n];
    const norm = Math.sqrt(sliceProduct(weights, weights, slice));
    if (norm === 0) return 0;
    const next = new Float64Array(rest.length / shape[n]);
    rest.forEach((value, k) => {
      next[Math.floor(k / shape[n])] +=
        (value * weights[slice.offset + (k % shape[n]) * slice.stride]) / norm;
    });
    rest = next;
  }
  return -rest[0];
}

/** What is certain until the end tensor leaves the ball in which the loss's gradient is constant, by {@link escapeBounds}. */
export interface EscapeBounds {
  /** the time before which the reference sphere is reached */
  readonly time: number;
  /** by component, its largest norm until then; Infinity for the leading one, [R] */
  readonly norms: Float64Array;
}

/**
 * Until when a CP factorization that starts near the origin has left it, and how small all components but the leading one are then.
 *
 * Time (alpha |a|)^(2 - N) / ((N - 2) c), and alpha^N (|a_r|^(2 - N) - |a|^(2 - N) |G| / c)^(-N / (N - 2)) for the norm of component r, with
 * the leading component's |a| and attraction c. Source: thesis Lemma 36, equations B.18 and B.20, and Proposition 7.
 *
 * @param scale alpha > 0, by which the start is multiplied
 *
 * Complexity: O(R).
 * @throws InputError where the scale is not positive
 *
 * @example
 * ```ts
 * import { completionTask, cpFactorization, escapeBounds, huberLoss, leadingComponent } from "seprank/factorization";
 *
 * const model = cpFactorization([2, 2, 2], 1);
 * const task = completionTask([2, 2, 2], { indices: [[0, 0, 0]], values: [1] }, huberLoss(0.1));
 * const leading = leadingComponent(model, task, Float64Array.of(1, 0, 1, 0, 1, 0));
 * // d|w| / dt = 0.1 |w|^2 from 0.01 is infinite after 1 / (0.01 * 0.1).
 * leading && escapeBounds(leading, 0.01).time; // ≈ 1000.0
 * ```
 */
export function escapeBounds(leading: LeadingComponent, scale: number): EscapeBounds {
  if (!(scale > 0)) throw new InputError(`scale: expected a number > 0, got ${scale}`);
  const { component, attraction, order, norms } = leading;
  return {
    time: (scale * norms[component]) ** (2 - order) / ((order - 2) * attraction),
    norms: norms.map((norm, r) =>
      r === component
        ? Number.POSITIVE_INFINITY
        : norm === 0
          ? 0
          : scale ** order * headStart(leading, norm) ** (-order / (order - 2)),
    ),
  };
}

/** |a_r|^(2 - N) - |a|^(2 - N) |G| / c, > 0 by Assumption 3. */
function headStart(
  { component, attraction, gradientNorm, norms, order }: LeadingComponent,
  norm: number,
): number {
  return norm ** (2 - order) - (norms[component] ** (2 - order) * gradientNorm) / attraction;
}

/** What Theorem 4 is asked for. */
export interface RankOneRequest {
  /** rho, the reference sphere's radius: above 0, below the least observed value's size less `delta` */
  readonly radius: number;
  /** delta, Huber's transition point, > 0 */
  readonly delta: number;
  /** B, distance from the origin up to which the rank one trajectory is followed, > 0 */
  readonly distance: number;
  /** T, how long it is followed, > 0 */
  readonly duration: number;
  /** epsilon, how closely, in (0, 1) */
  readonly accuracy: number;
}

/**
 * The natural logarithm of a scale of the start below which Theorem 4 holds: the end tensor follows a rank one trajectory.
 *
 * The logarithm because the scale falls like exp(-beta T), with beta far above 1 in any problem, and is soon no double. What is sufficient
 * is not necessary: in practice much larger scales do. Source: thesis appendix B.3.5, equations B.10 and B.11.
 *
 * Complexity: O(R).
 * @throws InputError where a number is out of range
 *
 * @example
 * ```ts
 * import { completionTask, cpFactorization, huberLoss, leadingComponent, rankOneLogScale } from "seprank/factorization";
 *
 * const model = cpFactorization([2, 2, 2], 2);
 * const task = completionTask([2, 2, 2], { indices: [[0, 0, 0]], values: [1] }, huberLoss(0.1));
 * const leading = leadingComponent(model, task, Float64Array.of(1, 0, 0, 0.5, 1, 0, 0, 0.5, 1, 0, 0, 0.5));
 * const asked = { radius: 0.5, delta: 0.1, distance: 1, duration: 10, accuracy: 0.1 };
 * // exp(-6179): no start in doubles is as small.
 * leading && Math.round(rankOneLogScale(leading, asked)); // => -6179
 * ```
 */
export function rankOneLogScale(leading: LeadingComponent, asked: RankOneRequest): number {
  const { radius, delta, distance, duration, accuracy } = asked;
  for (const [name, value] of Object.entries({ radius, delta, distance, duration }))
    if (!(value > 0 && Number.isFinite(value)))
      throw new InputError(`${name}: expected a finite number > 0, got ${value}`);
  if (!(accuracy > 0 && accuracy < 1))
    throw new InputError(`accuracy: expected a number between 0 and 1, got ${accuracy}`);
  const { component, norms, order } = leading;
  const count = norms.length;
  const others = norms.filter((_, r) => r !== component).reduce((most, norm) => Math.max(most, norm), 0);
  // log of R^(-1/N) A^-1 rho^(1/N): the start lies within the reference sphere. A is the leading component's norm.
  const within = (Math.log(radius) - Math.log(count)) / order - Math.log(norms[component]);
  if (others === 0) return within;
  const reach = Math.sqrt(order) * (Math.max(distance, radius) + 1) ** (1 / order) + 1; // ~B + 1
  const smoothness = count * order * (reach ** (2 * (order - 1)) + delta * reach ** (order - 2));
  const logHat = Math.min(
    -(order / 2) * Math.log(2) -
      order * Math.log(count * order) +
      (order - order ** 2) * Math.log(reach) -
      order * smoothness * duration +
      order * Math.log(accuracy),
    Math.log(radius) - Math.log(count - 1),
  );
  // rho - (rho^(1/N) - x)^N = rho (1 - (1 - y)^N), x = ((R - 1) hat)^(1/N), y = x / rho^(1/N): both small, in logarithms.
  const logY = (Math.log(count - 1) + logHat - Math.log(radius)) / order;
  const logLoss =
    logY < -30
      ? Math.log(order) + logY
      : Math.log(-Math.expm1(order * Math.log1p(-Math.min(1, Math.exp(logY)))));
  const logTilde = Math.min(logHat, Math.log(radius) + logLoss - Math.log(count - 1));
  return Math.min(within, Math.log(headStart(leading, others)) / (order - 2) + logTilde / order);
}
