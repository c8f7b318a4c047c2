import type {Activation} from "./layers/activations.js";
import type {ConvolutionShape} from "./layers/convolution.js";
import type {LstmShape} from "./layers/lstmPacking.js";
import type {PoolingShape} from "./layers/pooling.js";

/** A layer of a network to train, as plain data that a worker can be sent. */
export type LayerPlan =
  | {readonly kind: "dense"; readonly inputs: number; readonly units: number; readonly activation: Activation}
  | ({readonly kind: "convolution"; readonly activation: Activation} & ConvolutionShape)
  | ({readonly kind: "maxPooling" | "averagePooling"} & PoolingShape)
  | {readonly kind: "dropout"; readonly inputs: number; readonly rate: number}
  | {readonly kind: "columns"; readonly rows: number; readonly columns: number}
  | ({readonly kind: "bidirectional"} & LstmShape);

/** A network to train: its layers up to the logits, and which of its weights stay as they are. */
export interface NetworkPlan {
  readonly layers: readonly LayerPlan[];
  /** [weights], in the model's order: 0 for those that stay as they are, 1 for the others; undefined if all change. */
  readonly mask?: Float32Array | undefined;
}
