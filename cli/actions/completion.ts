import type { Command } from "commander";
import { catalog } from "../../datasets/store/catalog.js";
import { BACKEND_NAMES } from "../../src/nn/backend/backend-names.js";
import { IMAGE_MODEL_NAMES } from "../../src/nn/images/image-model-names.js";
import { MODEL_NAMES } from "../../src/nn/models/model-names.js";
import { methodNames } from "../../src/sparsify/catalog.js";
import { bashCompletion } from "../completion/bash.js";
import { describeProgram } from "../completion/describe-program.js";
import { fishCompletion } from "../completion/fish.js";
import { zshCompletion } from "../completion/zsh.js";

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** `seprank completion`: prints the completion script of a shell. */
export function completion(program: Command, shell: keyof typeof SHELLS): void {
  process.stdout.write(SHELLS[shell](describeProgram(program, namesOf)));
}

/** The names that an option or argument is known to take, beside what it says itself. */
function namesOf(what: string): readonly string[] {
  return NAMES[what] ?? [];
}

const DATASETS = catalog.map(({ name }) => name);
const METHODS = methodNames();
const PARTITIONS = ["label", "community", "component", "bridge", "cut"];

const NAMES: Readonly<Record<string, readonly string[]>> = {
  GRAPH: DATASETS,
  A: DATASETS,
  B: DATASETS,
  name: DATASETS,
  "--method": METHODS,
  "--methods": METHODS,
  "--baseline": METHODS,
  "--model": [...MODEL_NAMES, ...IMAGE_MODEL_NAMES],
  "--models": MODEL_NAMES,
  "--backend": BACKEND_NAMES,
  "--partitions-by": PARTITIONS,
};
