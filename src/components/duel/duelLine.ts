import {html} from "htl";
import type {Rival} from "../../../loaders/runs/rivals.js";
import {notOne} from "../page/classWords.js";
import {formatBytes, unbroken} from "../page/format.js";
import {drawAddress} from "../run/runList.js";
import {formatTime, placeOnLane} from "./duelOrder.js";
import type {DuelRow} from "./duelRows.js";

/** A line of the list, which stays the same element whatever it shows. */
export interface DuelLine {
  readonly element: HTMLElement;
  /** Shows a row; *isAsked* says whether there is anything to read. */
  show(row: DuelRow, isAsked: boolean): void;
}

/** Returns the line of a system; *onWant* is called when the visitor asks for a heavy one. */
export function duelLine({name, title, family, bytes, classes}: Rival, onWant: () => void): DuelLine {
  const text = html`<span class="duel-text"></span>`;
  const note = html`<small class="duel-note"></small>`;
  const sentence = html`<span></span>`;
  const dot = html`<span class="duel-dot" hidden></span>`;
  const time = html`<td role="cell" class="duel-time">–</td>`;
  const score = html`<td role="cell" class="duel-score"></td>`;
  const want = html<"button">`<button type="button" onclick=${onWant}>
    Ask it<span class="visually-hidden"> (${title}), </span><small>loads ${formatBytes(bytes)}</small>
  </button>`;
  const element = html`<tr role="row" data-run=${name}>
    <td role="cell" class="duel-reads">${text}${note}</td>
    <th role="rowheader" scope="row">
      <a href=${`./runs/${encodeURIComponent(name)}`}>${title}</a>
      <small>${family} · <a href=${drawAddress(name)} aria-label=${`draw for it: ${title}`}>draw for it</a></small>
    </th>
    <td role="cell" class="duel-sure">${sentence}${want}</td>
    <td role="cell" class="duel-lane" aria-hidden="true">${dot}</td>
    ${time}${score}
  </tr>`;

  function show(row: DuelRow, isAsked: boolean): void {
    const isWaiting = row.state === "waiting";
    const isStale = isAsked && isWaiting && text.textContent !== "";
    element.dataset.state = row.state;
    element.toggleAttribute("data-stale", isStale);
    element.toggleAttribute("data-busy", row.busy !== "");
    element.toggleAttribute("data-differs", row.isDifferent);
    element.dataset.verdict = row.isRight === undefined ? "" : row.isRight ? "right" : "wrong";
    want.hidden = !row.isInvited;
    sentence.hidden = row.isInvited;
    score.textContent = row.score ? `${row.score.right}/${row.score.n}` : "";
    score.setAttribute("aria-label", row.score ? `${row.score.right} of ${row.score.n} of your drawings` : "none yet");
    if (row.busy || !isStale) sentence.textContent = row.busy || unbroken(row.sentence);
    if (isStale) return;
    text.textContent = row.isRejected ? notOne(classes) : row.text || (isWaiting ? "" : "–");
    element.toggleAttribute("data-rejected", row.isRejected);
    note.textContent = noteOf(row);
    time.textContent = row.milliseconds === undefined ? "–" : unbroken(formatTime(row.milliseconds));
    dot.hidden = row.milliseconds === undefined;
    if (row.milliseconds !== undefined) dot.style.setProperty("--place", String(placeOnLane(row.milliseconds)));
  }

  return {element, show};
}

/**
 * Returns what is marked of a reading: right or wrong as the visitor says, or else that another run's detector speaks, or
 * that most systems read otherwise.
 */
function noteOf({isRight, isUnable, isRejected, hasDetector, isDifferent}: DuelRow): string {
  if (isRejected && !hasDetector) return "borrowed";
  if (isUnable) return "can’t say";
  if (isRight !== undefined) return isRight ? "right" : "wrong";
  return isDifferent ? "differs" : "";
}
