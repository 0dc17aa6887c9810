import type { Command } from "commander";
import { readGlobals } from "../options/globals.js";

/** Declares `seprank doctor`: its arguments, options and help. */
export function addDoctor(program: Command): void {
  const command = program
    .command("doctor")
    .description("which backends load on this machine, and how fast each of them trains")
    .addHelpText(
      "after",
      `
Every backend trains a GCN (3 layers of width 64) on a generated graph of Cora's size for two thirds of a
second. A backend that does not load is no failure as long as another does what --backend auto asks for.

Examples:
  $ seprank doctor
  $ seprank doctor --json`,
    )
    .action(async () => {
      const { doctor } = await import("../actions/doctor.js");
      await doctor(readGlobals(command));
    });
}
