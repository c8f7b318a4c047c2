import {html} from "htl";
import type {Box, Photo} from "../digits/image.js";
import type {Stroke} from "../digits/pen.js";
import {rule, type Ruling} from "../digits/rulings.js";
import {readAddress, writeAddress} from "./address.js";
import {answerPanel} from "./answerPanel.js";
import {
  partsKey,
  sharedStrokes,
  type Corrections,
  type DeskAnswer,
  type DeskDigit,
  type DeskRun,
  type DeskSubject
} from "./desk.js";
import {exampleList} from "./exampleList.js";
import {inkPad, type InkDetail} from "./inkPad.js";
import {judge} from "./judgement.js";
import {keyboardEntry} from "./keyboardEntry.js";
import {latestOnly} from "./latestOnly.js";
import {PEN_WIDTHS} from "./penWidths.js";
import {photoInput, type NamedPhoto, type PhotoDetail} from "./photoInput.js";
import {photoView, type PhotoView} from "./photoView.js";
import {runComparison} from "./runComparison.js";
import {stepStrip} from "./stepStrip.js";
import {whyMap, type WhyMapOptions} from "./whyMap.js";

export interface DeskOptions {
  /** The runs to choose from; the first answers until another is chosen. */
  readonly runs: readonly DeskRun[];
  /** Resolves to the answer of a run, null for no ink; rejects with a sentence for the visitor. */
  readonly recognize: (run: string, subject: DeskSubject) => Promise<DeskAnswer | null>;
  /** Called when the surface is first touched or focused: the time to load that run. */
  readonly prepare: (run: string) => Promise<void>;
  /** Says why a digit is what it is; without it nothing is explained. */
  readonly explain?: WhyMapOptions["explain"];
  /** Called with each answer shown, and with null where there is no ink. */
  readonly onAnswer?: (subject: DeskSubject, answer: DeskAnswer | null, run: string, corrections: Corrections) => void;
  /** Leaves out the choice of a run, the photo and the details. */
  readonly brief?: boolean;
}

/** The desk, an input whose value is the ink on it. */
export interface DrawingDesk extends HTMLElement {
  value: readonly Stroke[];
}

const INVITATION = "Draw a digit from 0 to 9, or a number.";

/** What is asked, of which run, and since when the visitor waits. */
interface Task {
  readonly run: string;
  readonly subject: DeskSubject;
  readonly timeStamp: number;
}

/**
 * Returns the desk at which people come to be read: a surface to draw on or a photo, the answer, the ten probabilities
 * and what the network sees. Answers come while drawing: one at a time, always about the latest ink.
 */
