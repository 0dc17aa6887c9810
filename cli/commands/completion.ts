import { Argument, type Command } from "commander";

/** Declares `seprank completion`: its arguments, options and help. */
export function addCompletion(program: Command): void {
  program
    .command("completion")
    .description("print a script that completes commands, options and names in your shell")
    .addArgument(new Argument("<shell>", "the shell that reads it").choices(["bash", "zsh", "fish"]))
    .addHelpText(
      "after",
      `
Examples:
  $ source <(seprank completion bash)      # in ~/.bashrc
  $ source <(seprank completion zsh)       # in ~/.zshrc, after compinit
  $ seprank completion fish | source       # in ~/.config/fish/config.fish`,
    )
    .action(async (shell: "bash" | "zsh" | "fish") => {
      const { completion } = await import("../actions/completion.js");
      completion(program, shell);
    });
}
