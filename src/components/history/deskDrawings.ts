import type {KeptDrawing} from "../../characters/drawings.js";
import type {Stroke} from "../../pen/pen.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import {settledDrawings, type Identity, type SettledDrawings} from "../desk/settledDrawings.js";

/** As which drawing the history knows what is on the desk. */
export interface KeptIdentity extends Identity {
  /** Was it deleted from the history since its last ink? */
  readonly isDeleted: boolean;
}

/** The drawings on the desk, one after another. */
export interface DeskDrawings extends Pick<SettledDrawings, "onAnswer" | "flush"> {
  /** The drawing on the desk; undefined where there is none. */
  readonly current: KeptIdentity | undefined;
  /**
   * Takes *strokes* that come to the desk again for the drawing of that identity; without strokes the next cells. A deleted
   * drawing stays so until there is new ink.
   */
  resume(identity: KeptIdentity, strokes: readonly Stroke[]): void;
  /** What waits for more ink is not to be kept: the drawing with this *id* was deleted, undefined for all. */
  forget(id: string | undefined): void;
}

/**
 * Calls *keep* with each drawing of the desk once it is done for now, and with how it was kept before: only what was
 * corrected on the desk since then is news.
 */
export function deskDrawings(
  keep: (drawing: KeptDrawing, earlier: KeptDrawing | undefined) => void,
  runs: readonly DeskRun[]
): DeskDrawings {
  const settled = settledDrawings(onSettled, {runs});
  let earlier: KeptDrawing | undefined;
  let deleted: string | undefined;
  /** The ink of a deleted drawing that came back to the desk: reading it again is no reason to keep it. */
  let seen: string | undefined;

  function onSettled(drawing: KeptDrawing): void {
    const isNew = drawing.id !== deleted || seen === undefined || inkOf(drawing.strokes) !== seen;
    if (!isNew) return;
    if (drawing.id === deleted) deleted = seen = undefined;
    keep(drawing, earlier?.id === drawing.id ? earlier : undefined);
    earlier = drawing;
  }

  return {
    onAnswer: settled.onAnswer,
    flush: settled.flush,
    get current() {
      const {current} = settled;
      return current && {...current, isDeleted: current.id === deleted};
    },
    resume({id, at, isDeleted}, strokes) {
      settled.resume({id, at, strokes});
      [deleted, seen] = isDeleted ? [id, inkOf(strokes)] : [undefined, undefined];
    },
    forget(id) {
      const {current} = settled;
      if (!current || (id !== undefined && id !== current.id)) return;
      settled.discard();
      [deleted, seen] = [current.id, undefined];
    }
  };
}

function inkOf(strokes: readonly Stroke[]): string {
  return JSON.stringify(strokes);
}
