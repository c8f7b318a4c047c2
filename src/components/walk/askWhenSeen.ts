import {whenSeen} from "../page/whenSeen.js";
import type {Walk} from "../network/followWalk.js";

/** Returns a *figure* that needs the answer of the walk's run; the run is asked when the figure is about to be seen. */
export function askWhenSeen(walk: Walk, figure: HTMLElement): HTMLElement {
  void whenSeen(figure).then(() => walk.ask());
  return figure;
}
