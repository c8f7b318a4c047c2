import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import type {DeskAnswer, DeskSubject} from "../../../src/components/answer/desk.js";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {settledDrawings} from "../../../src/components/desk/settledDrawings.js";
import {textOf, type KeptDrawing} from "../../../src/characters/drawings.js";
import type {Point, Stroke} from "../../../src/pen/pen.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const NOTHING: DeskSubject = {strokes: []};

/** What was kept, and a desk whose answers are written down here. */
function stage() {
  const kept: KeptDrawing[] = [];
  const settled = settledDrawings((drawing) => kept.push(drawing), {delay: 800});
  const answer = (subject: DeskSubject, text: string) => settled.onAnswer(subject, answerOf(text), "ann");
  return {kept, settled, answer, texts: () => kept.map((drawing) => textOf(drawing))};
}

function answerOf(text: string): DeskAnswer {
  const box = {x: 0, y: 0, width: 1, height: 1};
  const line = Array.from(text, (digit) => ({
    label: Number(digit),
    parts: [0],
    confidence: 0.75,
    probabilities: [],
    likelihood: null,
    image: new Uint8Array(784),
    box
  }));
  return {text, classes: DIGITS, confidence: 0.75, lines: [line], backend: "cpu", milliseconds: 1};
}

/** Returns a new stroke. */
function stroke(): Stroke {
  return [
    [0, 0],
    [1, 1]
  ];
}

