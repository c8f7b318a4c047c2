import {html} from "htl";
import {DIGITS, isSameAlphabet, type Alphabet} from "../../characters/alphabet.js";
import type {Photo} from "../../ink/image/image.js";
import {NO_FEEDBACK} from "../answer/feedback.js";
import type {DeskDigit, DeskSubject} from "../answer/desk.js";
import {keyboardEntry} from "../cells/keyboardEntry.js";
import {inkPad} from "../pad/inkPad.js";
import type {InkDetail} from "../pad/inkInput.js";
import {withMembers} from "../page/withMembers.js";
import {photoInput} from "../photo/photoInput.js";
import type {DeskContent, DeskHolder} from "./deskContent.js";
import {framesOf} from "./deskState.js";
import {exampleList} from "./exampleList.js";
import {photoLayer} from "./photoLayer.js";

/** What is read: an input whose value is the drawing, the photo or the cells; undefined for nothing. */
export interface SubjectInput extends HTMLElement, DeskHolder {
  readonly value: DeskSubject | undefined;
  /** Frames the *digits* of an answer, where there are several or a photo shows them; none for no answer. */
  frame(digits: readonly DeskDigit[], classes: Alphabet, chosen?: number): void;
}

export interface SubjectOptions {
  /** What is to be drawn. */
  readonly classes: Alphabet;
  /** Called whenever the value changes, while a stroke is being drawn too. */
  readonly onSubject: (subject: DeskSubject | undefined) => void;
  /** Called with the number of a frame on a photo that is tapped. */
  readonly onSelect?: (index: number) => void;
}

/**
 * Returns what takes a drawing, a photo, or a digit entered by keyboard, with examples where *classes* are the digits. A
 * drawing of another page can be put on it (`carryDrawing`).
 */
export function subjectInput({classes, onSubject, onSelect = () => {}}: SubjectOptions): SubjectInput {
  const pad = inkPad();
  const photos = photoInput();
  const entry = keyboardEntry(tellCells);
  const notice = html`<p class="subject-notice" role="status" hidden></p>`;
  const surface = html`<div class="desk-surface">${pad}</div>`;
  const layer = photoLayer(surface, pad, {onSelect, onBack: () => tell(inkSubject())});
  const examples = isSameAlphabet(classes, DIGITS) ? exampleList({onChoose: (strokes) => (pad.value = strokes)}) : null;
  let value: DeskSubject | undefined;
  pad.classes = classes;
  entry.update(classes);

  function tell(subject: DeskSubject | undefined): void {
    if (photos.value && !(subject && "picture" in subject && subject.picture === photos.value)) {
      photos.value = null;
      layer.lay(null);
    }
    value = subject;
    notice.hidden = true;
    frame([], classes);
    onSubject(subject);
  }

  function inkSubject(): DeskSubject | undefined {
    if (!pad.value.length) return undefined;
    return {strokes: pad.value, constraints: pad.feedback.constraints, drawing: pad.drawing};
  }

  function tellCells(picture: Photo | undefined): void {
    tell(picture ? {picture} : inkSubject());
  }

  function frame(digits: readonly DeskDigit[], read: Alphabet, chosen = -1): void {
    const boxes = framesOf(digits, chosen, {classes: read, corrections: NO_FEEDBACK.corrections});
    pad.boxes = value && "strokes" in value && digits.length > 1 ? boxes : [];
    if (layer.view) layer.view.boxes = boxes;
  }

  function say(sentence: string): void {
    notice.textContent = sentence;
    notice.hidden = false;
  }

  pad.addEventListener("input", (event) => {
    if ((event as CustomEvent<InkDetail>).detail.changed !== "penWidth") tell(inkSubject());
  });
  photos.addEventListener("input", () => {
    const picture = photos.value!;
    layer.lay(picture);
    tell({picture});
  });
  photos.addEventListener("problem", (event) => {
    event.preventDefault(); // it is said here
    say((event as CustomEvent<string>).detail);
  });
  const view = html`<div class="subject-input">
    ${surface}${notice}
    <div class="subject-more">${examples}${photos}${entry}</div>
  </div>`;
  photos.listenOn(view);
  /** Whether the cells hold what is read. */
  const isInCells = () => value !== undefined && "picture" in value && !photos.value;
  return withMembers(view, {
    get value() {
      return value;
    },
    frame,
    get content(): DeskContent {
      const {value: strokes, pressures, feedback} = pad;
      return {strokes, pressures, cells: isInCells() ? entry.value : undefined, feedback};
    },
    set content({strokes, pressures, cells, feedback}: DeskContent) {
      pad.draw(strokes, pressures);
      pad.feedback = feedback;
      if (cells) entry.value = cells;
    },
    get isBlank() {
      return !pad.value.length && !isInCells();
    },
    get photoName() {
      return photos.value?.name;
    },
    run: "",
    say
  });
}
