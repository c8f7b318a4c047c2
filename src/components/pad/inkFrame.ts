import {html} from "htl";
import type {Box} from "../../ink/image/image.js";

/** A frame around a part of the ink. */
export interface InkBox extends Box {
  readonly chosen: boolean;
}

/** Returns the frame of a box, half the pen's width and a bit outside it, as boxes are around the middle of the ink. */
export function inkFrame({x, y, width, height, chosen}: InkBox, penWidth: number): HTMLElement {
  const [percent, margin] = [(share: number) => `${(100 * share).toFixed(2)}%`, 0.75 * penWidth];
  const style = `left: ${percent(x - margin)}; top: ${percent(y - margin)}; width: ${percent(width + 2 * margin)}; height: ${percent(height + 2 * margin)}`;
  return html`<span class="ink-box" data-chosen=${chosen ? "" : null} style=${style}></span>`;
}
