import {createBidirectional} from "./layers/bidirectional.js";
import {createColumns} from "./layers/columns.js";
import {createConvolution} from "./layers/convolution.js";
import {createDense} from "./layers/dense.js";
import {createDropout} from "./layers/dropout.js";
import type {EngineLayer, Take} from "./layers/layer.js";
import {createAveragePooling, createMaxPooling} from "./layers/pooling.js";
import type {LayerPlan} from "./networkPlan.js";

/** Returns the layer that *plan* describes, for at most *most* images at a time. */
export function createLayer(plan: LayerPlan, most: number, take: Take): EngineLayer {
  switch (plan.kind) {
    case "dense":
      return createDense(plan, take);
    case "convolution":
      return createConvolution(plan, most, take);
    case "maxPooling":
      return createMaxPooling(plan);
    case "averagePooling":
      return createAveragePooling(plan);
    case "dropout":
      return createDropout(plan);
    case "columns":
      return createColumns(plan, take);
    case "bidirectional":
      return createBidirectional(plan, most, take);
  }
}
