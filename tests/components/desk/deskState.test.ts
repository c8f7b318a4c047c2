import {describe, expect, it} from "vitest";
import type {DeskAnswer, DeskDigit} from "../../../src/components/answer/desk.js";
import {FIRST_DESK, framesOf, isAnswered, reduceDesk} from "../../../src/components/desk/deskState.js";
import type {Task} from "../../../src/components/desk/question.js";
import type {Stroke} from "../../../src/pen/pen.js";

const strokes: Stroke[] = [[[0.2, 0.2]]];
const task: Task = {run: "cnn", subject: {strokes}, timeStamp: 1};
const newer: Task = {run: "cnn", subject: {strokes: [...strokes, [[0.5, 0.5]]]}, timeStamp: 2};
const answer: DeskAnswer = {text: "7", confidence: 0.9, lines: [], backend: "wasm", milliseconds: 3, classes: ["7"]};
const asked = reduceDesk(FIRST_DESK, {type: "ask", task});
const answered = reduceDesk(asked, {type: "answer", task, answer});

describe("what the desk remembers", () => {
  it("is the answer to the latest question, never an older one's", () => {
    expect(answered).toMatchObject({latest: task, answered: answer});
    const again = reduceDesk(answered, {type: "ask", task: newer});
    expect(again.answered).toBeUndefined();
    expect(reduceDesk(again, {type: "answer", task, answer})).toBe(again);
  });

  it("is a question that needs no new answer where the same ink is divided alike", () => {
    expect(isAnswered(answered, {...task, timeStamp: 9})).toBe(true);
    expect(isAnswered(answered, newer)).toBe(false);
    expect(isAnswered(answered, {...task, run: "ann"})).toBe(false);
    expect(isAnswered(asked, task)).toBe(false);
  });

  it("ignores an answer that was on its way when something went wrong, and can still ask the same again", () => {
    const failed = reduceDesk(asked, {type: "fail"});
    expect(failed.latest).toEqual(task);
    expect(reduceDesk(failed, {type: "answer", task, answer})).toBe(failed);
    expect(reduceDesk(FIRST_DESK, {type: "fail"})).toEqual(FIRST_DESK);
  });

  it("is nothing once the surface is blank", () => {
    expect(reduceDesk(answered, {type: "blank"})).toEqual(FIRST_DESK);
  });

  it("takes what is in the cells for one drawing until they are blank", () => {
    const first = reduceDesk(FIRST_DESK, {type: "cells", isInCells: true});
    expect(reduceDesk(first, {type: "cells", isInCells: true}).cells).toBe(first.cells);
    const blank = reduceDesk(first, {type: "cells", isInCells: false});
    expect(blank.cells).toBeUndefined();
    expect(reduceDesk(blank, {type: "cells", isInCells: true}).cells).not.toBe(first.cells);
  });
});

it("frames say what each digit is taken for: what the visitor said, or else what was read", () => {
  const digit = (label: number, part: number): DeskDigit => ({
    label,
    confidence: 0.9,
    likelihood: null,
    probabilities: [0.5, 0.5],
    image: new Uint8Array(784),
    box: {x: part, y: 0, width: 1, height: 1},
    parts: [part]
  });
  const frames = framesOf([digit(0, 0), digit(1, 1)], 1, {classes: ["a", "b"], corrections: new Map([["1", "a"]])});
  expect(frames).toEqual([
    {x: 0, y: 0, width: 1, height: 1, chosen: false, text: "a"},
    {x: 1, y: 0, width: 1, height: 1, chosen: true, text: "a"}
  ]);
});
