import { FormatError } from "../../src/errors.js";
import { readFileBytes } from "../../src/files.js";
import { decodeModel } from "../../src/nn/models/model-file.js";

/** Reads a file that `train --save` wrote. @throws InputError or FormatError naming the file */
export async function loadModel(path: string): Promise<ReturnType<typeof decodeModel>> {
  try {
    return decodeModel(await readFileBytes(path));
  } catch (error) {
    throw error instanceof FormatError ? error.inFile(path) : error;
  }
}
