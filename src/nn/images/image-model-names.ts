/** The networks for images; see imageModelByName. Apart from them, so that naming them loads no tensors. */
export const IMAGE_MODEL_NAMES = Object.freeze([
  "resnet-small",
  "resnet18",
  "resnet34",
  "product-pooling",
] as const);
export type ImageModelName = (typeof IMAGE_MODEL_NAMES)[number];
