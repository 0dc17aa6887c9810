/** Where the thread of `readTableApart` begins: beside this file once it is compiled. */
export const TABLE_WORKER = new URL("./table-worker.js", import.meta.url);
