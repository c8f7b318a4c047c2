import {randomLcg, randomNormal} from "d3-random";
import {describe, expect, it} from "vitest";
import {findStrongInk} from "../../src/ink/strongInk.js";

const THRESHOLD = {smoothed: 0, noises: 4};
const SIDE = 60;

/**
 * Paper of level 200 with hairlines of level 175, some of which touch a stroke of level 60 with an edge of level 130.
 */
function check(invert = false, deviation = 0) {
  const normal = randomNormal.source(randomLcg(0.3))(0, deviation);
  const data = Uint8Array.from({length: SIDE * SIDE}, (_, i) => {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
    const distance = y >= 10 && y < 50 ? Math.abs(x - 30) : Infinity;
    const level = distance < 3 ? 60 : distance < 4 ? 130 : y % 9 === 0 ? 175 : 200;
    return (invert ? 255 - level : level) + (deviation ? Math.round(normal()) : 0);
  });
  return {width: SIDE, height: SIDE, data};
}

describe("findStrongInk(picture, threshold)", () => {
  it("finds strokes with their edges but not the print on the paper", () => {
    for (const invert of [false, true]) {
      const ink = findStrongInk(check(invert), THRESHOLD)!.data;
      for (const i of ink.keys()) {
        const isStroke = Math.abs((i % SIDE) - 30) < 4 && Math.floor(i / SIDE) >= 10 && Math.floor(i / SIDE) < 50;
        expect(ink[i]! > 0, `pixel ${i}`).toBe(isStroke);
      }
    }
  });

  it("finds strokes in noise", () => {
    const ink = findStrongInk(check(false, 6), THRESHOLD)!.data;
    expect(ink[30 * SIDE + 30]).toBeGreaterThan(200);
    expect(ink[30 * SIDE + 10]).toBe(0);
  });

  it("finds nothing on blank paper, with or without grain", () => {
    const blank = {width: 80, height: 40, data: new Uint8Array(3200).fill(200)};
    expect(findStrongInk(blank, THRESHOLD)).toBeUndefined();
    const normal = randomNormal.source(randomLcg(0.3))(200, 12);
    const grain = {...blank, data: blank.data.map(() => Math.round(normal()))};
    for (const smoothed of [0, 1]) expect(findStrongInk(grain, {smoothed, noises: 2.5})).toBeUndefined();
  });
});
