import {html} from "htl";

/** Returns a circle, *radius* in fractions of the side of *surface*, that is at the pointer while that erases. */
export function eraserCursor(surface: HTMLElement, radius: number): HTMLElement {
  const cursor = html`<span class="ink-eraser" style=${`width: ${200 * radius}%`} aria-hidden="true" hidden></span>`;
  const follow = ({clientX, clientY}: PointerEvent) => {
    if (!surface.hasAttribute("data-erasing")) return;
    const {left, top, width} = surface.getBoundingClientRect();
    cursor.hidden = false;
    cursor.style.left = `${(100 * (clientX - left)) / width}%`;
    cursor.style.top = `${(100 * (clientY - top)) / width}%`;
  };
  surface.addEventListener("pointerdown", follow);
  surface.addEventListener("pointermove", follow);
  surface.addEventListener("pointerleave", () => (cursor.hidden = true));
  return cursor;
}
