import {html} from "htl";
import type {Rival} from "../../../loaders/runs/rivals.js";
import {LANE, formatTime} from "./duelOrder.js";
import {duelLine} from "./duelLine.js";
import type {DuelRow} from "./duelRows.js";

/** The list of systems; it keeps its order until it is told to settle in another. */
export interface DuelList extends HTMLElement {
  /** Shows what each system made of the drawing; *isAsked* says whether there is one. */
  show(rows: readonly DuelRow[], isAsked: boolean): void;
  /** Puts the lines in this order of names: at once, or when neither a pointer nor the focus is among them. */
  settle(order: readonly string[]): void;
}

/** How long lines move, in milliseconds. */
const MOVING = 180;

/** Returns the list of *rivals*, in their order; *onWant* is given the name of a heavy one that the visitor asks for. */
export function duelList(rivals: readonly Rival[], onWant: (name: string) => void): DuelList {
  const lines = new Map(rivals.map((rival) => [rival.name, duelLine(rival, () => onWant(rival.name))]));
  const body = html`<tbody role="rowgroup">
    ${[...lines.values()].map(({element}) => element)}
  </tbody>`;
  const ticks = [LANE[0], 10, LANE[1]].map((at) => html`<span>${formatTime(at).replace(".0", "")}</span>`);
  const list = html`<table class="duel-list" role="table" aria-label="What each system reads">
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col">Reads</th>
        <th role="columnheader" scope="col">System</th>
        <th role="columnheader" scope="col">How sure</th>
        <th class="duel-lane" aria-hidden="true"><span class="duel-ticks">${ticks}</span></th>
        <th role="columnheader" scope="col" class="duel-time">Time</th>
        <th role="columnheader" scope="col" class="duel-score">Yours</th>
      </tr>
    </thead>
    ${body}
  </table>`;
  let waiting: readonly string[] | undefined;

  function isHeld(): boolean {
    const isBelowMouse = matchMedia("(hover: hover)").matches && body.matches(":hover");
    return isBelowMouse || body.contains(document.activeElement);
  }

  function proceed(): void {
    if (!waiting || isHeld()) return;
    const order = waiting.flatMap((name) => lines.get(name)?.element ?? []);
    waiting = undefined;
    if (order.every((element, i) => element === body.children[i])) return;
    const before = new Map(order.map((element) => [element, element.getBoundingClientRect().top]));
    body.append(...order);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    for (const [element, top] of before) {
      const by = top - element.getBoundingClientRect().top;
      if (by) element.animate([{transform: `translateY(${by}px)`}, {transform: "none"}], {duration: MOVING, easing: "ease-out"}); // prettier-ignore
    }
  }

  // The focus has moved on only after the event.
  for (const type of ["pointerleave", "focusout"]) body.addEventListener(type, () => setTimeout(proceed));
  return Object.assign(list, {
    show(rows: readonly DuelRow[], isAsked: boolean) {
      for (const row of rows) lines.get(row.name)?.show(row, isAsked);
    },
    settle(order: readonly string[]) {
      waiting = order;
      proceed();
    }
  });
}
