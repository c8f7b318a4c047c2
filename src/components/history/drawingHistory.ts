import {select} from "d3-selection";
import {html} from "htl";
import {aOne, classWords} from "../page/classWords.js";
import {fileName} from "../inputs/download.js";
import {DIGITS} from "../../characters/alphabet.js";
import {
  formatDrawings,
  formatKaggleRows,
  keepCorrections,
  textOf,
  type KeptDrawing
} from "../../characters/drawings.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import {drawingItem, type DrawingItem} from "./drawingItem.js";
import {drawingPng} from "../desk/drawingPicture.js";
import {MAX_DRAWINGS, type DrawingStore} from "./drawingStore.js";
import {importDrawings} from "./importDrawings.js";
import {keepSwitch} from "./keepSwitch.js";
import {drawnClasses, summarizeDrawings} from "./drawingSummary.js";
import {settledDrawings, type SettledDrawings} from "../desk/settledDrawings.js";

/** The last drawings. */
export interface DrawingHistory extends HTMLElement {
  /** Adds a drawing, or puts it in the place of the one with the same id, with what was corrected in that. */
  keep(drawing: KeptDrawing): void;
  /** For the desk, to be called with each of its answers: keeps the drawing once there was no new ink for a while. */
  readonly onAnswer: SettledDrawings["onAnswer"];
}

export interface DrawingHistoryOptions {
  readonly store: DrawingStore | Promise<DrawingStore>;
  /** The runs that answer, by whose thresholds an answer is doubtful. */
  readonly runs?: readonly DeskRun[];
  /** Called with a drawing that is to come back to the surface. */
  readonly onOpen: (drawing: KeptDrawing) => void;
}

/** As many are in the document until more are asked for. */
const PAGE = 12;

