import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import {MAX_TAG, type Mark} from "../../characters/marks.js";
import {classWords} from "../page/classWords.js";
import {withMembers} from "../page/withMembers.js";
import type {MarkEvent} from "./markTable.js";

/** Controls that tag and relabel images; `show` says what their marks and the known tags are. */
export interface MarkControls extends HTMLElement {
  show(mark: Mark | undefined, tags: readonly string[]): void;
}

/** The value of the menu for an image that shows none of the classes: no class is a space alone. */
const [AS_LABELED, NONE] = ["", " "];

let lists = 0;

/** Returns the controls for what *label* names: one image, or all that are shown (*many*). */
export function markControls(
  label: string,
  {classes, many = false, onEvent}: {classes: Alphabet; many?: boolean; onEvent: (event: MarkEvent) => void}
): MarkControls {
  const {one} = classWords(classes);
  const menu = html<"select">`<select aria-label=${`Correct label of ${label}`}>
    <option value=${AS_LABELED}>as labeled</option>
    ${classes.map((name) => html`<option value=${name}>${name}</option>`)}
    <option value=${NONE}>${one === "image" ? "none of the classes" : `not a ${one}`}</option>
  </select>`;
  menu.addEventListener("input", () => {
    const {value} = menu;
    onEvent({type: "label", label: value === AS_LABELED ? undefined : value === NONE ? null : value});
  });
  const known = html`<datalist id=${`tags-${++lists}`}></datalist>`;
  const field = html<"input">`<input
    type="text"
    list=${known.id}
    maxlength=${MAX_TAG}
    placeholder="blurred"
    autocomplete="off"
    aria-label=${`New tag of ${label}`}
  />`;
  const form = html<"form">`<form class="tag-form">${field}<button>Add tag</button>${known}</form>`;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.value.trim()) onEvent({type: "tag", tag: field.value});
    field.value = "";
  });
  const chips = html`<div class="filter-chips"></div>`;
  const unmark = html`<button type="button" class="quiet" onclick=${() => onEvent({type: "unmark"})}>
    Remove marks
  </button>`;
  const element = html`<section class="mark-controls" aria-label=${`Marks of ${label}`}>
    <label class="field">Correct label ${menu}</label>
    <div class="field">Tags ${chips} ${form}</div>
    ${many ? unmark : null}
  </section>`;
  return withMembers(element, {
    show(mark: Mark | undefined, tags: readonly string[]) {
      menu.value = mark?.label === undefined ? AS_LABELED : (mark.label ?? NONE);
      known.replaceChildren(...tags.map((tag) => html`<option value=${tag}></option>`));
      chips.replaceChildren(...(mark?.tags ?? []).map((tag) => tagChip(tag, () => onEvent({type: "untag", tag}))));
      chips.hidden = !mark?.tags.length;
    }
  });
}

function tagChip(tag: string, onRemove: () => void): HTMLElement {
  return html`<button type="button" class="filter-chip" aria-label=${`Remove tag ${tag}`} onclick=${onRemove}>
    ${tag}<span aria-hidden="true">×</span>
  </button>`;
}
