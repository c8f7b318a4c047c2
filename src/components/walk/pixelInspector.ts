import {html} from "htl";
import {valueImage} from "../network/valueImage.js";

/** A picture whose pixels can be read one by one. */
export interface PixelInspector extends HTMLElement {
  show(image: Uint8Array): void;
}

/** The change of row and column by arrow key. */
const MOVES: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1]
};

/** Returns a picture of *side* × *side* values, 0 to 255, that says the value under the pointer or the cursor. */
export function pixelInspector({side, label}: {side: number; label: string}): PixelInspector {
  const picture = valueImage();
  const cursor = html`<span class="pixel-cursor" aria-hidden="true"></span>`;
  const output = html`<output class="pixel-output"></output>`;
  const grid = html`<div
    class="pixel-grid"
    role="application"
    tabindex="0"
    aria-label=${`${label}: read them with the arrow keys`}
  >
    ${picture}${cursor}
  </div>`;
  let at: readonly [row: number, column: number] = [side / 2, side / 2];
  let image = new Uint8Array(side * side);

  function point(row: number, column: number): void {
    at = [Math.max(0, Math.min(side - 1, row)), Math.max(0, Math.min(side - 1, column))];
    const value = image[at[0] * side + at[1]]!;
    cursor.style.cssText = `left:${(100 * at[1]) / side}%;top:${(100 * at[0]) / side}%;width:${100 / side}%;height:${100 / side}%`;
    output.textContent = `Row ${at[0] + 1}, column ${at[1] + 1}: ${value} of 255, given to the network as ${(value / 255).toFixed(3)}`;
  }

  grid.addEventListener("pointermove", ({clientX, clientY}) => {
    const {left, top, width, height} = grid.getBoundingClientRect();
    point(Math.floor((side * (clientY - top)) / height), Math.floor((side * (clientX - left)) / width));
  });
  grid.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    point(at[0] + move[0], at[1] + move[1]);
  });
  return Object.assign(html`<div class="pixel-inspector">${grid}${output}</div>`, {
    show: (next: Uint8Array) => {
      image = Uint8Array.from(next);
      picture.show(image, {width: side, height: side, reach: 255});
      point(...at);
    }
  });
}
