import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { InputError } from "../../src/errors.js";

/**
 * Checks before long work that there is a folder for its result.
 *
 * @param option that the file was given with, for the message
 * @throws InputError where the folder is not there, or the file's name is a folder's
 */
export async function checkOutputFolder(option: string, file: string): Promise<void> {
  const present = await stat(file).catch(() => undefined);
  if (present?.isDirectory())
    throw new InputError(`${option} ${file}: expected the name of a file, this is a folder`);
  const folder = await stat(dirname(file)).catch(() => undefined);
  if (folder?.isDirectory() !== true)
    throw new InputError(`${option} ${file}: folder ${dirname(file)} does not exist; create it first`);
}
