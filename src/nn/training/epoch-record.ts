/** One epoch: loss and accuracies of the parameters that its step started from. */
export interface EpochRecord {
  /** from 1 */
  readonly epoch: number;
  readonly loss: number;
  readonly trainAccuracy: number;
  /** null where it was not looked at: of graphs, where the training accuracy is watched */
  readonly validationAccuracy: number | null;
  readonly testAccuracy: number | null;
}
