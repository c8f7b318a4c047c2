import {createConvolution} from "./layers/convolution.js";
import {createDense} from "./layers/dense.js";
import type {EngineLayer, Take} from "./layers/layer.js";
import type {LayerPlan} from "./networkPlan.js";

/** Returns the layer that *plan* describes, for at most *most* images at a time. */
export function createLayer(plan: LayerPlan, most: number, take: Take): EngineLayer {
  switch (plan.kind) {
    case "dense":
      return createDense(plan, take);
    case "convolution":
      return createConvolution(plan, most, take);
  }
}
