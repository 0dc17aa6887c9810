import { ginLayer } from "../layers/gin-layer.js";
import { neighborMatrix } from "../layers/neighbor-matrix.js";
import type { ModelDefinition } from "./model.js";
import { vertexClassifier } from "./vertex-classifier.js";

/**
 * The graph isomorphism network with epsilon fixed to zero (GIN-0), otherwise as {@link gin}.
 *
 * Source: Xu et al., "How Powerful are Graph Neural Networks?" (2019), section 7; Razin, "Understanding Deep Learning
 * via Notions of Rank" (2024), appendix D.6.2.1 (Table 5.1).
 */
export const gin0: ModelDefinition = Object.freeze({
  aggregationMatrix: neighborMatrix,
  symmetric: true,
  edgeMask: "entries",
  create: vertexClassifier((inputs, outputs, random) =>
    ginLayer(inputs, outputs, random, { trainEpsilon: false }),
  ),
});
