import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import type {KeptDrawing} from "../../../src/characters/drawings.js";
import type {DeskAnswer} from "../../../src/components/answer/desk.js";
import {deskDrawings} from "../../../src/components/history/deskDrawings.js";
import type {Stroke} from "../../../src/pen/pen.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const one: Stroke = [[0.5, 0.2], [0.5, 0.8]]; // prettier-ignore
const bar: Stroke = [[0.4, 0.5], [0.6, 0.5]]; // prettier-ignore

/** An answer of one digit. */
function answer(label: number): DeskAnswer {
  const box = {x: 0, y: 0, width: 1, height: 1};
  const digit = {
    label,
    confidence: 0.9,
    likelihood: 0.9,
    probabilities: [],
    image: new Uint8Array(784),
    box,
    parts: [0]
  };
  return {classes: DIGITS, text: String(label), confidence: 0.9, lines: [[digit]], backend: "cpu", milliseconds: 1};
}

/** Returns the desk's drawings and those that were kept. */
function start(): {kept: KeptDrawing[]; desk: ReturnType<typeof deskDrawings>} {
  const kept: KeptDrawing[] = [];
  return {kept, desk: deskDrawings((drawing) => void kept.push(drawing), [])};
}

describe("deskDrawings(keep, runs)", () => {
  it("knows the drawing on the desk from its first answer until the surface is blank", () => {
    const {kept, desk} = start();
    expect(desk.current).toBeUndefined();
    desk.onAnswer({strokes: [one]}, answer(1), "ann", new Map());
    const {current} = desk;
    vi.runAllTimers();
    expect(current).toEqual({id: kept[0]!.id, at: kept[0]!.at, isDeleted: false});
    desk.onAnswer({strokes: []}, null, "ann", new Map());
    expect(desk.current).toBeUndefined();
  });

  it("keeps strokes that come again, on another page, as the drawing that they were", () => {
    const {kept, desk} = start();
    desk.resume({id: "a", at: "2026-01-31T12:00:00.000Z", isDeleted: false}, [one]);
    desk.onAnswer({strokes: [one]}, answer(1), "ann", new Map());
    vi.runAllTimers();
    expect(kept.map(({id}) => id)).toEqual(["a"]);
  });

  it("keeps cells that come again as the drawing that they were, and the next ones as another", () => {
    const {kept, desk} = start();
    const picture = {data: new Uint8ClampedArray(4), width: 1, height: 1};
    desk.resume({id: "a", at: "2026-01-31T12:00:00.000Z", isDeleted: false}, []);
    desk.onAnswer({picture, drawing: {}}, answer(1), "ann", new Map());
    vi.runAllTimers();
    desk.onAnswer({picture: {...picture}, drawing: {}}, answer(7), "ann", new Map());
    vi.runAllTimers();
    expect(kept[0]!.id).toBe("a");
    expect(kept[1]!.id).not.toBe("a");
  });

  it("keeps nothing of a drawing that was deleted, here or on an earlier page, until it has new ink", () => {
    const {kept, desk} = start();
    desk.onAnswer({strokes: [one]}, answer(1), "ann", new Map());
    desk.forget(undefined);
    vi.runAllTimers();
    expect([kept.length, desk.current!.isDeleted]).toEqual([0, true]);

    const later = start();
    later.desk.resume(desk.current!, [one]);
    later.desk.onAnswer({strokes: [one]}, answer(1), "ann", new Map());
    vi.runAllTimers();
    expect(later.kept).toEqual([]);
    expect(later.desk.current).toEqual(desk.current);
    later.desk.onAnswer({strokes: [one, bar]}, answer(7), "ann", new Map());
    vi.runAllTimers();
    expect(later.kept.map(({id}) => id)).toEqual([desk.current!.id]);
    expect(later.desk.current!.isDeleted).toBe(false);
  });

  it("goes on waiting with a drawing when another one is deleted", () => {
    const {kept, desk} = start();
    desk.onAnswer({strokes: [one]}, answer(1), "ann", new Map());
    desk.forget("of another");
    vi.runAllTimers();
    expect(kept).toHaveLength(1);
  });
});
