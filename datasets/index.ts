/**
 * Data sets: a catalogue of known ones, their download, the embedded ones, and graph files of one's own.
 *
 * @module
 */

export { type CatalogEntry, type CatalogFile, COUNTING_RULE, catalog } from "./catalog.js";
export { CITATIONS, type CitationsOptions, generateCitations } from "./citations.js";
export type { DownloadProgress } from "./download.js";
export { type FetchedFile, type FetchOptions, fetchDataset } from "./fetch.js";
export { cacheFolder } from "./folders.js";
export { karate } from "./karate.js";
export { type OpenedDataset, type OpenOptions, openDataset } from "./open.js";
