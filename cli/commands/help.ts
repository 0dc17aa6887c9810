import type { Command } from "commander";
import { nearestName } from "../../src/graph/nearest-name.js";
import { UsageError } from "../terminal/exit.js";

/** `help datasets fetch`: what `datasets fetch --help` prints. */
export function addHelp(program: Command): void {
  program
    .command("help")
    .description("print the help of a command")
    .argument("[command...]", "its name")
    .addHelpText(
      "after",
      `
Examples:
  $ seprank help sparsify
  $ seprank help datasets make pathfinder`,
    )
    .action((path: readonly string[]) => commandAt(program, path).outputHelp());
}

function commandAt(program: Command, path: readonly string[]): Command {
  let found = program;
  for (const [depth, name] of path.entries()) {
    const names = found.commands.map((command) => command.name());
    const next = found.commands.find((command) => command.name() === name);
    if (next === undefined) {
      const group = path.slice(0, depth).join(" ");
      const place = group === "" ? "" : ` of ${group}`;
      const known =
        names.length === 0 ? "it has none" : `did you mean ${nearestName(name, names)}? ${names.join(", ")}`;
      throw new UsageError(`help: expected a command${place}, got "${name}"; ${known}`);
    }
    found = next;
  }
  return found;
}