export function drawingDesk({runs, recognize, prepare, explain, onAnswer, brief = false}: DeskOptions): DrawingDesk {
  const pad = inkPad({penWidth: penWidthNamed(readAddress("pen"))});
  const surface = html`<div class="desk-surface">${pad}</div>` as HTMLElement;
  const photos = photoInput();
  const strip = stepStrip();
  const timing = html`<p class="timing"></p>` as HTMLElement;
  const model = html`<select data-testid="model">
    ${runs.map(({name, title}) => html`<option value=${name} title=${title}>${name}</option>`)}
  </select>` as HTMLSelectElement;
  const named = readAddress("run");
  if (runs.some(({name}) => name === named)) model.value = named!;

  const why = explain && !brief ? whyMap({explain}) : null;
  const chosen = readAddress("compare")?.split(",") ?? [];
  const comparison = brief || runs.length < 2 ? null : runComparison({runs, chosen, recognize});

  /** What the answer on the desk is, or will be, about; and the answer, where it has come. */
  let latest: Task | undefined;
  let answered: DeskAnswer | undefined;
  /** What the visitor said of the subject. */
  let rulings: readonly Ruling[] = [];
  let corrections = new Map<string, number>();
  let shownPhoto: PhotoView | undefined; // the one that lies on the surface
  let touched = false;

  const panel = answerPanel({
    onChoose: showDigit,
    onCorrect: (parts, digit) => {
      if (digit === undefined) corrections.delete(partsKey(parts));
      else corrections.set(partsKey(parts), digit);
      show(latest!, answered!);
    },
    onRule: (ruling) => {
      rulings = rule(rulings, ruling);
      corrections.delete(partsKey(ruling.parts));
      ask(latest!.subject, performance.now());
    }
  });

  const submit = latestOnly(
    ({run, subject}: Task) => recognize(run, subject),
    (task, result) => {
      if (task !== latest) return; // newer ink is on its way: never older ink over newer
      if ("error" in result) panel.say("error", result.error.message);
      else if (!result.value) panel.say("empty", "No ink found. Try a photo with more contrast.");
      else show(task, result.value);
    }
  );

  function ask(subject: DeskSubject, timeStamp: number): void {
    if (!runs.length) {
      return panel.say("error", "No trained network is here yet. npm run train -- --run NAME --model ann makes one.");
    }
    latest = {run: model.value, subject: {...subject, rulings}, timeStamp};
    panel.think();
    comparison?.hold();
    submit(latest);
  }

  function show(task: Task, answer: DeskAnswer): void {
    answered = answer;
    const strokes = "strokes" in task.subject ? task.subject.strokes.length : 0;
    const run = runs.find(({name}) => name === task.run)!;
    onAnswer?.(task.subject, answer, task.run, corrections);
    comparison?.update({subject: task.subject, run: task.run, answer});
    panel.show({answer, ...judge(answer, run, corrections), strokes, corrections});
    const {duration} = performance.measure("recognize", {start: task.timeStamp, end: performance.now()});
    timing.textContent = `${duration.toFixed(0)} ms on ${answer.backend}`;
  }

  /** Shows the chosen one of the *digits* on the surface, or the photo that lies there, and on its way to the network. */
  function showDigit(digits: readonly DeskDigit[], chosen: number): void {
    const boxes = digits.map(({box, digit}, i) => ({...box, chosen: i === chosen, text: String(digit)}));
    const isInk = latest && "strokes" in latest.subject;
    pad.boxes = isInk && digits.length > 1 ? boxes : [];
    if (shownPhoto) shownPhoto.boxes = boxes;
    const [source, unit] = isInk ? [pad.surface, pad.surface.width] : [shownPhoto?.canvas, 1];
    const read = digits[chosen];
    strip.update(read && {...read, source, box: scaleBox(read.box, unit)});
    why?.update(read, latest?.run ?? model.value);
    if (!read) comparison?.update(undefined);
  }

  /** Forgets what was said of strokes that are no longer what they were. */
  function forgetChanged(strokes: readonly Stroke[]): void {
    const shared = latest && "strokes" in latest.subject ? sharedStrokes(latest.subject.strokes, strokes) : 0;
    const holds = (parts: readonly number[]) => parts.every((part) => part < shared);
    rulings = rulings.filter(({parts}) => holds(parts));
    corrections = new Map([...corrections].filter(([key]) => holds(key.split(" ").map(Number))));
  }

  function askAboutInk(timeStamp: number): void {
    layOnSurface(null);
    forgetChanged(pad.value);
    if (pad.value.length) return ask({strokes: pad.value}, timeStamp);
    latest = answered = undefined;
    onAnswer?.({strokes: []}, null, model.value, corrections);
    panel.say("empty", INVITATION);
    timing.textContent = "";
  }

  function askAboutCells(picture: Photo | undefined, timeStamp: number): void {
    if (!picture) return askAboutInk(timeStamp);
    layOnSurface(null);
    forgetChanged([]);
    ask({picture}, timeStamp);
  }

  function wake(): void {
    if (touched || !runs.length) return;
    touched = true;
    prepare(model.value).catch(() => undefined); // the first answer says what went wrong
  }

  pad.addEventListener("pointerenter", wake);
  pad.addEventListener("focusin", wake);
  pad.addEventListener("input", (event) => {
    const {changed, timeStamp} = (event as CustomEvent<InkDetail>).detail;
    if (changed === "penWidth") return writeAddress("pen", penNamed(pad.penWidth)); // looks, no matter of the answer
    wake();
    askAboutInk(timeStamp);
  });
  model.addEventListener("input", () => {
    writeAddress("run", model.value);
    if (latest) ask(latest.subject, performance.now());
  });
  photos.addEventListener("input", (event) => {
    wake();
    forgetChanged([]);
    layOnSurface(photos.value);
    ask({picture: photos.value!}, (event as CustomEvent<PhotoDetail>).detail.timeStamp);
  });
  photos.addEventListener("problem", (event) => panel.complain((event as CustomEvent<string>).detail));
  /** Lays a photo over the drawing, or takes away the one that lies there. */
  function layOnSurface(photo: NamedPhoto | null): void {
    if (!photo) photos.value = null;
    shownPhoto?.remove();
    shownPhoto = photo
      ? photoView(photo, {onSelect: panel.choose, onBack: () => askAboutInk(performance.now()), onDraw})
      : undefined;
    pad.inert = Boolean(photo);
    if (!shownPhoto) return;
    surface.append(shownPhoto);
    surface.scrollIntoView({block: "nearest"}); // a phone shows what was chosen below it
  }

  /** Lets the stroke that began on the photo go on in the drawing. */
  function onDraw(events: readonly PointerEvent[]): void {
    for (const event of events) pad.surface.dispatchEvent(new PointerEvent(event.type, event));
  }

  comparison?.addEventListener("input", () => writeAddress("compare", comparison.value.join(",") || undefined));

  panel.say("empty", INVITATION);
  const desk = html`<div class="desk" data-brief=${brief ? "" : null}>
    <div class="desk-input">${surface}${brief ? null : keyboardEntry(askAboutCells)}</div>
    ${panel}
    ${
      brief
        ? photos
        : html`<div class="desk-details">
            ${strip}
            <label class="field">Answered by ${model}</label>
            ${photos} ${timing}${exampleList({onChoose: (strokes) => (pad.value = strokes)})}
          </div>`
    }
    ${brief ? null : html`<div class="desk-more">${why}${comparison}</div>`}
  </div>` as HTMLElement;
  photos.listenOn(desk);
  return Object.defineProperty(desk, "value", {
    get: () => pad.value,
    set: (ink: readonly Stroke[]) => (pad.value = ink)
  }) as DrawingDesk;
}

/** Returns a box whose numbers are *unit* times as large. */
function scaleBox({x, y, width, height}: Box, unit: number): Box {
  return {x: x * unit, y: y * unit, width: width * unit, height: height * unit};
}

/** Returns the width of the pen of that name, in small letters; the medium one for any other name. */
function penWidthNamed(name: string | undefined): number {
  return Object.entries(PEN_WIDTHS).find(([label]) => label.toLowerCase() === name)?.[1] ?? PEN_WIDTHS.Medium;
}

function penNamed(width: number): string | undefined {
  return Object.entries(PEN_WIDTHS)
    .find(([, value]) => value === width)?.[0]
    .toLowerCase();
}
