import {normalize} from "../../../ink/image/grid.js";
import type {RecognizerClient} from "../../client.js";
import type {Question} from "./backpropagate.js";
import {gradientMaps, type GradientMaps} from "./gradientMaps.js";

/**
 * Resolves to a run's gradients for an *image*, [784], 0 to 255, as `gradientMaps` gives them; null for a reader without
 * layers that *trace* can follow. A module of its own, which a page loads when it is first asked for.
 */
export async function askGradients(
  trace: RecognizerClient["trace"],
  run: string,
  image: Uint8Array,
  {classes, ...question}: Question & {readonly classes: number}
): Promise<GradientMaps | null> {
  const layers = await trace(run, image, true);
  return (layers && gradientMaps(layers, normalize(image), question, classes)) ?? null;
}
