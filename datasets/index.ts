/**
 * Data sets: a catalogue of known ones, their download, the embedded ones, and graph files of one's own; images of the locality
 * experiments.
 *
 * @module
 */

export * from "./generators.js";
export { IMAGE_SOURCES, type ImagePools, type ImageSource, openImagePools } from "./images/image-pools.js";
export { type OpenedDataset, type OpenOptions, openDataset } from "./open.js";
export type { DownloadProgress } from "./store/download.js";
export { type FetchedFile, type FetchOptions, fetchDataset } from "./store/fetch.js";
export { cacheFolder } from "./store/folders.js";
