import {html} from "htl";
import {dataTable, type Column} from "../tables/dataTable.js";
import {formatCount, unbroken} from "../page/format.js";
import {formatBars, picturesFinding, sizeDots, type Pictures} from "./pictureSizes.js";

/** Framework's `resize`: returns an element filled by *render*, as wide as the page allows. */
type Resize = (render: (width: number) => Element) => Element;

/** Returns a card of the source images' formats and sizes; nothing if pixels came as numbers (null). */
export function picturesCard(pictures: Pictures | null, resize: Resize): Node {
  if (!pictures) return html.fragment``;
  return html`<div class="card">
    <h2>${unbroken(picturesFinding(pictures))}</h2>
    <div class="grid grid-cols-2">
      <div>${resize((width) => formatBars(pictures, {width}))}</div>
      <div>${resize((width) => sizeDots(pictures, {width}))}</div>
    </div>
    <p class="caption">
      Image files as they came, before scaling to 28 × 28. Each dot is one size; larger dots stand for more images.
    </p>
  </div>`;
}

/** Rows or images left out for one reason. */
interface Rejected {
  readonly reason: string;
  readonly n: number;
  readonly examples: readonly string[];
}

const COLUMNS: readonly Column<Rejected>[] = [
  {label: "Reason", value: ({reason}) => reason},
  {label: "Left out", value: ({n}) => n, show: ({n}) => formatCount(n)},
  {label: "For example", value: ({examples}) => examples[0]}
];

/** Returns a card of what was left out and why; nothing if nothing was. */
export function rejectedCard(rejected: readonly Rejected[]): Node {
  if (!rejected.length) return html.fragment``;
  return html`<div class="card">
    <h2>Left out</h2>
    ${dataTable(rejected, COLUMNS, {caption: "Rows and images that could not be read, by reason."})}
  </div>`;
}

/** An anomaly of a split, and how it was handled. */
interface Suspicion {
  readonly split: string;
  readonly done: "set right" | "warned";
  readonly message: string;
}

/** Returns a card of anomalous images and labels; nothing if there are none, or if they were not checked. */
export function suspicionsNote(suspicions: readonly Suspicion[] = []): Node {
  if (!suspicions.length) return html.fragment``;
  return html`<div class="card suspicions" role="note" data-testid="suspicions">
    <h2>Suspicious data</h2>
    <ul>
      ${suspicions.map(
        ({split, done, message}) =>
          html`<li><b>${split}${done === "set right" ? ", corrected" : ""}</b>: ${message}.</li>`
      )}
    </ul>
  </div>`;
}
