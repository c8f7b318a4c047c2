import {DIGITS} from "../../characters/alphabet.js";
import {keepCorrections, textOf, type KeptDrawing} from "../../characters/drawings.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import {settledDrawings, type SettledDrawings} from "../desk/settledDrawings.js";
import {aOne} from "../page/classWords.js";
import type {DrawingStore} from "./drawingStore.js";
import {drawingsOf, FIRST_HISTORY, reduceHistory, type HistoryEvent} from "./historyState.js";
import {historyView} from "./historyView.js";
import {importDrawings} from "./importDrawings.js";
import {savePng, saveRows, saveStrokes} from "./savedDrawings.js";

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

/** Returns the list of the last drawings: each can be corrected, opened, saved and deleted, and all saved and forgotten. */
export function drawingHistory({store, runs = [], onOpen}: DrawingHistoryOptions): DrawingHistory {
  const settled = settledDrawings(keepSettled, {runs});
  let state = FIRST_HISTORY;
  /** What the desk kept last: only what was corrected there since is news. */
  let earlier: KeptDrawing | undefined;
  let queue: Promise<void> = Promise.resolve();

  const view = historyView(aOne(runs[0]?.classes ?? DIGITS), {
    onOpen(drawing) {
      settled.flush();
      settled.resume(drawing);
      onOpen(drawing);
      say(`${textOf(drawing)} is on the surface again.`);
    },
    onSave: (drawing) => void change(() => savePng(drawing)),
    onDelete: (drawing) => void remove(drawing),
    onUndo: restore,
    onCorrect: (drawing) => void change((opened) => opened.put(drawing).then(() => `Now it is ${textOf(drawing)}.`)),
    onMore() {
      follow({type: "more"});
      void change(() => Promise.resolve());
    },
    onSaveStrokes: () => say(saveStrokes(drawingsOf(state))),
    onSaveRows: () => say(saveRows(drawingsOf(state))),
    onForget: () => void forget(),
    onKeep: () => follow({type: "ask", isAsking: false}),
    onWant: (isWanted) =>
      void change(async (opened) => {
        await opened.want(isWanted);
        return isWanted ? undefined : "What was kept on this device is deleted.";
      }),
    onImport: (file) => void change((opened) => importDrawings(file, opened))
  });

  function follow(event: HistoryEvent): void {
    state = reduceHistory(state, event);
    view.render(state);
  }

  function say(sentence: string): void {
    follow({type: "say", sentence});
  }

  /** Does *work* after what is under way, and shows what is then there; a sentence that it resolves to is announced. */
  function change(work: (store: DrawingStore) => Promise<unknown>): Promise<void> {
    queue = queue.then(async () => {
      const opened = await store;
      const sentence = await work(opened).catch(
        (error: Error) => `That didn’t work: ${error.message || error.name}. Reload the page and try again.`
      );
      if (typeof sentence === "string") say(sentence);
      const {isWanted, persistent} = opened;
      follow({type: "stored", stored: {drawings: await opened.list(), isWanted, persistent}});
    });
    return queue;
  }

  function keep(drawing: KeptDrawing, said?: KeptDrawing): void {
    void change((opened) => {
      const before = drawingsOf(state).find(({id}) => id === drawing.id);
      return opened.put(before ? keepCorrections(drawing, before, said) : drawing);
    });
  }

  function keepSettled(drawing: KeptDrawing): void {
    keep(drawing, earlier?.id === drawing.id ? earlier : undefined);
    earlier = drawing;
  }

  async function remove(drawing: KeptDrawing): Promise<void> {
    settled.discard();
    await change((opened) => opened.remove(drawing.id));
    if (drawingsOf(state).some(({id}) => id === drawing.id)) return;
    follow({type: "say", sentence: `${textOf(drawing)} is deleted.`, removed: drawing});
    view.undo.focus({preventScroll: true});
  }

  function restore(): void {
    const {removed} = state;
    if (!removed) return;
    say(`${textOf(removed)} is back.`);
    keep(removed);
    view.heading.focus({preventScroll: true});
  }

  async function forget(): Promise<void> {
    follow({type: "ask", isAsking: !state.isAsking});
    if (state.isAsking) return;
    settled.discard();
    await change((opened) => opened.clear().then(() => "All drawings are forgotten."));
    view.heading.focus({preventScroll: true});
  }

  const onHide = () => {
    if (!view.element.isConnected) document.removeEventListener("visibilitychange", onHide);
    if (document.hidden) settled.flush();
  };
  document.addEventListener("visibilitychange", onHide);
  void change(() => Promise.resolve());
  return Object.assign(view.element, {keep, onAnswer: settled.onAnswer});
}
