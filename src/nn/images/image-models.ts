import { InputError } from "../../errors.js";
import type { Random } from "../../random.js";
import { IMAGE_MODEL_NAMES, type ImageModelName } from "./image-model-names.js";
import type { ImageNetwork } from "./image-network.js";
import { productPooling } from "./product-pooling.js";
import { type ResnetShape, resnet } from "./resnet.js";

/** What a network is made for. */
export interface ImageModelInput {
  readonly height: number;
  readonly width: number;
  /** of the data; a network may take more, which {@link ImageModel.channels} says */
  readonly channels: number;
  readonly dropout: number;
}

/** A kind of network for images, by name. */
export interface ImageModel {
  /** channels that the network takes where the data have so many: one channel may be repeated */
  readonly channels: (data: number) => number;
  readonly create: (input: ImageModelInput, random: Random) => ImageNetwork;
}

/** Table 1 of He et al. (2016), with one output. */
const STEM = { window: 7, stride: 2, pool: true };
const WIDTHS = [64, 128, 256, 512];

const residual = (shape: Omit<ResnetShape, "channels">, channels: ImageModel["channels"]): ImageModel => ({
  channels,
  create: ({ channels: data, dropout }, random) =>
    resnet({ ...shape, channels: channels(data), dropout }, random),
});

/** The networks. `resnet-small` has the blocks of the others, six in four stages, an eighth of their
 * width, and no max pooling: a place of its last stage sees 191 pixels both ways. */
export const IMAGE_MODELS: Readonly<Record<ImageModelName, ImageModel>> = Object.freeze({
  "resnet-small": residual(
    { stem: { window: 3, stride: 2, pool: false }, widths: [8, 16, 32, 64], blocks: [1, 1, 2, 2] },
    (data) => data,
  ),
  resnet18: residual({ stem: STEM, widths: WIDTHS, blocks: [2, 2, 2, 2] }, () => 3),
  resnet34: residual({ stem: STEM, widths: WIDTHS, blocks: [3, 4, 6, 3] }, () => 3),
  "product-pooling": {
    channels: (data) => data,
    create({ height, width, channels, dropout }, random) {
      if (dropout !== 0)
        throw new InputError(`product-pooling: expected dropout 0, as it has none, got ${dropout}`);
      // Sixteen patches along the longer side.
      const patch = Math.min(height, width, Math.ceil(Math.max(height, width) / 16));
      return productPooling({ height, width, channels, patch, hidden: 32 }, random);
    },
  },
});

/**
 * @throws InputError where there is no network of that name
 *
 * @example
 * ```ts
 * import { imageModelByName } from "seprank/nn";
 *
 * imageModelByName("resnet18").channels(1); // => 3
 * ```
 */
export function imageModelByName(name: string): ImageModel {
  if (!(IMAGE_MODEL_NAMES as readonly string[]).includes(name))
    throw new InputError(`model: expected one of ${IMAGE_MODEL_NAMES.join(", ")}, got ${name}`);
  return IMAGE_MODELS[name as ImageModelName];
}
