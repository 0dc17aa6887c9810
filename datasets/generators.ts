/**
 * Data sets made by code, and images from bytes: what needs no file system. Runs in Node and in browsers. With files and downloads:
 * `seprank/datasets`.
 *
 * @module
 */

export { CITATIONS, type CitationsOptions, generateCitations } from "./graphs/citations.js";
export { karate } from "./graphs/karate.js";
export { type ImageBytes, imageTask } from "./images/image-bytes.js";
export { type BinaryImageBytes, readImageFile, writeImageFile } from "./images/image-file.js";
export type { ImageTask } from "./images/image-task.js";
export { type IsSameClass, type IsSameClassOptions, isSameClass } from "./images/is-same-class.js";
export { type ImageSupply, pathfinder } from "./images/pathfinder.js";
export type { PathfinderOptions } from "./images/pathfinder-options.js";
export { type CatalogEntry, type CatalogFile, COUNTING_RULE, catalog } from "./store/catalog.js";
