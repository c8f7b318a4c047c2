import {html} from "htl";
import {whileLoading} from "./loading.js";
import {whenSeen} from "./whenSeen.js";

/** A value, or a function that loads it. */
export type Loadable<Value extends object> = Value | (() => Promise<Value>);

/**
 * Returns the rendered *value*. A value to be loaded is loaded when its place is seen, with a message that *what* is
 * loading; by its *room*, styles set `--room`, the height that is kept for it until then.
 */
export function whenThere<Value extends object>(
  value: Loadable<Value>,
  what: string,
  render: (value: Value) => HTMLElement,
  room?: string
): HTMLElement {
  if (typeof value !== "function") return render(value);
  const place = html`<div class="to-load" data-room=${room}></div>`;
  void whenSeen(place).then(() => {
    const loaded = value();
    place.append(whileLoading(what, loaded, render));
    const settle = () => place.classList.remove("to-load");
    loaded.then(settle, settle);
  });
  return place;
}
