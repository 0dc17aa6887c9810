import type { Command } from "commander";
import { BACKEND_NAMES } from "../../src/nn/backend/backend-names.js";

/** Adds `--backend`, which takes any of them. */
export function addBackendOption(command: Command, what = "tensor backend"): Command {
  const names = `${BACKEND_NAMES.slice(0, -1).join(", ")} or ${BACKEND_NAMES[BACKEND_NAMES.length - 1]}`;
  return command.option("--backend <name>", `${what}: ${names}`, "auto");
}
