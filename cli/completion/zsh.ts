import {
  type CompletionCommand,
  type CompletionOption,
  type Values,
  withDescendants,
} from "./describe-program.js";

/** A completion script for zsh: to be kept as `_seprank` in a folder of `$fpath`, or read by `source <(seprank completion zsh)`. */
export function zshCompletion(program: CompletionCommand): string {
  return `#compdef seprank
# zsh completion of seprank: source <(seprank completion zsh)
${withDescendants(program).map(commandFunction).join("\n")}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _seprank "$@"
else
  compdef _seprank seprank
fi
`;
}

function commandFunction({ path, options, arguments: places, commands }: CompletionCommand): string {
  const lines = options.map(optionSpec);
  const below = commands.map((command) => command.path[command.path.length - 1]);
  if (commands.length > 0) lines.push("'1: :->command'", "'*:: :->rest'");
  else lines.push(...places.map((place, k) => argumentSpec(place, k === places.length - 1)));
  const states =
    commands.length === 0
      ? ""
      : `
  case $state in
    command)
      local -a commands=(
${commands.map(({ summary }, k) => `        ${quote(`${below[k]}:${summary}`)}`).join("\n")}
      )
      _describe command commands ;;
    rest)
      case $line[1] in
${commands.map((command, k) => `        ${below[k]}) ${functionName(command.path)} ;;`).join("\n")}
      esac ;;
  esac`;
  return `${functionName(path)}() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -C \\
    ${lines.join(" \\\n    ")}${states}
}`;
}

function functionName(path: readonly string[]): string {
  return ["_seprank", ...path].join("_").replaceAll("-", "_");
}

function optionSpec({ flags, summary, value }: CompletionOption): string {
  const text = `[${summary.replaceAll(/[[\]\\]/g, "\\$&")}]${value === null ? "" : `:${title(value)}:${action(value)}`}`;
  if (flags.length === 1) return quote(`${flags[0]}${text}`);
  return `${quote(`(${flags.join(" ")})`)}{${flags.join(",")}}${quote(text)}`;
}

function argumentSpec(value: Values, last: boolean): string {
  return quote(`${last ? "*" : ""}:${title(value)}:${action(value)}`);
}

function title({ title: text }: Values): string {
  return text.replaceAll(":", "\\:");
}

function action({ names, path, list }: Values): string {
  const files = path === null ? null : path === "folder" ? "_files -/" : "_files";
  if (names.length === 0) return files ?? " ";
  if (list) return `_values -s , name ${names.join(" ")}`;
  if (files === null) return `(${names.join(" ")})`;
  return `_alternative "names:name:(${names.join(" ")})" "files:file:${files}"`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
