import {DIGITS} from "../../characters/alphabet.js";
import {keepCorrections, textOf, type KeptDrawing} from "../../characters/drawings.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import {aOne} from "../page/classWords.js";
import {withMembers} from "../page/withMembers.js";
import {deskDrawings, type DeskDrawings} from "./deskDrawings.js";
import type {DrawingStore} from "./drawingStore.js";
import type {DrawingChange} from "./otherTabs.js";
import {drawingsOf, FIRST_HISTORY, reduceHistory, type HistoryEvent} from "./historyState.js";
import {historyView} from "./historyView.js";
import {importDrawings} from "./importDrawings.js";
import {savePng, saveRows, saveStrokes} from "./savedDrawings.js";

/** The last drawings; dispatches `drawings` whenever they changed. */
export interface DrawingHistory extends HTMLElement {
  /** The drawing on the desk, and how it comes there again on another page. */
  readonly onDesk: Pick<DeskDrawings, "current" | "resume">;
  /** The drawings, the newest first; none until the store was read. */
  readonly drawings: readonly KeptDrawing[];
  /** Adds a drawing, or puts it in the place of the one with the same id, with what was corrected in that. */
  keep(drawing: KeptDrawing): void;
  /** For the desk, to be called with each of its answers: keeps the drawing once there was no new ink for a while. */
  readonly onAnswer: DeskDrawings["onAnswer"];
}

export interface DrawingHistoryOptions {
  readonly store: DrawingStore | Promise<DrawingStore>;
  /** The runs that answer, by whose thresholds an answer is doubtful. */
  readonly runs?: readonly DeskRun[];
  /** Called with a drawing that is to come back to the surface. */
  readonly onOpen: (drawing: KeptDrawing) => void;
}

/** Returns the list of the last drawings: each can be corrected, opened, saved and deleted, and all saved and deleted. */
export function drawingHistory({store, runs = [], onOpen}: DrawingHistoryOptions): DrawingHistory {
  const onDesk = deskDrawings(keep, runs);
  let state = FIRST_HISTORY;
  let queue: Promise<void> = Promise.resolve();

  const view = historyView(aOne(runs[0]?.classes ?? DIGITS), {
    onOpen(drawing) {
      onDesk.flush();
      onDesk.resume({...drawing, isDeleted: false}, drawing.strokes);
      onOpen(drawing);
      say(`${textOf(drawing)} is on the surface again.`);
    },
    onSave: (drawing) => void change(() => savePng(drawing)),
    onDelete: (drawing) => void remove(drawing),
    onUndo: restore,
    onCorrect: (drawing) =>
      void change(async (opened) =>
        (await opened.replace(drawing)) ? `Corrected to ${textOf(drawing)}.` : "Another tab deleted this drawing."
      ),
    onMore: () => follow({type: "more"}),
    onSaveStrokes: () => say(saveStrokes(drawingsOf(state))),
    onSaveRows: () => say(saveRows(drawingsOf(state))),
    onForget: () => void forget(),
    onKeep: () => follow({type: "ask", isAsking: false}),
    onWant: (isWanted) =>
      void change(async (opened) => {
        await opened.want(isWanted);
        return isWanted ? undefined : "Deleted from this device.";
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
      view.element.dispatchEvent(new Event("drawings"));
    });
    return queue;
  }

  function keep(drawing: KeptDrawing, said?: KeptDrawing): void {
    void change(async (opened) => {
      const before = (await opened.list()).find(({id}) => id === drawing.id);
      await opened.put(before ? keepCorrections(drawing, before, said) : drawing);
    });
  }

  async function remove(drawing: KeptDrawing): Promise<void> {
    onDesk.forget(drawing.id);
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
    onDesk.forget(undefined);
    await change((opened) => opened.clear().then(() => "All drawings are deleted."));
    view.heading.focus({preventScroll: true});
  }

  /** Follows another tab: what was deleted there is not kept again here. */
  function followTab(change: DrawingChange): void {
    if (change.type === "clear") onDesk.forget(undefined);
    if (change.type === "remove") onDesk.forget(change.id);
    refresh();
  }

  const refresh = () => void change(() => Promise.resolve());
  const onHide = () => {
    if (!view.element.isConnected) document.removeEventListener("visibilitychange", onHide);
    if (document.hidden) onDesk.flush();
    else refresh(); // a page that was frozen heard of nothing
  };
  document.addEventListener("visibilitychange", onHide);
  void change((opened) => Promise.resolve(opened.listen(followTab)));
  return withMembers(view.element, {
    keep,
    onAnswer: onDesk.onAnswer,
    onDesk,
    get drawings() {
      return drawingsOf(state);
    }
  });
}
