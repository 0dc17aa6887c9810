import { type CompletionCommand, type Values, withDescendants } from "./describe-program.js";

/** A completion script for fish: `seprank completion fish | source`, or kept in `~/.config/fish/completions/seprank.fish`. */
export function fishCompletion(program: CompletionCommand): string {
  const commands = withDescendants(program);
  const paths = commands.filter(({ path }) => path.length > 0).map(({ path }) => quote(path.join(" ")));
  const lines = commands.flatMap((command) => {
    const at = `complete -c seprank -n ${quote(`__seprank_at ${quote(command.path.join(" "))}`)}`;
    return [
      ...command.commands.map(
        ({ path, summary }) => `${at} -f -a ${quote(path[path.length - 1])} -d ${quote(summary)}`,
      ),
      ...command.arguments.map((place) => `${at} ${values(place)}`),
      ...command.options.map(
        ({ flags, summary, value }) =>
          `${at} ${flags.map(flagOption).join(" ")} -d ${quote(summary)}${value === null ? "" : ` -r ${values(value)}`}`,
      ),
    ];
  });
  return `# fish completion of seprank: seprank completion fish | source
function __seprank_at
  set -l words (commandline -opc)
  set -l command
  for word in $words[2..-1]
    set -l longer (string join ' ' $command $word)
    contains -- $longer ${paths.join(" ")}; and set command $longer
  end
  test "$command" = "$argv[1]"
end
${lines.join("\n")}
`;
}

function flagOption(flag: string): string {
  return flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`;
}

function values({ names, path, list }: Values): string {
  const known =
    names.length === 0
      ? ""
      : list
        ? ` -a ${quote(`(__fish_complete_list , "string split ' ' '${names.join(" ")}'")`)}`
        : ` -a ${quote(names.join(" "))}`;
  if (path === "folder") return `-f -a '(__fish_complete_directories)'${known}`;
  return `${path === "file" ? "-F" : "-f"}${known}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
