import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import type {DeskHolder} from "../desk/deskContent.js";

/** A link to the page that shows a network at work, where a drawing goes along. */
export interface SeeThroughLink extends HTMLElement {
  /** Has the link lead to the run that answers on *desk*, whichever that is. */
  follow(desk: HTMLElement & Pick<DeskHolder, "run">): void;
}

/** Returns a link to the page at *href*, which shows the network of a desk at work. */
export function seeThroughLink(href: string): SeeThroughLink {
  const link = html<"a">`<a href=${href} data-testid="see-through">See through the network</a>`;
  return withMembers(html`<p class="desk-along">${link}</p>`, {
    follow(desk: HTMLElement & Pick<DeskHolder, "run">) {
      const update = () => (link.href = seeThroughAddress(href, desk.run));
      update();
      desk.addEventListener("input", update);
    }
  });
}

/** Returns the address of the page at *href* that shows the network of *run*; "" for no run. */
export function seeThroughAddress(href: string, run: string): string {
  return run ? `${href}?${new URLSearchParams({run}).toString()}` : href;
}
