import { join } from "node:path";
import { FormatError, InputError } from "../../src/errors.js";
import { readFileBytes } from "../../src/files.js";
import { isFile } from "../store/find-files.js";
import { dataFolders } from "../store/folders.js";
import { type IdxArray, readIdx } from "./idx.js";

/** Images and their classes. */
export interface ImageSet {
  /** [N, rows, columns] */
  readonly images: IdxArray;
  /** [N] */
  readonly labels: Uint8Array;
}

const PREFIXES = { train: "train", test: "t10k" } as const;

/**
 * Opens one part of an image set in the layout of MNIST, `FOLDER/{train,t10k}-{images-idx3,labels-idx1}-ubyte`, each file
 * with or without `.gz`, in the first data folder that has both.
 *
 * @param folder for one, `fashion-mnist`
 * @param dataDir the folder to look in first; default: `SEPRANK_DATA`
 * @throws InputError where no data folder has the files
 * @throws FormatError where they are not what they should be, or there is not one label for each image
 */
export async function openImageSet(
  folder: string,
  part: keyof typeof PREFIXES,
  dataDir?: string,
): Promise<ImageSet> {
  const names = ["images-idx3", "labels-idx1"].map((kind) => `${PREFIXES[part]}-${kind}-ubyte`);
  const places = dataFolders(dataDir);
  for (const place of places) {
    const paths = await Promise.all(names.map((name) => presentFile(join(place, folder, name))));
    const [imagesPath, labelsPath] = paths;
    if (imagesPath === undefined || labelsPath === undefined) continue;
    const images = await readArray(imagesPath, 3);
    const labels = await readArray(labelsPath, 1);
    if (images.shape[0] !== labels.shape[0])
      throw new FormatError(
        `expected ${images.shape[0]} labels, one for each image, got ${labels.shape[0]}`,
        { file: labelsPath },
      );
    return { images, labels: labels.values };
  }
  throw new InputError(
    `${folder}: expected ${names.join(" and ")} (.gz) in a folder ${folder} of ${places.join(", ")}, found none; set SEPRANK_DATA or --data-dir`,
  );
}

async function presentFile(path: string): Promise<string | undefined> {
  for (const candidate of [`${path}.gz`, path]) if (await isFile(candidate)) return candidate;
  return undefined;
}

async function readArray(path: string, order: number): Promise<IdxArray> {
  try {
    return readIdx(await readFileBytes(path), order);
  } catch (error) {
    throw error instanceof FormatError ? error.inFile(path) : error;
  }
}
