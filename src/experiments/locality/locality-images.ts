import { type ImagePools, openImagePools } from "../../../datasets/image-pools.js";
import { type IsSameClass, isSameClass } from "../../../datasets/is-same-class.js";
import { pathfinder } from "../../../datasets/pathfinder.js";
import { patchRegions } from "../../locality/patch-regions.js";
import type { RegionSampler } from "../../locality/region-pair.js";
import { twoPlaceRegions } from "../../locality/two-place-regions.js";
import type { LabelledImages } from "../../nn/conv/labelled-images.js";
import type { LocalityData } from "./locality-run.js";

/** What a run is trained and tested on. */
export interface LocalityImages {
  readonly train: LabelledImages;
  readonly test: LabelledImages;
  readonly regions: RegionSampler;
}

/** Makes the images of runs; image sets that are read from files are read once. */
export type MakeImages = (data: LocalityData, distance: number, seed: number) => Promise<LocalityImages>;

/**
 * @param dataDir where image sets are looked for first
 */
export function createImageMaker(dataDir: string | undefined): MakeImages {
  const pools = new Map<string, Promise<ImagePools>>();
  const open = (source: string) => {
    const opened = pools.get(source) ?? openImagePools(source, dataDir);
    pools.set(source, opened);
    return opened;
  };
  return async (data, distance, seed) => {
    if (data.kind === "pathfinder") {
      const options = { pathLength: distance, canvas: data.size };
      return {
        train: labelled(pathfinder(options, { count: data.train, seed, part: "train" })),
        test: labelled(pathfinder(options, { count: data.test, seed, part: "test" })),
        regions: patchRegions({ height: data.size, width: data.size }),
      };
    }
    const { source, height, width } = data;
    const { train, test } = await open(source);
    const canvas = { distance, height, width };
    const first = isSameClass(train, canvas, { count: data.train, seed, part: "train" });
    return {
      train: labelled(first),
      test: labelled(isSameClass(test, canvas, { count: data.test, seed, part: "test" })),
      regions: twoPlaceRegions({ height, width }, first.left, first.right),
    };
  };
}

function labelled({
  pixels,
  labels,
  count,
  height,
  width,
  channels,
}: Omit<IsSameClass, "left" | "right">): LabelledImages {
  return { images: pixels, labels, count, height, width, channels };
}
