import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {
  formatSession,
  MAX_AGE,
  parseSession,
  type SessionDrawing
} from "../../../src/components/carry/sessionDrawing.js";

const coordinate = fc.double({min: -1000, max: 1000, noNaN: true, noDefaultInfinity: true}).map((x) => x + 0); // no −0
const strokes = fc.array(fc.array(fc.tuple(coordinate, coordinate), {minLength: 1, maxLength: 5}), {minLength: 1});
const session: fc.Arbitrary<SessionDrawing> = fc.record(
  {
    at: fc.constant(1_000_000),
    content: fc.record(
      {
        strokes,
        cells: fc.uint8Array({minLength: 784, maxLength: 784}),
        pressures: fc.array(fc.array(fc.double({min: 0, max: 1, noNaN: true}).map((x) => x + 0))),
        feedback: fc.record({
          corrections: fc.array(fc.tuple(fc.string(), fc.string())).map((pairs) => new Map(pairs)),
          constraints: fc.array(fc.record({parts: fc.array(fc.nat()), isDigit: fc.boolean()}))
        })
      },
      {requiredKeys: ["strokes", "feedback"]}
    ),
    photoName: fc.string(),
    identity: fc.record({id: fc.string(), at: fc.string(), isDeleted: fc.boolean()})
  },
  {requiredKeys: ["at", "content"]}
);
const feedback = {corrections: new Map(), constraints: []};

describe("formatSession(session) and parseSession(text, now)", () => {
  it("give back what lay on the desk, to the bit", () => {
    fc.assert(fc.property(session, (one) => void expect(parseSession(formatSession(one)!, 1_000_001)).toEqual(one)));
  });

  it("remember nothing of a blank desk, and the name alone of a photo", () => {
    const at = 5;
    expect(formatSession({at, content: {strokes: [], feedback}})).toBeUndefined();
    const photo = {at, content: {strokes: [], feedback}, photoName: "a.png"};
    expect(parseSession(formatSession(photo)!, at)).toEqual(photo);
  });

  it("give nothing of what was drawn twelve hours before, or later", () => {
    const text = formatSession({at: 5, content: {strokes: [[[0, 0]]], feedback}})!;
    expect(parseSession(text, 4 + MAX_AGE)).toBeDefined();
    expect(parseSession(text, 5 + MAX_AGE)).toBeUndefined();
    expect(MAX_AGE).toBe(12 * 3600 * 1000);
  });

  it("give nothing for what somebody else stored there, or what is damaged", () => {
    const whole = JSON.parse(formatSession({at: 5, content: {strokes: [[[0, 0]]], feedback}})!) as object;
    for (const wrong of [
      {strokes: [[]]},
      {strokes: [[[0]]]},
      {strokes: [[[0, 1e9]]]},
      {strokes: "a"},
      {cells: [1, 2]},
      {cells: Array.from({length: 784}, () => 256)},
      {corrections: [["0"]]},
      {constraints: [{parts: [-1], isDigit: true}]},
      {at: "now"},
      {at: undefined}
    ]) {
      expect(parseSession(JSON.stringify({...whole, ...wrong}), 6), JSON.stringify(wrong)).toBeUndefined();
    }
    for (const text of ["", "null", "[]", "7", '{"at":5}', "{"]) expect(parseSession(text, 6), text).toBeUndefined();
    fc.assert(fc.property(fc.json(), (text) => void expect(parseSession(text, 6)).toBeUndefined()));
  });
});
