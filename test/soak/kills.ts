import { cpSync, rmSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import type { Random } from "../../src/random.js";
import {
  type Ending,
  endOf,
  expectSame,
  fail,
  killGroup,
  newFolder,
  runCommand,
  startCommand,
} from "./processes.js";

/** A command whose result must not depend on being killed. */
export interface Resumable {
  readonly args: readonly string[];
  /** Makes the input in a folder. */
  prepare(folder: string): Promise<void>;
  /** What the run gave, to be compared: all of it but what depends on the clock. */
  result(folder: string, ending: Ending): unknown;
  /** Looks at what a killed run left; throws where it is half of something. */
  inspect?(folder: string): void;
}

/** A folder's run is killed so often, then left to end. */
const KILLS_A_FOLDER = 3;

/**
 * Runs a command undisturbed, then kills it at random moments (with all its processes, by SIGKILL) and starts it again, until it ends: the
 * result must be the same.
 *
 * @param kills that must have hit a running process
 * @returns what was done, in a sentence
 */
export async function killAtRandom(
  { args, prepare, result, inspect }: Resumable,
  kills: number,
  random: Random,
): Promise<string> {
  const origin = newFolder();
  await prepare(origin);
  const whole = newFolder();
  cpSync(origin, whole, { recursive: true });
  const began = Date.now();
  const undisturbed = await runCommand(args, { folder: whole });
  const duration = Date.now() - began;
  if (undisturbed.code !== 0) fail(`undisturbed, it ended with ${undisturbed.code}: ${undisturbed.stderr}`);
  const expected = result(whole, undisturbed);
  let killed = 0;
  let folders = 0;
  while (killed < kills) {
    const folder = newFolder();
    folders++;
    cpSync(origin, folder, { recursive: true });
    let ended = false;
    for (let k = 0; k < KILLS_A_FOLDER && killed < kills && !ended; k++) {
      const child = startCommand(args, { folder });
      const ending = endOf(child);
      await Promise.race([ending, setTimeout(random.uniform() * 1.05 * duration)]);
      killGroup(child);
      const { signal, code, stderr } = await ending;
      if (signal === "SIGKILL") killed++;
      else if (code === 0) ended = true;
      else fail(`in ${folder} it ended with ${code}: ${stderr}`);
      inspect?.(folder);
    }
    const last = await runCommand(args, { folder });
    if (last.code !== 0) fail(`in ${folder}, after kills, it ended with ${last.code}: ${last.stderr}`);
    expectSame(`${folder}, after kills`, result(folder, last), expected);
    rmSync(folder, { recursive: true });
  }
  rmSync(origin, { recursive: true });
  rmSync(whole, { recursive: true });
  return `${killed} kills in ${folders} folders, the same result in each`;
}