/** Returns the list of the last drawings: each can be corrected, opened, saved and deleted, and all saved and forgotten. */
export function drawingHistory({store, runs = [], onOpen}: DrawingHistoryOptions): DrawingHistory {
  const noun = aOne(runs[0]?.classes ?? DIGITS);
  const heading = html`<h2 tabindex="-1">Your last drawings</h2>`;
  const summary = html`<p class="history-summary" data-testid="history-summary">…</p>`;
  const place = html`<small data-testid="history-place">${describePlace(true, true)}</small>`;
  const wanted = keepSwitch();
  const status = html`<span role="status"></span>`;
  const undo = html<"button">`<button type="button" hidden>Undo</button>`;
  const list = html`<ol class="drawings" role="list"></ol>`;
  const none = html`<p class="history-none" hidden>
    Draw ${noun} above: it comes here with its answer, and you can correct what was misread.
  </p>`;
  const more = html<"button">`<button type="button" hidden onclick=${showMore}></button>`;
  const strokes = html<"button">`<button type="button" onclick=${saveStrokes}>Strokes (JSON)</button>`;
  const rows = html<"button">`<button type="button" onclick=${saveRows}>Kaggle CSV</button>`;
  const forget = html<"button">`<button type="button" data-testid="forget-all">Forget all</button>`;
  const file = html<"input">`<input type="file" accept=".json,application/json" />`;
  const history = html`<section class="history" aria-label="Your last drawings">
    ${heading}${summary}
    <div class="history-controls">
      ${wanted}
      <div class="toolbar" role="group" aria-label="All drawings">${strokes}${rows}${forget}</div>
      <label class="field">Import drawings (JSON) ${file}</label>
    </div>
    <p class="history-place"><small>Is ${noun} wrong? Choose what it is.</small> ${place}</p>
    <p class="history-status toolbar">${status}${undo}</p>
    ${none}${list}
    <p class="toolbar">${more}</p>
  </section>`;

  let drawings: readonly KeptDrawing[] = [];
  let shown = PAGE;
  const settled = settledDrawings(keepSettled, {runs});
  /** What the desk kept last: only what was corrected there since is news. */
  let earlier: KeptDrawing | undefined;
  let queue: Promise<void> = Promise.resolve();

  /** Does *work* after what is under way, and shows what is then there; a sentence that it resolves to is announced. */
  function change(work: (store: DrawingStore) => Promise<unknown>): Promise<void> {
    queue = queue.then(async () => {
      const opened = await store;
      const sentence = await work(opened).catch(
        (error: Error) => `That didn’t work: ${error.message || error.name}. Reload the page and try again.`
      );
      if (typeof sentence === "string") say(sentence);
      drawings = await opened.list();
      render(opened);
    });
    return queue;
  }

  function say(sentence: string, onUndo?: () => void): void {
    status.textContent = sentence;
    undo.hidden = !onUndo;
    undo.onclick = onUndo ?? null;
  }

  function render({isWanted, persistent}: DrawingStore): void {
    summary.textContent = summarizeDrawings(drawings);
    wanted.show({isWanted, kept: persistent ? drawings.length : 0});
    place.textContent = describePlace(isWanted, persistent);
    for (const button of [strokes, rows, forget]) button.disabled = !drawings.length;
    const rest = drawings.length - shown;
    more.hidden = rest <= 0;
    more.textContent = `Show ${Math.min(rest, PAGE)} more of ${drawings.length}`;
    none.hidden = drawings.length > 0;
    list.hidden = !drawings.length;
    select(list)
      .selectAll<DrawingItem, KeptDrawing>("li.drawing")
      .data(drawings.slice(0, shown), (drawing) => drawing.id)
      .join(
        (enter) => enter.append((drawing) => drawingItem(drawing, {onOpen: open, onSave: save, onDelete: remove})),
        (update) => update.each((drawing, i, items) => void (items[i]!.value = drawing))
      )
      .order();
  }

  function keep(drawing: KeptDrawing, said?: KeptDrawing): void {
    void change((opened) => {
      const before = drawings.find(({id}) => id === drawing.id);
      return opened.put(before ? keepCorrections(drawing, before, said) : drawing);
    });
  }

  function keepSettled(drawing: KeptDrawing): void {
    keep(drawing, earlier?.id === drawing.id ? earlier : undefined);
    earlier = drawing;
  }

  function open(drawing: KeptDrawing): void {
    settled.flush();
    settled.resume(drawing);
    onOpen(drawing);
    say(`${textOf(drawing)} is on the surface again.`);
  }

  function save(drawing: KeptDrawing): void {
    void change(async () => {
      const name = fileName(`handscope-${textOf(drawing)}`, "png");
      saveFile(name, await drawingPng(drawing));
      return `${name} is saved.`;
    });
  }

  function remove(drawing: KeptDrawing): void {
    settled.discard();
    void change((opened) => opened.remove(drawing.id)).then(() => {
      if (drawings.some(({id}) => id === drawing.id)) return;
      say(`${textOf(drawing)} is deleted.`, () => {
        say(`${textOf(drawing)} is back.`);
        keep(drawing);
        heading.focus({preventScroll: true});
      });
      undo.focus({preventScroll: true});
    });
  }

  function showMore(): void {
    shown += PAGE;
    void change(async () => undefined);
  }

  function saveStrokes(): void {
    saveFile("handscope-drawings.json", new Blob([formatDrawings(drawings)], {type: "application/json"}));
    say("handscope-drawings.json is saved.");
  }

  function saveRows(): void {
    const name = `handscope-${classWords(drawnClasses(drawings)).many}.csv`;
    saveFile(name, new Blob([formatKaggleRows(drawings)], {type: "text/csv"}));
    say(`${name} is saved: npm run data -- --from ${name} reads it.`);
  }

  function ask(asking: boolean): void {
    forget.toggleAttribute("data-asking", asking);
    forget.textContent = asking ? "Really forget all?" : "Forget all";
  }

  forget.addEventListener("click", () => {
    if (!forget.hasAttribute("data-asking")) return ask(true);
    ask(false);
    settled.discard();
    void change(async (opened) => {
      await opened.clear();
      return "All drawings are forgotten.";
    }).then(() => heading.focus({preventScroll: true}));
  });
  forget.addEventListener("blur", () => ask(false));
  forget.addEventListener("keydown", ({key}) => key === "Escape" && ask(false));
  wanted.addEventListener("input", () => {
    const isWanted = wanted.value;
    void change(async (opened) => {
      await opened.want(isWanted);
      if (!isWanted) return "What was kept on this device is deleted.";
    });
  });
  list.addEventListener("input", (event) => {
    const {value} = (event.target as Element).closest<DrawingItem>("li.drawing")!;
    void change(async (opened) => {
      await opened.put(value);
      return `Now it is ${textOf(value)}.`;
    });
  });
  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    file.value = ""; // so that the same file can be chosen again
    if (chosen) void change((opened) => importDrawings(chosen, opened));
  });
  const onHide = () => {
    if (!history.isConnected) document.removeEventListener("visibilitychange", onHide);
    if (document.hidden) settled.flush();
  };
  document.addEventListener("visibilitychange", onHide);
  void change(async () => undefined);
  return Object.assign(history, {keep, onAnswer: settled.onAnswer});
}

function describePlace(isWanted: boolean, persistent: boolean): string {
  if (!isWanted) return "They are forgotten when you leave this page.";
  if (!persistent) return "This browser gives no room to keep them: they are forgotten when you leave this page.";
  return `The last ${MAX_DRAWINGS} are kept in this browser, and sent nowhere.`;
}

function saveFile(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  html<"a">`<a href=${url} download=${name}></a>`.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the browser may still be asking where to
}
