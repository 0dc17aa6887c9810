/**
 * Data sets: a catalogue of known ones, their download, the embedded ones, and graph files of one's own; images of the locality
 * experiments.
 *
 * @module
 */

export { CITATIONS, type CitationsOptions, generateCitations } from "./graphs/citations.js";
export { karate } from "./graphs/karate.js";
export { type ImageBytes, imageTask } from "./images/image-bytes.js";
export { type BinaryImageBytes, readImageFile, writeImageFile } from "./images/image-file.js";
export { IMAGE_SOURCES, type ImagePools, type ImageSource, openImagePools } from "./images/image-pools.js";
export type { ImageTask } from "./images/image-task.js";
export { type IsSameClass, type IsSameClassOptions, isSameClass } from "./images/is-same-class.js";
export { type ImageSupply, pathfinder } from "./images/pathfinder.js";
export type { PathfinderOptions } from "./images/pathfinder-options.js";
export { type OpenedDataset, type OpenOptions, openDataset } from "./open.js";
export { type CatalogEntry, type CatalogFile, COUNTING_RULE, catalog } from "./store/catalog.js";
export type { DownloadProgress } from "./store/download.js";
export { type FetchedFile, type FetchOptions, fetchDataset } from "./store/fetch.js";
export { cacheFolder } from "./store/folders.js";
