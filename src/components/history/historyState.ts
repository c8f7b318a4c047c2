import type {KeptDrawing} from "../../characters/drawings.js";
import {MAX_DRAWINGS, type DrawingStore} from "./drawingStore.js";

/** As many are in the document until more are asked for. */
export const PAGE = 12;

/** What the store holds, and whether it is kept. */
export interface StoredDrawings extends Pick<DrawingStore, "isWanted" | "persistent"> {
  /** The newest first. */
  readonly drawings: readonly KeptDrawing[];
}

/** All that the list of the last drawings shows. */
export interface HistoryState {
  /** Undefined until the store was read. */
  readonly stored: StoredDrawings | undefined;
  /** How many drawings are in the document, at most. */
  readonly limit: number;
  /** Does the button that deletes all ask whether that is meant? */
  readonly isAsking: boolean;
  /** What happened last, as a sentence. */
  readonly sentence: string;
  /** The drawing that was deleted last, while that can be undone. */
  readonly removed: KeptDrawing | undefined;
}

export type HistoryEvent =
  | {readonly type: "stored"; readonly stored: StoredDrawings}
  | {readonly type: "more"}
  | {readonly type: "ask"; readonly isAsking: boolean}
  /** Something happened; what was *removed* can be brought back. */
  | {readonly type: "say"; readonly sentence: string; readonly removed?: KeptDrawing};

/** The state before the store was read. */
export const FIRST_HISTORY: HistoryState = {
  stored: undefined,
  limit: PAGE,
  isAsking: false,
  sentence: "",
  removed: undefined
};

/** Returns the state after an *event*. */
export function reduceHistory(state: HistoryState, event: HistoryEvent): HistoryState {
  switch (event.type) {
    case "stored":
      return {...state, stored: event.stored};
    case "more":
      return {...state, limit: state.limit + PAGE};
    case "ask":
      return {...state, isAsking: event.isAsking};
    case "say":
      return {...state, sentence: event.sentence, removed: event.removed};
  }
}

/** Returns the drawings that are known, the newest first. */
export function drawingsOf({stored}: HistoryState): readonly KeptDrawing[] {
  return stored?.drawings ?? [];
}

/** Returns what the button says that shows more drawings; undefined where all are shown. */
export function moreWords(state: HistoryState): string | undefined {
  const n = drawingsOf(state).length;
  const rest = n - state.limit;
  return rest > 0 ? `Show ${Math.min(rest, PAGE)} more of ${n}` : undefined;
}

/** Returns where the drawings are kept, as a sentence. */
export function describePlace({isWanted, persistent}: Pick<StoredDrawings, "isWanted" | "persistent">): string {
  if (!isWanted) return "Not kept: they are gone once you leave this page.";
  if (!persistent) return "This browser has no room to keep them: they are gone once you leave this page.";
  return `The last ${MAX_DRAWINGS} are kept in this browser, and sent nowhere.`;
}
