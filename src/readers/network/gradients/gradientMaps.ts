import type {TracedLayer} from "../../classifier.js";
import {answerOf, backpropagate, type Question} from "./backpropagate.js";
import {gradCam, type ActivationMap} from "./gradCam.js";

/** What a network's own gradients say about an answer. */
export interface GradientMaps {
  /** [784], nats per full ink: how much the score of the class rises with a little more ink in a pixel. */
  readonly gradient: Float32Array;
  /** Grad-CAM of the last convolution; undefined for a network without one. */
  readonly activation: ActivationMap | undefined;
  /** Whether the answer is the mean of several networks'. */
  readonly isMean: boolean;
}

/**
 * Returns the gradient of a network's score for a class, and its Grad-CAM, from its traced *layers*, with weights, for
 * an *image*, [784] in [0, 1], as `backpropagate` does; undefined for layers without an answer over as many *classes*.
 * @throws RangeError for layers without their weights
 */
export function gradientMaps(
  layers: readonly TracedLayer[],
  image: Float32Array,
  question: Question,
  classes: number
): GradientMaps | undefined {
  const gradients = backpropagate(layers, image, question, classes);
  if (!gradients) return undefined;
  const answer = answerOf(layers, classes)!;
  return {
    gradient: gradients.image,
    activation: gradCam(layers, answer, gradients.outputs),
    isMean: answer.kind === "Average"
  };
}
