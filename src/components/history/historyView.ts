import {select} from "d3-selection";
import {html} from "htl";
import type {KeptDrawing} from "../../characters/drawings.js";
import {drawingItem, type DrawingActions, type DrawingItem} from "./drawingItem.js";
import {summarizeDrawings} from "./drawingSummary.js";
import {describePlace, FIRST_HISTORY, moreWords, type HistoryState} from "./historyState.js";
import {keepSwitch} from "./keepSwitch.js";

/** What a visitor can do with the last drawings. */
export interface HistoryActions extends DrawingActions {
  readonly onCorrect: (drawing: KeptDrawing) => void;
  readonly onUndo: () => void;
  readonly onMore: () => void;
  readonly onSaveStrokes: () => void;
  readonly onSaveRows: () => void;
  readonly onForget: () => void;
  /** What was asked about deleting all is not meant. */
  readonly onKeep: () => void;
  readonly onWant: (isWanted: boolean) => void;
  readonly onImport: (file: File) => void;
}

/** What is seen of the last drawings. */
export interface HistoryView {
  readonly element: HTMLElement;
  readonly heading: HTMLElement;
  /** The button that undoes what was done last. */
  readonly undo: HTMLElement;
  render(state: HistoryState): void;
}

/** Returns the list of drawings, empty. *noun* is what is drawn, as "a digit". */
export function historyView(noun: string, actions: HistoryActions): HistoryView {
  const heading = html`<h2 tabindex="-1">Your last drawings</h2>`;
  const summary = html`<p class="history-summary" data-testid="history-summary">…</p>`;
  const place = html`<small data-testid="history-place">${describePlace({isWanted: true, persistent: true})}</small>`;
  const controls = historyControls(actions);
  const status = html`<span role="status"></span>`;
  const undo = html`<button type="button" hidden onclick=${actions.onUndo}>Undo</button>`;
  const list = drawingList(actions);
  const none = html`<p class="history-none" hidden>
    Draw ${noun} above: it comes here with its answer, and you can correct what was misread.
  </p>`;
  const more = html`<button type="button" hidden onclick=${actions.onMore}></button>`;
  const element = html`<section class="history" aria-label="Your last drawings">
    ${heading}${summary}${controls.element}
    <p class="history-place"><small>Is ${noun} wrong? Choose what it is.</small> ${place}</p>
    <p class="history-status toolbar">${status}${undo}</p>
    ${none}${list.element}
    <p class="toolbar">${more}</p>
  </section>`;
  let shown = FIRST_HISTORY;
  return {
    element,
    heading,
    undo,
    render(state) {
      status.textContent = state.sentence;
      undo.hidden = !state.removed;
      controls.render(state, shown);
      const {stored} = state;
      if (stored && (stored !== shown.stored || state.limit !== shown.limit)) {
        const words = moreWords(state);
        summary.textContent = summarizeDrawings(stored.drawings);
        place.textContent = describePlace(stored);
        more.hidden = words === undefined;
        more.textContent = words ?? "";
        none.hidden = stored.drawings.length > 0;
        list.render(stored.drawings.slice(0, state.limit));
      }
      shown = state;
    }
  };
}

/** Returns what concerns all drawings. What was *shown* before tells what is news: the switch holds what is being decided. */
function historyControls({onSaveStrokes, onSaveRows, onForget, onKeep, onWant, onImport}: HistoryActions): {
  readonly element: HTMLElement;
  readonly render: (state: HistoryState, shown: HistoryState) => void;
} {
  const wanted = keepSwitch();
  const strokes = html<"button">`<button type="button" onclick=${onSaveStrokes}>Strokes (JSON)</button>`;
  const rows = html<"button">`<button type="button" onclick=${onSaveRows}>Kaggle CSV</button>`;
  const forget = html<"button">`<button type="button" data-testid="forget-all" onclick=${onForget}></button>`;
  const file = html<"input">`<input type="file" accept=".json,application/json" />`;
  forget.addEventListener("blur", onKeep);
  forget.addEventListener("keydown", ({key}) => key === "Escape" && onKeep());
  wanted.addEventListener("input", () => onWant(wanted.value));
  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    file.value = ""; // so that the same file can be chosen again
    if (chosen) onImport(chosen);
  });
  return {
    element: html`<div class="history-controls">
      ${wanted}
      <div class="toolbar" role="group" aria-label="All drawings">${strokes}${rows}${forget}</div>
      <label class="field">Import drawings (JSON) ${file}</label>
    </div>`,
    render(state, shown) {
      forget.toggleAttribute("data-asking", state.isAsking);
      forget.textContent = state.isAsking ? "Delete all drawings?" : "Delete all";
      if (!state.stored || state.stored === shown.stored) return;
      const {isWanted, persistent, drawings} = state.stored;
      wanted.show({isWanted, kept: persistent ? drawings.length : 0});
      for (const button of [strokes, rows, forget]) button.disabled = !drawings.length;
    }
  };
}

function drawingList({onCorrect, ...actions}: HistoryActions): {
  readonly element: HTMLElement;
  readonly render: (drawings: readonly KeptDrawing[]) => void;
} {
  const element = html`<ol class="drawings" role="list"></ol>`;
  element.addEventListener("input", ({target}) =>
    onCorrect((target as Element).closest<DrawingItem>("li.drawing")!.value)
  );
  return {
    element,
    render(drawings) {
      element.hidden = !drawings.length;
      select(element)
        .selectAll<DrawingItem, KeptDrawing>("li.drawing")
        .data(drawings, (drawing) => drawing.id)
        .join(
          (enter) => enter.append((drawing) => drawingItem(drawing, actions)),
          (update) => update.each((drawing, i, items) => void (items[i]!.value = drawing))
        )
        .order();
    }
  };
}
