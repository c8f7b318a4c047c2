import {html} from "htl";
import {findTerms, type TermName} from "./termNames.js";

/** Milliseconds that a mouse rests on a term before its note opens, and is away before the note closes. */
const [OPEN_AFTER, CLOSE_AFTER] = [350, 250];

/** The space between a term, its note, and the edge of the window, in CSS pixels. */
const GAP = 8;

/** The open note and its term; pinned by a click or a key, otherwise it goes with the mouse. One is open at a time. */
let open: {readonly word: HTMLElement; readonly note: HTMLElement; isPinned: boolean} | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Returns a term of the glossary as a word in a sentence that explains itself: a click, a tap, Enter, Space or a mouse
 * that rests on it opens its meaning; Escape or anything elsewhere closes it. *text* is how the sentence spells it.
 * Printed, it is a plain word. Not for use inside a link, a button or an SVG.
 */
export function term(name: TermName, text: string = name): HTMLElement {
  const word = html`<span class="term" role="button" tabindex="0" aria-expanded="false">${text}</span>`;
  word.addEventListener("click", () => toggle(word, name));
  word.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    toggle(word, name);
  });
  word.addEventListener("pointerenter", ({pointerType}) => {
    if (pointerType === "mouse") later(() => show(word, name), OPEN_AFTER);
  });
  word.addEventListener("pointerleave", leave);
  return word;
}

/**
 * Returns a *text* with the first occurrence of each term of the glossary marked, for titles and captions that are
 * strings. Terms in *known* were marked before and stay plain; those marked here are added to it.
 */
export function withTerms(text: string, known?: Set<TermName>): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const part of findTerms(text, known)) fragment.append(part.term ? term(part.term, part.text) : part.text);
  return fragment;
}

function later(act: () => void, milliseconds: number): void {
  clearTimeout(timer);
  timer = setTimeout(act, milliseconds);
}

function leave({pointerType}: PointerEvent): void {
  if (pointerType === "mouse") later(() => void (open?.isPinned || close()), CLOSE_AFTER);
}

function toggle(word: HTMLElement, name: TermName): void {
  clearTimeout(timer);
  if (open?.word === word && open.isPinned) return close();
  show(word, name);
  open!.isPinned = true;
}

function show(word: HTMLElement, name: TermName): void {
  if (open?.word === word) return;
  close();
  const note = html`<div class="term-note" role="status" popover="manual"></div>`;
  note.addEventListener("pointerenter", () => clearTimeout(timer));
  note.addEventListener("pointerleave", leave);
  open = {word, note, isPinned: false};
  word.ariaExpanded = "true";
  for (const type of ELSEWHERE) document.addEventListener(type, closeElsewhere, true);
  // Loaded when first needed: most visitors open no note.
  void import("./glossary.js").then(({GLOSSARY}) => {
    const {meaning, formula} = GLOSSARY[name];
    if (open?.note !== note) return;
    // Above every dialog; where the browser has no popovers, above the page.
    document.body.append(note);
    (note as {showPopover?: () => void}).showPopover?.();
    note.append(
      html`<strong>${name}</strong> ${meaning}`,
      formula ? html`<span class="term-formula">${formula}</span>` : ""
    );
    place(note, word);
  });
}

function close(): void {
  for (const type of ELSEWHERE) document.removeEventListener(type, closeElsewhere, true);
  open?.note.remove();
  if (open) open.word.ariaExpanded = "false";
  open = undefined;
}

const ELSEWHERE = ["pointerdown", "focusin", "keydown"] as const;

function closeElsewhere(event: Event): void {
  const isInside =
    event.target instanceof Node && [open?.word, open?.note].some((one) => one?.contains(event.target as Node));
  const isEscape = event instanceof KeyboardEvent && event.key === "Escape";
  if (event instanceof KeyboardEvent ? !isEscape : isInside) return;
  if (isEscape) event.stopPropagation(); // a dialog around the term stays open
  clearTimeout(timer);
  close();
}

/** Puts a *note* below its *word*, or above where there is more room, within the window. */
function place(note: HTMLElement, word: HTMLElement): void {
  const at = word.getBoundingClientRect();
  const start = word.getClientRects()[0]?.left ?? at.left; // of a term that breaks, where it begins
  const {offsetWidth: width, offsetHeight: height} = note;
  const {clientWidth, clientHeight} = document.documentElement;
  const isBelow = at.bottom + height <= clientHeight || at.top < height;
  const left = Math.max(GAP, Math.min(start, clientWidth - width - GAP));
  note.style.left = `${left + scrollX}px`;
  note.style.top = `${(isBelow ? at.bottom : at.top - height) + scrollY}px`;
}
