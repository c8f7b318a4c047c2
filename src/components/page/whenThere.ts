import {html} from "htl";
import {whileLoading} from "./loading.js";
import {whenSeen} from "./whenSeen.js";

/** A value, or a function that loads it. */
export type Loadable<Value extends object> = Value | (() => Promise<Value>);

/**
 * Returns the rendered *value*. A value to be loaded is loaded when its place is seen, with a message that *what* is
 * loading.
 */
export function whenThere<Value extends object>(
  value: Loadable<Value>,
  what: string,
  render: (value: Value) => HTMLElement
): HTMLElement {
  if (typeof value !== "function") return render(value);
  const place = html`<div class="to-load"></div>`;
  void whenSeen(place).then(() => {
    place.classList.remove("to-load");
    place.append(whileLoading(what, value(), render));
  });
  return place;
}
