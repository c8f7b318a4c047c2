import {html} from "htl";
import type {KeptDrawing} from "../../characters/drawings.js";
import {emptyState} from "../page/emptyState.js";
import {whenSeen} from "../page/whenSeen.js";
import type {TuningOptions} from "./tuningPanel.js";

/** What tells of the visitor's drawings: an element that dispatches `drawings` whenever they change. */
export interface DrawingsSource extends EventTarget {
  readonly drawings: readonly KeptDrawing[];
}

/**
 * Returns the section in which a visitor tunes a network on the drawings of *source*. What that takes is loaded once there
 * are drawings and the section is near, or at once if a network was tuned before.
 */
export function tuningSection(source: DrawingsSource, options: TuningOptions): HTMLElement {
  const place = html`<div class="tuning-place"><p>Correct 5 digits above to begin.</p></div>`;
  const section = html`<section class="tuning" aria-label="Fine-tuning">
    <h2>Fine-tune on your corrections</h2>
    <p>
      Your corrected drawings train the network’s last layer, in this browser, so that it reads your hand with fewer
      mistakes.
    </p>
    ${place}
  </section>`;
  let isLoading = false;

  async function load(): Promise<void> {
    if (isLoading || !(source.drawings.length || options.kept)) return;
    isLoading = true;
    await whenSeen(section);
    try {
      const {tuningPanel} = await import("./tuningPanel.js");
      const panel = tuningPanel(options);
      const update = () => panel.update(source.drawings);
      source.addEventListener("drawings", update);
      update();
      place.replaceChildren(panel);
    } catch {
      isLoading = false; // the next drawing tries again
      place.replaceChildren(emptyState("What fine-tuning takes did not arrive. Reload the page to try again."));
    }
  }

  source.addEventListener("drawings", () => void load());
  void load();
  return section;
}
