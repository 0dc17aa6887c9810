import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Location, Mutant } from "@stryker-mutator/api/core";
import { Instrumenter } from "@stryker-mutator/instrumenter";

/** One change of the code: `original` at `location` (lines and columns from 0) of a file becomes `replacement`. */
export interface DrawnMutant {
  fileName: string;
  mutatorName: string;
  location: Location;
  original: string;
  replacement: string;
}

/**
 * Draws mutants of all files below a folder, each with the same chance. The order of the draw is that of a hash of the seed and the
 * change itself: a larger sample holds the smaller one, and a sample moves only where its code does.
 *
 * Left out are strings with a blank in them: they are sentences for people, whose wording no test should pin.
 */
export async function drawMutants(folder: string, sample: number, seed: number): Promise<DrawnMutant[]> {
  const occurrences = new Map<string, number>();
  const keyed = (await allMutants(folder)).map((mutant) => {
    const { fileName, mutatorName, original, replacement } = mutant;
    const change = [fileName, mutatorName, original, replacement].join("\0");
    const occurrence = occurrences.get(change) ?? 0;
    occurrences.set(change, occurrence + 1);
    return { mutant, key: createHash("sha256").update(`${seed}\0${change}\0${occurrence}`).digest("hex") };
  });
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
  return keyed.slice(0, sample).map(({ mutant }) => mutant);
}

/** All changes that Stryker knows for the files below a folder. */
export async function allMutants(folder: string): Promise<DrawnMutant[]> {
  const contents = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (file.endsWith(".ts") && !file.endsWith(".generated.ts"))
      contents.set(file, readFileSync(file, "utf8"));
  }
  const files = [...contents]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, content]) => ({ name, content, mutate: true }));
  const { mutants } = await new Instrumenter(silent).instrument(files, {
    plugins: null,
    excludedMutations: [],
    ignorers: [],
  });
  return mutants
    .map(({ fileName, mutatorName, location, replacement }) => ({
      fileName,
      mutatorName,
      location,
      original: textAt(contents.get(fileName)!, location),
      replacement,
    }))
    .filter(({ mutatorName, original }) => mutatorName !== "StringLiteral" || !original.includes(" "));
}

/** Names a change by its place; equal for the drawn mutant and Stryker's own. */
export function placeOf(
  mutant: Pick<Mutant, "fileName" | "location" | "mutatorName" | "replacement">,
): string {
  const { start, end } = mutant.location;
  const range = [start.line, start.column, end.line, end.column].join(":");
  return [resolve(mutant.fileName), range, mutant.mutatorName, mutant.replacement].join(" ");
}

function textAt(content: string, { start, end }: Location): string {
  const lines = content.split("\n").slice(start.line, end.line + 1);
  lines[lines.length - 1] = lines[lines.length - 1].slice(0, end.column);
  lines[0] = lines[0].slice(start.column);
  return lines.join("\n");
}

const nothing = () => {};
const silent = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
};
