import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import {NO_CLASS, type Alphabet} from "../../characters/alphabet.js";
import {
  classesOfDrawing,
  confidenceOf,
  correctDigit,
  correctedLabel,
  labelOf,
  textOf,
  type KeptDigit,
  type KeptDrawing
} from "../../characters/drawings.js";
import {classOptions} from "../page/classOptions.js";
import {capitalized, classWords, notOne} from "../page/classWords.js";
import {digitImage} from "../images/digitImage.js";
import {strokesPicture} from "../desk/drawingPicture.js";
import {formatShare} from "../page/probabilityBars.js";

/** An input whose value is a drawing; correcting one of its digits dispatches `input`. */
export interface DrawingItem extends HTMLElement {
  value: KeptDrawing;
}

export interface DrawingActions {
  /** Brings the strokes back to the surface. */
  readonly onOpen: (drawing: KeptDrawing) => void;
  readonly onSave: (drawing: KeptDrawing) => void;
  readonly onDelete: (drawing: KeptDrawing) => void;
}

/**
 * Returns an item of a list: what was drawn, each digit as a choice that corrects it, what was read and by which run, and
 * what can be done with it.
 */
export function drawingItem(first: KeptDrawing, {onOpen, onSave, onDelete}: DrawingActions): DrawingItem {
  const item = html`<li class="drawing"></li>`;
  let drawing = first;

  const isPhoto = !drawing.strokes.length;
  const words = html`<p class="drawing-words"></p>`;
  const [openButton, saveButton, deleteButton] = [
    button("Open", () => onOpen(drawing)),
    button("PNG", () => onSave(drawing)),
    button("Delete", () => onDelete(drawing))
  ];

  function name(): void {
    const text = textOf(drawing);
    words.textContent = describe(drawing);
    openButton.setAttribute("aria-label", `Open ${text} on the surface`);
    saveButton.setAttribute("aria-label", `Save ${text} as PNG`);
    deleteButton.setAttribute("aria-label", `Delete ${text}`);
  }

  function correct(i: number, label: number): KeptDigit {
    drawing = correctDigit(drawing, i, label);
    name();
    return drawing.lines.flat()[i]!;
  }

  function render(): void {
    name();
    const picture = isPhoto
      ? drawing.lines
          .flat()
          .map(({image}) => digitImage(image, {label: `A ${classWords(classesOfDrawing(drawing)).one} of a photo`}))
      : strokesPicture(drawing.strokes, `Drawing, read as ${textOf(drawing, ({read}) => read)}`);
    item.replaceChildren(
      html`<div class="drawing-picture">${picture}</div>`,
      html`<div class="drawing-text">
        ${corrections(drawing, correct)} ${words}
        <div class="toolbar">${isPhoto ? null : openButton} ${saveButton} ${deleteButton}</div>
      </div>`
    );
  }

  render();
  return withMembers(item, {
    get value() {
      return drawing;
    },
    set value(next) {
      if (isSame(next, drawing)) return; // drawn anew, a choice would lose the focus
      drawing = next;
      render();
    }
  });
}

/** Is it the same drawing with the same digits? What is read from storage is another object each time. */
function isSame(a: KeptDrawing, b: KeptDrawing): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function button(text: string, onClick: () => void): HTMLButtonElement {
  return html<"button">`<button type="button" onclick=${onClick}>${text}</button>`;
}

/** Returns a choice of a class for each digit, line by line. *correct* returns the digit as it then is. */
function corrections(drawing: KeptDrawing, correct: (i: number, label: number) => KeptDigit): HTMLElement {
  const n = drawing.lines.flat().length;
  const classes = classesOfDrawing(drawing);
  let at = 0;
  return html`<div
    class="drawing-lines"
    role="group"
    aria-label=${`${capitalized(classWords(classes).many)}, each correctable`}
  >
    ${drawing.lines.map(
      (line) =>
        html`<div class="drawing-digits">${line.map((digit) => choice(digit, classes, {i: at++, n}, correct))}</div>`
    )}
  </div>`;
}

function choice(
  digit: KeptDigit,
  classes: Alphabet,
  {i, n}: {readonly i: number; readonly n: number},
  correct: (i: number, label: number) => KeptDigit
): HTMLElement {
  const noun = capitalized(classWords(classes).one);
  const select = html<"select">`<select>
    ${classOptions(classes)}
    <option value=${NO_CLASS} title=${notOne(classes)}>none</option>
  </select>`;
  const mark = (now: KeptDigit) => {
    const place = n > 1 ? `${noun} ${i + 1} of ${n}` : noun;
    const isCorrected = correctedLabel(now) !== null;
    const name = `${place}, read as ${classes[now.read]}${now.state === "no-digit" ? "" : `, ${formatShare(now.confidence)} sure`}${isCorrected ? ", corrected" : doubtOf([now], classes)}`;
    select.setAttribute("aria-label", name);
    select.title = isCorrected ? `Corrected: was read as ${classes[now.read]}` : "Wrong? Choose what it is.";
    select.toggleAttribute("data-corrected", isCorrected);
  };
  select.value = String(labelOf(digit));
  mark(digit);
  select.addEventListener("input", () => mark(correct(i, Number(select.value)))); // and then it comes to the item
  return select;
}

/** Returns whether one of *digits* looks like no class, and nobody corrected it: the confidence is then no answer's. */
function hasNoDigit(digits: readonly KeptDigit[]): boolean {
  return digits.some((digit) => correctedLabel(digit) === null && digit.state === "no-digit");
}

/** Returns what was doubtful about *digits* that nobody corrected, as words after a comma; "" for nothing. */
function doubtOf(digits: readonly KeptDigit[], classes: Alphabet): string {
  const open = digits.filter((digit) => correctedLabel(digit) === null);
  if (hasNoDigit(digits)) {
    const {one} = classWords(classes);
    return `, doesn’t look like ${one === "image" ? "any of the classes" : `a ${one}`}`;
  }
  return open.some(({state}) => state === "unsure") ? ", not certain" : "";
}

/** Returns what is known of a drawing, as words. */
function describe(drawing: KeptDrawing): string {
  const read = textOf(drawing, (digit) => digit.read);
  const text = textOf(drawing);
  const digits = drawing.lines.flat();
  const doubt = doubtOf(digits, classesOfDrawing(drawing));
  const judgment = hasNoDigit(digits) ? doubt.slice(", ".length) : `${formatShare(confidenceOf(drawing))} sure${doubt}`;
  const sure = `${judgment}, ${drawing.run}`;
  const when = new Date(drawing.at).toLocaleString("en-US", {dateStyle: "medium", timeStyle: "short"});
  const said = digits.every(({noDigit}) => noDigit) ? notOne(classesOfDrawing(drawing)) : text;
  return text === read
    ? `Read as ${read}: ${sure}. ${when}`
    : `Corrected to ${said}; read as ${read}: ${sure}. ${when}`;
}
