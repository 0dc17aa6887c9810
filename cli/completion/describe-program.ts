import type { Argument, Command, Option } from "commander";

/** What may be written at a place of the command line. */
export interface Values {
  /** names that are known; none where anything may be written */
  readonly names: readonly string[];
  /** whether a file or a folder may be named */
  readonly path: "file" | "folder" | null;
  /** several names, separated by commas */
  readonly list: boolean;
  /** what the help calls it */
  readonly title: string;
}

/** An option, for completion. */
export interface CompletionOption {
  readonly flags: readonly string[];
  readonly summary: string;
  /** null where the option takes no value */
  readonly value: Values | null;
}

/** A command with those below it, for completion. */
export interface CompletionCommand {
  /** the words that name it, without the program's own: ["datasets", "fetch"] */
  readonly path: readonly string[];
  readonly summary: string;
  readonly options: readonly CompletionOption[];
  readonly arguments: readonly Values[];
  readonly commands: readonly CompletionCommand[];
}

/**
 * A program's commands and options as the scripts for shells need them: read from the definitions that parse the command line and
 * print its help, so that they cannot differ.
 *
 * @param namesOf what is known of the names that an option (`--method`) or argument (`GRAPH`) takes
 */
export function describeProgram(
  program: Command,
  namesOf: (name: string) => readonly string[],
): CompletionCommand {
  const help = program.createHelp();
  const describe = (
    command: Command,
    path: readonly string[],
    inherited: readonly CompletionOption[],
  ): CompletionCommand => {
    const own = help.visibleOptions(command).map((option) => describeOption(option, namesOf));
    const known = new Set(own.flatMap(({ flags }) => flags));
    const options = [...own, ...inherited.filter(({ flags }) => !flags.some((flag) => known.has(flag)))];
    // The version is the program's alone.
    const below = options.filter(({ flags }) => !flags.includes("--version"));
    return {
      path,
      summary: command.description(),
      options,
      arguments: command.registeredArguments.map((argument) => describeArgument(argument, namesOf)),
      commands: help
        .visibleCommands(command)
        .map((subcommand) => describe(subcommand, [...path, subcommand.name()], below)),
    };
  };
  return describe(program, [], []);
}

/** A command and all below it. */
export function withDescendants(command: CompletionCommand): CompletionCommand[] {
  return [command, ...command.commands.flatMap(withDescendants)];
}

function describeOption(option: Option, namesOf: (name: string) => readonly string[]): CompletionOption {
  const [, title] = /[<[]([^>\]]+)[>\]]/.exec(option.flags) ?? [];
  const flags = [option.short, option.long].filter((flag) => flag !== undefined);
  const names = option.argChoices ?? namesOf(option.long ?? "");
  return {
    flags,
    summary: option.description,
    value: title === undefined ? null : valuesOf(title, names),
  };
}

function describeArgument(argument: Argument, namesOf: (name: string) => readonly string[]): Values {
  const title = argument.name();
  const values = valuesOf(title, argument.argChoices ?? namesOf(title));
  return GRAPHS.test(title) ? { ...values, path: "file" } : values;
}

/** Arguments that are the name of a data set or a file. */
const GRAPHS = /^(GRAPH|A|B)\b/;

function valuesOf(title: string, names: readonly string[]): Values {
  const path = /file|graph/i.test(title) ? "file" : /folder/i.test(title) ? "folder" : null;
  return { names, path, list: /s$/.test(title) && names.length > 0, title };
}
