import { type ImagePools, openImagePools } from "../../../datasets/images/image-pools.js";
import { type IsSameClass, isSameClass } from "../../../datasets/images/is-same-class.js";
import { pathfinder } from "../../../datasets/images/pathfinder.js";
import { shrinkImages } from "../../../datasets/images/shrink-images.js";
import type { RegionSampler } from "../../locality/region-pair.js";
import { patchRegions, twoPlaceRegions } from "../../locality/regions.js";
import type { LabelledImages } from "../../nn/images/labelled-images.js";
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
  const open = (source: string, shrink: number) => {
    const key = `${source} ${shrink}`;
    const opened = pools.get(key) ?? openShrunk(source, shrink, dataDir);
    pools.set(key, opened);
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
    const { source, shrink, height, width } = data;
    const { train, test } = await open(source, shrink);
    const canvas = { distance, height, width };
    const first = isSameClass(train, canvas, { count: data.train, seed, part: "train" });
    return {
      train: labelled(first),
      test: labelled(isSameClass(test, canvas, { count: data.test, seed, part: "test" })),
      regions: twoPlaceRegions({ height, width }, first.left, first.right),
    };
  };
}

async function openShrunk(source: string, shrink: number, dataDir?: string): Promise<ImagePools> {
  const { train, test, origin } = await openImagePools(source, dataDir);
  return { train: shrinkImages(train, shrink), test: shrinkImages(test, shrink), origin };
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
