import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

// Real data for the tests: SEPRANK_DATA where it is set, else a folder of data sets beside the checkout, else none.
const beside = fileURLToPath(new URL("../../shared/datasets", import.meta.url));
if (process.env.SEPRANK_DATA === undefined && existsSync(beside)) process.env.SEPRANK_DATA = beside;
