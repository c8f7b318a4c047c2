import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import {download} from "../inputs/download.js";
import {countedIn} from "./duelScores.js";
import type {Tally} from "./duelTally.js";
import {tallyCsv} from "./tallyCsv.js";
import {tallySentence} from "./tallySentence.js";

/** What the visitor's drawings say of the systems so far. */
export interface TallyLine extends HTMLElement {
  update(tally: Tally): void;
}

/** Returns a sentence on the tally with what can be done with it; *onClear* is called when it is to be forgotten. */
export function tallyLine(titles: ReadonlyMap<string, string>, classes: Alphabet, onClear: () => void): TallyLine {
  let shown: Tally = [];
  const sentence = html`<p role="status"></p>`;
  const save = () => download(tallyCsv(shown, titles), "duel.csv", "text/csv");
  const tools = html`<div class="toolbar">
    <button type="button" onclick=${save}>Download CSV</button>
    <button type="button" onclick=${onClear}>Clear the tally</button>
  </div>`;
  const line = html`<div class="duel-tally" data-testid="tally">${sentence}${tools}</div>`;
  return Object.assign(line, {
    update(tally: Tally) {
      shown = tally;
      sentence.textContent =
        tallySentence(tally, titles, classes) || "Say what your drawings are, and the systems are tallied.";
      tools.hidden = !countedIn(tally).length;
    }
  });
}
