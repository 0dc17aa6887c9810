import type { ImageModelName } from "../../nn/images/image-model-names.js";
import type { LocalityData, LocalityRun } from "./locality-run.js";

/** One line of a plot: networks that differ in distance and seed only. */
export interface LocalitySeries {
  readonly name: string;
  readonly model: ImageModelName;
  /** of the regulariser; default 0 */
  readonly coefficient?: number;
  readonly weightDecay?: number;
  readonly dropout?: number;
  /** the series, of the same panel, that this one is compared with, seed by seed */
  readonly against?: string;
}

/** How long and by what steps networks are trained; see trainImages. */
export type LocalityTraining = Pick<
  LocalityRun,
  "learningRate" | "batchSize" | "accumulate" | "maxEpochs" | "perfectEpochs"
>;

/** One plot: accuracy against distance. */
export interface LocalityPanel {
  readonly title: string;
  readonly data: LocalityData;
  /** ascending */
  readonly distances: readonly number[];
  readonly series: readonly LocalitySeries[];
  readonly training: LocalityTraining;
}

/** The runs of a panel, with what belongs to each; seed by seed, so that what is there first is whole. */
export function panelRuns(
  panel: LocalityPanel,
  seeds: readonly number[],
  backend: string,
): { readonly series: LocalitySeries; readonly run: LocalityRun }[] {
  return seeds.flatMap((seed) =>
    panel.distances.flatMap((distance) =>
      panel.series.map((series) => ({
        series,
        run: {
          data: panel.data,
          distance,
          model: series.model,
          coefficient: series.coefficient ?? 0,
          weightDecay: series.weightDecay ?? 0,
          dropout: series.dropout ?? 0,
          ...panel.training,
          seed,
          backend,
        },
      })),
    ),
  );
}
