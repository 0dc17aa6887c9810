import type { Command, Option } from "commander";

/**
 * Options that a command cannot do without, and what is missing of them.
 *
 * Commander's own required options are missed before an unknown option is seen: of `--methd` it would say that `--method` is missing.
 * And it names one missing thing at a time. Here an unknown option comes first, and what is missing is told at once.
 */
const required = new WeakMap<Command, string[]>();

/** Marks options, by their long names, as ones that must be given; of "--a|--b" one. @returns the command */
export function requireOptions(command: Command, ...names: readonly string[]): Command {
  required.set(command, [...(required.get(command) ?? []), ...names]);
  return command;
}

/** The arguments and options that a parsed command lacks, in words: "GRAPH, --method <name> and -o <file>"; null where none. */
export function missingInput(command: Command): string | null {
  const parts = command.registeredArguments
    .slice(command.args.length)
    .filter((argument) => argument.required)
    .map((argument) => argument.name());
  for (const names of required.get(command) ?? []) {
    const options = names.split("|").map((name) => optionNamed(command, name));
    if (options.every((option) => command.getOptionValue(option.attributeName()) === undefined))
      parts.push(options.map(({ flags }) => flags.replace(/^(-\w), --[\w-]+/, "$1")).join(" or "));
  }
  if (parts.length === 0) return null;
  return parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;
}

function optionNamed(command: Command, name: string): Option {
  const option = command.options.find(({ long }) => long === name);
  if (option === undefined) throw new Error(`${command.name()} has no option ${name}`);
  return option;
}
