/**
 * Matrix, CP, deep CP and hierarchical tensor factorizations, and what gradient descent does to their ranks:
 * `seprank/factorization`.
 *
 * A factorization says what a flat array of weights means; a task says what is observed; the two make an objective.
 *
 * @example
 * const model = cpFactorization([8, 8, 8], 64);
 * const task = completionTask([8, 8, 8], indices, values, squareLoss);
 * const start = gaussianInitialization(model, 1e-3, createRandom(1));
 * const run = train(createObjective(model, task), start, adaptiveGradientDescent(), {
 *   maxIterations: 1e5,
 *   stopBelow: 1e-6,
 *   recordEvery: 100,
 *   probes: [componentNormsProbe("component", model.components, 10)],
 * });
 * trajectoryTable(run.trajectory); // an Arrow table
 */

export type { KernelChoice } from "../kernels/float64/arena.js";
export { adam } from "./adam.js";
export { adaptiveGradientDescent } from "./adaptive-gradient-descent.js";
export { balancedInitialization } from "./balanced-initialization.js";
export { blockNorms } from "./block-norms.js";
export { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-bytes.js";
export { componentNormsProbe } from "./component-norms-probe.js";
export { type ComponentRate, componentNorm, componentRates } from "./component-rates.js";
export { type CpFactorization, cpFactorization } from "./cp-factorization.js";
export { type DeepCpFactorization, deepCpFactorization } from "./deep-cp-factorization.js";
export { type DeepCpRate, deepCpRates } from "./deep-cp-rates.js";
export { type DeterminantSign, endDeterminant } from "./end-determinant.js";
export { entriesProbe } from "./entries-probe.js";
export { equalNormInitialization } from "./equal-norm-initialization.js";
export type {
  ComponentFactorization,
  Evaluator,
  EvaluatorRoom,
  Factorization,
  WeightBlock,
} from "./factorization.js";
export { gaussianInitialization } from "./gaussian-initialization.js";
export { gradientDescent } from "./gradient-descent.js";
export { cpGroundTruth, groundTruth } from "./ground-truth.js";
export { type HierarchicalFactorization, hierarchicalFactorization } from "./hierarchical-factorization.js";
export { identityInitialization } from "./identity-initialization.js";
export { allEntryInputs, entryInputs, type Inputs, vectorInputs } from "./inputs.js";
export { createLogisticObjective } from "./logistic-objective.js";
export { halfSquareLoss, huberLoss, type Loss, squareLoss } from "./loss.js";
export { lossGradient } from "./loss-gradient.js";
export { type MatrixFactorization, matrixFactorization } from "./matrix-factorization.js";
export { nodeRanksProbe } from "./node-ranks-probe.js";
export { createObjective, type Objective, type TaskObjective } from "./objective.js";
export type { Optimizer } from "./optimizer.js";
export { type PredictedRate, predictedRate } from "./predicted-rate.js";
export { productPoolingNetwork } from "./product-pooling-network.js";
export { rankMeasuresProbe } from "./rank-measures-probe.js";
export { rankOneInitialization } from "./rank-one-initialization.js";
export { reconstructionErrorProbe } from "./reconstruction-error-probe.js";
export { sampleEntries } from "./sample-entries.js";
export { type SingularValueRate, singularValueRates } from "./singular-value-rates.js";
export { singularValuesProbe } from "./singular-values-probe.js";
export type { Slice } from "./slice.js";
export { createStochasticObjective } from "./stochastic-objective.js";
export { completionTask, type Reduction, rankOneSensingTask, sensingTask, type Task } from "./task.js";
export { theoremOneBounds } from "./theorem-one-bounds.js";
export { type TheoremTwoSetting, theoremTwoBounds } from "./theorem-two-bounds.js";
export { type Checkpoint, type Run, type TrainOptions, train } from "./train.js";
export { type Probe, type Trajectory, trajectoryColumn } from "./trajectory.js";
export { trajectoryTable } from "./trajectory-table.js";
export { unbalancedInitialization } from "./unbalanced-initialization.js";
export { unbalancednessProbe } from "./unbalancedness-probe.js";
export { type UnobservedEntryOptions, unobservedEntry } from "./unobserved-entry.js";
