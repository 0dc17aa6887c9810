// Downloads one file in a process of its own, to be killed: its catalogue entry as JSON, and where it goes.
import { downloadFile } from "../../datasets/store/download.js";

const [entry, path] = process.argv.slice(2);
await downloadFile(JSON.parse(entry), path);
