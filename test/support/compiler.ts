import { fileURLToPath } from "node:url";

/** TypeScript's compiler, to be run by Node. */
export const COMPILER = fileURLToPath(new URL("../../node_modules/typescript-7/bin/tsc", import.meta.url));
