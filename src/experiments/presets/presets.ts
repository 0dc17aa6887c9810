import { InputError } from "../../errors.js";
import type { Preset } from "./preset.js";

/** The experiments of the papers, by name. To add one: a module with a function `run`, an entry here, a test of its smallest form. */
export const presets: Readonly<Record<string, Preset>> = Object.freeze({});

/** @throws InputError that names the known experiments */
export function presetNamed(name: string): Preset {
  if (Object.hasOwn(presets, name)) return presets[name];
  throw new InputError(`experiment: expected one of ${Object.keys(presets).join(", ")}, got "${name}"`);
}
