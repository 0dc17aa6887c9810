import { EXIT } from "./exit-codes.js";

/**
 * Says in one line why standard output cannot be written to: Node's own way is a stack.
 *
 * A reader that has seen enough (`| head`) closes the pipe: that is no failure. A terminal that was closed can be told nothing.
 */
export function guardStreams(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(EXIT.ok);
    const reason = error.code === "ENOSPC" ? "the disk is full" : error.message.split("\n", 1)[0];
    process.stderr.write(
      `seprank: standard output: cannot be written (${reason}); nothing more of it will come\n`,
    );
    process.exit(EXIT.failed);
  });
  process.stderr.on("error", () => undefined);
}
