import type { Experiment } from "../../runs/experiment.js";

export const TABLE_5_1: Experiment = Object.freeze({
  title: "Graph networks fit better where the essential partition has a higher walk index",
  source: "thesis Table 5.1, section 5.4.3, appendix D.6.2.1",
  data: ["fashion-mnist"],
  load: () => import("./cliques-by-walk-index.js").then((m) => m.run),
});
