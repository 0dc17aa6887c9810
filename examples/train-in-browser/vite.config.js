// biome-ignore lint/style/noDefaultExport: vite reads the default export
export default {
  // The built page works from any folder of a server.
  base: "./",
  // The worker loads what it needs piece by piece: the readers of formats, TensorFlow.js and its backends.
  worker: { format: "es" },
};
