import { type CompletionCommand, type Values, withDescendants } from "./describe-program.js";

/** A completion script for bash, to be read by it: `source <(seprank completion bash)`. */
export function bashCompletion(program: CompletionCommand): string {
  const commands = withDescendants(program);
  const named = commands.filter(({ path }) => path.length > 0);
  const valueCases = commands.flatMap(({ path, options }) =>
    options.flatMap(({ flags, value }) =>
      value === null
        ? []
        : [`    ${flags.map((flag) => quote(`${path.join(" ")}|${flag}`)).join(" | ")}) ${reply(value)} ;;`],
    ),
  );
  const wordCases = commands.map(({ path, options, arguments: places, commands: below }) => {
    const flags = options.flatMap((option) => option.flags).join(" ");
    const names = [...below.map((command) => command.path[command.path.length - 1])];
    const place = places[0];
    const others = [...names, ...(place?.names ?? [])].join(" ");
    const files = place?.path == null ? "" : ` ${FILES[place.path]}`;
    return `    ${quote(path.join(" "))})
      if [[ $current == -* ]]; then _seprank_names ${quote(flags)}; else _seprank_names ${quote(others)};${files === "" ? "" : `${files};`} fi ;;`;
  });
  return `# bash completion of seprank: source <(seprank completion bash)
_seprank_names() { COMPREPLY+=($(compgen -W "$1" -- "$current")); }
_seprank_list() {
  local before=""
  [[ $current == *,* ]] && before="\${current%,*},"
  COMPREPLY+=($(compgen -P "$before" -W "$1" -- "\${current##*,}"))
  compopt -o nospace
}
_seprank_files() {
  local file
  compopt -o filenames
  while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen "$1" -- "$current")
}
_seprank() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} command="" k
  COMPREPLY=()
  for ((k = 1; k < COMP_CWORD; k++)); do
    case "\${command:+$command }\${COMP_WORDS[k]}" in
      ${named.map(({ path }) => quote(path.join(" "))).join(" | ")})
        command="\${command:+$command }\${COMP_WORDS[k]}" ;;
    esac
  done
  case "$command|$previous" in
${valueCases.join("\n")}
    *)
  case "$command" in
${wordCases.join("\n")}
  esac ;;
  esac
}
complete -F _seprank seprank
`;
}

const FILES = { file: "_seprank_files -f", folder: "_seprank_files -d" };

function reply({ names, path, list }: Values): string {
  const words =
    names.length === 0 ? [] : [`${list ? "_seprank_list" : "_seprank_names"} ${quote(names.join(" "))}`];
  const parts = [...words, ...(path === null ? [] : [FILES[path]])];
  return parts.length === 0 ? ":" : parts.join("; ");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
