import type {RecognizerClient} from "../../client.js";
import type {GradientMaps} from "./gradientMaps.js";
import type {Question} from "./backpropagate.js";

/**
 * Returns `askGradients` for a *trace* of the recognizer; its module is loaded by the first question. A page's own imports
 * are bundled with the page, even those on demand.
 */
export function gradientsOnDemand(
  trace: RecognizerClient["trace"]
): (run: string, image: Uint8Array, question: Question & {readonly classes: number}) => Promise<GradientMaps | null> {
  return async (...asked) => (await import("./askGradients.js")).askGradients(trace, ...asked);
}
