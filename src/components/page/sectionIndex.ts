import {html} from "htl";
import {capitalized} from "./classWords.js";
import {addressNames} from "./place.js";
import {wantWholePage} from "./whenSeen.js";

/** A section of the page, as the index lists it. */
export interface Section {
  readonly id: string;
  readonly label: string;
  /** Whether it is a part of the section before it. */
  readonly isPart: boolean;
}

/** A heading's place in the window. */
export interface Placed {
  readonly id: string;
  /** CSS pixels below the top of the window. */
  readonly top: number;
}

/** How near to each other headings are in one row, in CSS pixels. */
const ROW = 8;

/** The time after a change of the page before its headings are read again, in milliseconds. */
const PAUSE = 150;

/** Where there is room beside the text: as in styles/frame.css. */
const BESIDE = "(width >= 64rem)";

/** Returns words as the id of a heading: "Learning rate" as "learning-rate". */
export function slugOf(text: string): string {
  const words =
    text
      .normalize("NFKD")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(0, 8).join("-") || "section";
}

/**
 * Returns the id of the section being read: the last one, of the *headings* in the page's order, that begins above *line*
 * (CSS pixels); of several in one row, the one that *asked* names, or the first. Before all of them it is undefined.
 */
export function currentSection(headings: readonly Placed[], line: number, asked?: string): string | undefined {
  const last = headings.findLast(({top}) => top <= line);
  if (!last) return undefined;
  const row = headings.filter(({top}) => Math.abs(top - last.top) <= ROW);
  return (row.find(({id}) => id === asked) ?? row[0])?.id;
}

/** Returns a heading's label: what a chart is about, which its finding does not say in a word; or else its text. */
function labelOf(heading: HTMLElement): string {
  const chart = heading.closest<HTMLElement>(".chart-card")?.dataset.name;
  return heading.dataset.section ?? (chart ? capitalized(chart.replaceAll("-", " ")) : heading.innerText.trim());
}

/** Returns the headings of sections that are to be seen in *main*. */
function findHeadings(main: HTMLElement): HTMLElement[] {
  return [...main.querySelectorAll<HTMLElement>("h2")].filter((heading) => heading.checkVisibility());
}

/** Returns the id of a heading, or of the card that it is the first one of; gives it one where there is none. */
function idOf(heading: HTMLElement): string {
  const card = heading.closest(".card[id]");
  if (heading.id) return heading.id;
  if (card?.querySelector("h2") === heading) return card.id;
  const slug = slugOf(labelOf(heading));
  let id = slug;
  for (let n = 2; document.getElementById(id); ++n) id = `${slug}-${n}`;
  return (heading.id = id);
}

function sectionsOf(headings: readonly HTMLElement[]): Section[] {
  const isInCard = (heading: HTMLElement) => heading.closest(".card") !== null;
  const hasGroups = headings.some((heading) => !isInCard(heading));
  return headings.map((heading) => ({
    id: idOf(heading),
    label: labelOf(heading),
    isPart: hasGroups && isInCard(heading)
  }));
}

/**
 * Fills *place* with links to the sections of *main*, as they come, and marks the one being read. The list is open where it
 * stands beside the text, folded above it; whoever opens it there gets all sections, those too that come when they are seen.
 */
export function fillSectionIndex(place: HTMLElement, main: HTMLElement): void {
  const list = html`<ol></ol>`;
  const details = html<"details">`<details>
    <summary>On this page</summary>
    <nav aria-label="On this page">${list}</nav>
  </details>`;
  let headings: readonly {readonly id: string; readonly heading: HTMLElement}[] = [];
  let known = "";

  function read(): void {
    const found = findHeadings(main);
    const sections = sectionsOf(found);
    headings = found.map((heading, i) => ({id: sections[i]!.id, heading}));
    const text = JSON.stringify(sections);
    place.toggleAttribute("data-empty", sections.length < 2); // its room is kept, so that nothing moves
    if (text !== known) {
      known = text;
      list.replaceChildren(...sections.map(linkTo));
    }
    mark();
  }

  function mark(): void {
    const placed = headings.map(({id, heading}) => ({id, top: heading.getBoundingClientRect().top}));
    const isEnd = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    const line = isEnd ? innerHeight : innerHeight / 4;
    const [asked] = addressNames(location);
    const current = currentSection(placed, line, asked?.replace(/^#/, ""));
    for (const link of list.querySelectorAll("a")) {
      if (link.dataset.id === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  }

  const beside = matchMedia(BESIDE);
  const unfold = () => (details.open = beside.matches);
  beside.addEventListener("change", unfold);
  unfold();
  details.addEventListener("toggle", () => {
    if (details.open && !beside.matches) wantWholePage();
  });
  list.addEventListener("click", ({target}) => {
    if (target instanceof HTMLAnchorElement && !beside.matches) details.open = false;
  });
  const readSoon = throttle(read, (run) => setTimeout(run, PAUSE));
  new MutationObserver(readSoon).observe(main, {childList: true, subtree: true, characterData: true});
  addEventListener("scroll", throttle(mark, requestAnimationFrame), {passive: true});
  place.replaceChildren(details);
  read();
}

function linkTo({id, label, isPart}: Section): HTMLElement {
  return html`<li data-part=${isPart ? "" : null}>
    <a href=${`#${encodeURIComponent(id)}`} data-id=${id}>${label}</a>
  </li>`;
}

/** Returns a function that has *act* run *later*, once however often it is called until then. */
function throttle(act: () => void, later: (run: () => void) => unknown): () => void {
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    later(() => {
      isWaiting = false;
      act();
    });
  };
}
