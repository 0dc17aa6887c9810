/**
 * Matrix, CP, deep CP and hierarchical tensor factorizations, and what gradient descent does to their ranks:
 * `seprank/factorization`.
 *
 * A factorization says what a flat array of weights means; a task says what is observed; the two make an objective.
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import {
 *   adaptiveGradientDescent,
 *   completionTask,
 *   componentNormsProbe,
 *   cpFactorization,
 *   createObjective,
 *   gaussianInitialization,
 *   squareLoss,
 *   train,
 *   trajectoryTable,
 * } from "seprank/factorization";
 *
 * const model = cpFactorization([2, 2, 2], 4);
 * // Two of the eight entries are observed.
 * const task = completionTask([2, 2, 2], { indices: [[0, 0, 0], [1, 1, 1]], values: [1, 2] }, squareLoss);
 * const start = gaussianInitialization(model, 0.1, createRandom(1));
 * const run = train(createObjective(model, task), start, adaptiveGradientDescent(), {
 *   maxIterations: 1e4,
 *   stopBelow: 1e-6,
 *   recordEvery: 100,
 *   probes: [componentNormsProbe("component", model.components, 3)],
 * });
 * run.loss < 1e-6; // => true
 * trajectoryTable(run.trajectory).numRows > 1; // => true
 * ```
 */

export type { KernelChoice } from "../kernels/float64/arena.js";
export { adam } from "./descent/adam.js";
export { checkpointArrays, decodeCheckpoint, encodeCheckpoint } from "./descent/checkpoint-bytes.js";
export { adaptiveGradientDescent, gradientDescent } from "./descent/gradient-descent.js";
export { type GradientFlowOptions, type GradientFlowRun, gradientFlow } from "./descent/gradient-flow.js";
export type { Optimizer } from "./descent/optimizer.js";
export { type Checkpoint, type Run, type TrainOptions, train } from "./descent/train.js";
export { type Draft, type PiecesOptions, trainInPieces } from "./descent/train-in-pieces.js";
export { type ComponentRate, componentNorm, componentRates } from "./dynamics/component-rates.js";
export {
  blockNorms,
  type ComponentMode,
  type DeepCpRate,
  deepCpRates,
  type MatrixSingularValueRate,
  matrixSingularValueRates,
  type RankOneRate,
  rankOneRates,
} from "./dynamics/deep-cp-rates.js";
export { type PredictedRate, predictedRate } from "./dynamics/predicted-rate.js";
export { type SingularValueRate, singularValueRates } from "./dynamics/singular-value-rates.js";
export type {
  ComponentFactorization,
  Evaluator,
  EvaluatorWorkspace,
  Factorization,
  WeightBlock,
} from "./factorization.js";
export { balancedInitialization } from "./initialization/balanced-initialization.js";
export { equalNormInitialization } from "./initialization/equal-norm-initialization.js";
export { gaussianInitialization } from "./initialization/gaussian-initialization.js";
export { identityInitialization } from "./initialization/identity-initialization.js";
export { nearIdentityInitialization } from "./initialization/near-identity-initialization.js";
export { rankOneInitialization } from "./initialization/rank-one-initialization.js";
export { unbalancedInitialization } from "./initialization/unbalanced-initialization.js";
export { allEntryInputs, entryInputs, type Inputs, vectorInputs } from "./inputs.js";
export { type CpFactorization, cpFactorization } from "./models/cp-factorization.js";
export { type DeepCpFactorization, deepCpFactorization } from "./models/deep-cp-factorization.js";
export { type DeterminantSign, endDeterminant } from "./models/end-determinant.js";
export {
  type HierarchicalFactorization,
  hierarchicalFactorization,
} from "./models/hierarchical-factorization.js";
export { type MatrixFactorization, matrixFactorization } from "./models/matrix-factorization.js";
export { productPoolingNetwork } from "./models/product-pooling-network.js";
export { cpGroundTruth, groundTruth } from "./objectives/ground-truth.js";
export { createLogisticObjective } from "./objectives/logistic-objective.js";
export { halfSquareLoss, huberLoss, type Loss, lossGradient, squareLoss } from "./objectives/loss.js";
export { createObjective, type Objective, type TaskObjective } from "./objectives/objective.js";
export { sampleEntries } from "./objectives/sample-entries.js";
export { createStochasticObjective } from "./objectives/stochastic-objective.js";
export {
  completionTask,
  type Measurements,
  type ObservedEntries,
  type RankOneMeasurements,
  type Reduction,
  rankOneSensingTask,
  sensingTask,
  type Task,
} from "./objectives/task.js";
export {
  componentNormsProbe,
  entriesProbe,
  nodeRanksProbe,
  rankMeasuresProbe,
  reconstructionErrorProbe,
  singularValuesProbe,
  unbalancednessProbe,
} from "./probes/probes.js";
export { type Probe, type Trajectory, trajectoryColumn, trajectoryTable } from "./probes/trajectory.js";
export type { Slice } from "./slice.js";
export { type IncomparableRanks, incomparableRanks } from "./theory/incomparable-ranks.js";
export {
  type EscapeBounds,
  escapeBounds,
  type LeadingComponent,
  leadingComponent,
  type RankOneRequest,
  rankOneLogScale,
} from "./theory/leading-component.js";
export {
  alignmentProbe,
  type Pruning,
  pruneLocalComponents,
  smallerComponentBound,
} from "./theory/local-component-bounds.js";
export { type TheoremTwoSetting, theoremOneBounds, theoremTwoBounds } from "./theory/norm-bounds.js";
export {
  followRankOneTrajectory,
  type RankOneTrajectory,
  type RankOneTrajectoryOptions,
} from "./theory/rank-one-trajectory.js";
export {
  type LowRankTensors,
  type RestrictedIsometry,
  type RestrictedIsometryOptions,
  restrictedIsometry,
} from "./theory/restricted-isometry.js";
export { type UnobservedEntryOptions, unobservedEntry } from "./theory/unobserved-entry.js";
