import {html} from "htl";

/** A tooltip on a map. */
export interface MapTip {
  readonly element: HTMLElement;
  /** Shows the tooltip of a *row* beside a point of a surface of *side* CSS pixels; hides it where no row is given. */
  show(row: number | undefined, at?: readonly [number, number], side?: number): void;
}

/** The distance of the tooltip from the pointer, in CSS pixels. */
const GAP = 16;

/** Returns a tooltip with what *describe* returns for a row. */
export function mapTip(describe: (row: number) => Node): MapTip {
  const element = html`<div class="map-tip" hidden></div>`;
  let shown: number | undefined;
  return {
    element,
    show(row, [x, y] = [0, 0], side = 0) {
      element.hidden = row === undefined;
      if (row === undefined) return;
      if (row !== shown) element.replaceChildren(describe(row));
      shown = row;
      const isRight = x > side / 2;
      element.style.transform = `translate(${x + (isRight ? -GAP : GAP)}px, ${y}px) translate(${isRight ? "-100%" : "0"}, -50%)`;
    }
  };
}
