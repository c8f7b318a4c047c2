import {html} from "htl";
import {whileLoading} from "./loading.js";
import {whenSeen} from "./whenSeen.js";

/** Something that is there, or is loaded when it is seen. */
export type Loadable<Value extends object> = Value | (() => Promise<Value>);

/** Returns what *render* makes of a *value*; where it is loaded, that begins when its place is seen, and *what* is said of it. */
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