describe("settledDrawings(keep)", () => {
  it("keeps a drawing with its latest answer once there was no new ink for a while, not before", () => {
    const {kept, answer} = stage();
    const strokes = [stroke()];
    answer({strokes}, "1");
    vi.advanceTimersByTime(799);
    answer({strokes: [...strokes, stroke()]}, "14");
    vi.advanceTimersByTime(799);
    expect(kept).toEqual([]);
    vi.advanceTimersByTime(1);
    const digit = (read: number) => ({
      read,
      confidence: 0.75,
      likelihood: null,
      state: "answered",
      corrected: null,
      image: new Uint8Array(784)
    });
    const about = {id: expect.any(String), at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/), run: "ann"};
    expect(kept).toEqual([{...about, strokes: [stroke(), stroke()], lines: [[digit(1), digit(4)]]}]);
  });

  it("says which answers were doubtful by the thresholds of the run that gave them", () => {
    const kept: KeptDrawing[] = [];
    const runs = [
      {name: "strict", unsureBelow: 0.9, noDigitBelow: 0.5},
      {name: "mild", unsureBelow: 0.5, noDigitBelow: 0.5}
    ];
    const settled = settledDrawings((drawing) => kept.push(drawing), {runs});
    for (const {name} of runs) {
      settled.onAnswer({strokes: [stroke()]}, answerOf("1"), name); // 75 % sure
      settled.flush();
    }
    expect(kept.map(({lines}) => lines[0]![0]!.state)).toEqual(["unsure", "answered"]);
  });

  it("keeps it at once where the surface is cleared, or where it is asked to", () => {
    const {settled, answer, texts} = stage();
    answer({strokes: [stroke()]}, "1");
    settled.onAnswer(NOTHING, null, "ann");
    expect(texts()).toEqual(["1"]);
    answer({strokes: [stroke()]}, "2");
    settled.flush();
    expect(texts()).toEqual(["1", "2"]);
    vi.advanceTimersByTime(5000);
    expect(texts()).toEqual(["1", "2"]);
  });

  it("gives a drawing the same id and time until the surface is cleared, and again when that is undone", () => {
    const {kept, settled, answer} = stage();
    const [first, second] = [[stroke()], [stroke()]];
    answer({strokes: first}, "1");
    settled.flush();
    vi.advanceTimersByTime(5000);
    answer({strokes: [...first, stroke()]}, "4");
    settled.onAnswer(NOTHING, null, "ann");
    answer({strokes: second}, "7");
    settled.onAnswer(NOTHING, null, "ann");
    answer({strokes: first}, "1");
    settled.flush();
    const [a, b, c, d] = kept.map(({id, at}) => `${id} ${at}`);
    expect([b, d]).toEqual([a, a]);
    expect(c).not.toBe(a);
  });

  it("takes all ink and cells of one drawing for the same, whatever became of its first stroke", () => {
    const {kept, answer} = stage();
    const [drawing, other] = [{}, {}];
    for (const text of ["8", "3", "1"]) {
      answer({strokes: [stroke()], drawing}, text); // the first stroke is another each time: some of it was erased
      vi.advanceTimersByTime(5000);
    }
    const picture = () => ({data: new Uint8ClampedArray(4), width: 1, height: 1});
    for (const text of ["4", "9"]) {
      answer({picture: picture(), drawing: other}, text);
      vi.advanceTimersByTime(5000);
    }
    const [a, , , b] = kept.map(({id}) => id);
    expect(kept.map(({id}) => id)).toEqual([a, a, a, b, b]);
    expect(a).not.toBe(b);
  });

  it("keeps the drawing that waits when a photo comes, the photo without strokes, and each photo for itself", () => {
    const {kept, answer, texts} = stage();
    const photo = () => ({picture: {data: new Uint8ClampedArray(4), width: 1, height: 1}});
    const [ink, one] = [[stroke()], photo()];
    answer({strokes: ink}, "1");
    answer(one, "22");
    answer(one, "23"); // by another run
    answer(photo(), "3");
    answer({strokes: ink}, "1");
    vi.advanceTimersByTime(800);
    expect(texts()).toEqual(["1", "23", "3", "1"]);
    expect(kept.map(({strokes}) => strokes.length)).toEqual([1, 0, 0, 1]);
    expect(kept[3]!.id).toBe(kept[0]!.id);
    expect(new Set(kept.map(({id}) => id)).size).toBe(3);
  });

  it("keeps the strokes as they were when they were read: one may still be growing", () => {
    const {kept, settled, answer} = stage();
    const growing: Point[] = [[0, 0]];
    answer({strokes: [growing]}, "1");
    growing.push([1, 1]);
    settled.flush();
    expect(kept[0]!.strokes).toEqual([[[0, 0]]]);
  });

  it("forgets what waits where that is asked for, and keeps nothing of a photo without ink", () => {
    const {kept, settled, answer} = stage();
    answer({strokes: [stroke()]}, "1");
    settled.discard();
    settled.onAnswer({picture: {data: new Uint8ClampedArray(4), width: 1, height: 1}}, null, "ann");
    vi.advanceTimersByTime(5000);
    expect(kept).toEqual([]);
  });

  it("takes the strokes of an earlier drawing, when they are back, for that drawing", () => {
    const {kept, settled, answer} = stage();
    const earlier = {id: "earlier", at: "2026-01-31T12:00:00.000Z", run: "cnn", strokes: [stroke()], lines: []};
    settled.resume(earlier);
    answer({strokes: [...earlier.strokes, stroke()]}, "4");
    settled.flush();
    expect(kept[0]).toMatchObject({id: "earlier", at: "2026-01-31T12:00:00.000Z", run: "ann"});
  });

  it("keeps the classes of a run that reads others than the digits, and nothing of what it has no answer to", () => {
    const {kept, settled} = stage();
    const read = {...answerOf("10"), classes: ["A", "B"]};
    settled.onAnswer({strokes: [stroke()]}, read, "az", new Map([["0", "A"]]));
    settled.flush();
    expect(kept).toMatchObject([
      {
        classes: ["A", "B"],
        lines: [
          [
            {read: 1, corrected: 0},
            {read: 0, corrected: null}
          ]
        ]
      }
    ]);
    const [[digit]] = read.lines as unknown as [[DeskAnswer["lines"][number][number]]];
    settled.onAnswer({strokes: [stroke()]}, {...read, lines: [[{...digit, label: 255}]]}, "az");
    settled.flush();
    expect(kept).toHaveLength(1);
  });
});
