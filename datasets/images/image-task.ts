/** Images with binary labels: a classification task. */
export interface ImageTask {
  readonly name: string;
  /** [N, H, W, C], row-major, values in [0, 1] */
  readonly images: Float32Array;
  /** [N], 0 or 1 */
  readonly labels: Uint8Array;
  /** N */
  readonly count: number;
  /** H */
  readonly height: number;
  /** W */
  readonly width: number;
  /** C */
  readonly channels: number;
}
