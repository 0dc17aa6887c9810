/**
 * Data sets: a catalogue of known ones, their download, the embedded ones, and graph files of one's own; images of the locality
 * experiments.
 *
 * @module
 */

export { type CatalogEntry, type CatalogFile, COUNTING_RULE, catalog } from "./catalog.js";
export { CITATIONS, type CitationsOptions, generateCitations } from "./citations.js";
export type { DownloadProgress } from "./download.js";
export { type FetchedFile, type FetchOptions, fetchDataset } from "./fetch.js";
export { cacheFolder } from "./folders.js";
export { type ImageBytes, imageTask } from "./image-bytes.js";
export { type BinaryImageBytes, readImageFile, writeImageFile } from "./image-file.js";
export { IMAGE_SOURCES, type ImagePools, type ImageSource, openImagePools } from "./image-pools.js";
export type { ImageTask } from "./image-task.js";
export { type IsSameClass, type IsSameClassOptions, isSameClass } from "./is-same-class.js";
export { karate } from "./karate.js";
export { type OpenedDataset, type OpenOptions, openDataset } from "./open.js";
export { type ImageSupply, pathfinder } from "./pathfinder.js";
export type { PathfinderOptions } from "./pathfinder-options.js";
