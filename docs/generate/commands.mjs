/** A page for every command, from the definitions that make `--help`. */
import { writeFile } from "node:fs/promises";
import { createProgram } from "../../dist/cli/program.js";
import { code, escaped, fence, table } from "./markdown.mjs";

export async function writeCommands(folder) {
  const program = createProgram();
  for (const command of program.commands)
    await writeFile(`${folder}/${command.name()}.md`, page(command, program));
  await writeFile(`${folder}/index.md`, index(program));
}

function index(program) {
  return `# Command line

${escaped(program.description())}

${table(
  ["command", "what it does"],
  program.commands.map((command) => [
    `[${code(command.name())}](./${command.name()}.md)`,
    escaped(command.description()),
  ]),
)}

## Options of every command

${optionTable(program.options)}

## Notes

${fence("text", afterText(program))}

These pages are made from the same definitions as \`seprank COMMAND --help\`. In a clone, after \`npm ci\`, run the command as \`npx seprank\`.
`;
}

function page(command, program) {
  const parts = [`# ${fullName(command, program)}`, "", describe(command, program, "##")];
  for (const sub of command.commands)
    parts.push("", `## ${fullName(sub, program)}`, "", describe(sub, program, "###"));
  parts.push("", "Options of every command are on [the overview](./index.md#options-of-every-command).", "");
  return parts.join("\n");
}

function describe(command, program, heading) {
  // Headings of a page differ, so that each has an address of its own.
  const suffix = command.parent === program ? "" : ` of ${command.name()}`;
  const parts = [
    sentence(command.description()),
    fence("text", `${fullName(command, program)} ${command.usage()}`),
  ];
  const args = command.registeredArguments.filter(({ description }) => description);
  if (args.length > 0)
    parts.push(
      `${heading} Arguments${suffix}`,
      table(
        ["argument", "meaning"],
        args.map((argument) => [code(argument.name()), escaped(argument.description)]),
      ),
    );
  const options = command.options.filter(({ hidden }) => !hidden);
  if (options.length > 0) parts.push(`${heading} Options${suffix}`, optionTable(options));
  const after = afterText(command);
  if (after !== "") parts.push(`${heading} Notes and examples${suffix}`, fence("text", after));
  return parts.join("\n\n");
}

function optionTable(options) {
  return table(
    ["option", "meaning"],
    options.map(({ flags, description, argChoices, defaultValue, mandatory }) => {
      const more = [
        ...(argChoices ? [`one of ${argChoices.join(", ")}`] : []),
        ...(defaultValue === undefined || defaultValue === false
          ? []
          : [`default: ${JSON.stringify(defaultValue)}`]),
        ...(mandatory ? ["required"] : []),
      ];
      return [code(flags.replaceAll("|", "\\|")), escaped([description, ...more].join("; "))];
    }),
  );
}

function fullName(command, program) {
  return command === program ? program.name() : `${fullName(command.parent, program)} ${command.name()}`;
}

/** What `--help` prints after usage, arguments and options. */
function afterText(command) {
  let all = "";
  command.configureOutput({
    writeOut: (text) => {
      all += text;
    },
  });
  command.outputHelp();
  return all.slice(command.helpInformation().length).trim();
}

function sentence(text) {
  return `${text[0].toUpperCase()}${escaped(text.slice(1))}.`;
}
