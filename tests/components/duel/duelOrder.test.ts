import {describe, expect, it} from "vitest";
import {askOrder, fastestFirst, formatTime, placeOnLane} from "../../../src/components/duel/duelOrder.js";

const system = (name: string, bytes: number, milliseconds?: number, isHeavy = false) => ({
  name,
  bytes,
  isHeavy,
  ...(milliseconds === undefined ? {} : {milliseconds})
});
const SYSTEMS = [
  system("slow", 10, 9),
  system("fast", 500, 1),
  system("unknown", 20),
  system("huge", 4_000_000, 2, true)
];
const NOTHING = {loaded: new Set<string>(), times: new Map<string, number>(), wanted: new Set<string>()};
const namesOf = (systems: readonly {name: string}[]) => systems.map(({name}) => name);

describe("askOrder(systems, known)", () => {
  it("loads the smallest models first, and heavy ones only if they are wanted", () => {
    expect(namesOf(askOrder(SYSTEMS, NOTHING))).toEqual(["slow", "unknown", "fast"]);
    expect(namesOf(askOrder(SYSTEMS, {...NOTHING, wanted: new Set(["huge"])}))).toEqual([
      "slow",
      "unknown",
      "fast",
      "huge"
    ]);
  });

  it("asks the loaded ones first, the fastest first, by what this device measured where it did", () => {
    const loaded = new Set(["slow", "fast"]);
    expect(namesOf(askOrder(SYSTEMS, {...NOTHING, loaded}))).toEqual(["fast", "slow", "unknown"]);
    expect(namesOf(askOrder(SYSTEMS, {...NOTHING, loaded, times: new Map([["slow", 0.5]])}))).toEqual([
      "slow",
      "fast",
      "unknown"
    ]);
  });

  it("asks those of unknown speed last, in their order", () => {
    const two = [system("b", 1), system("a", 1), system("c", 1, 5)];
    expect(namesOf(askOrder(two, {...NOTHING, loaded: new Set(["a", "b", "c"])}))).toEqual(["c", "b", "a"]);
  });
});

describe("fastestFirst(names, times)", () => {
  it("sorts by time, keeps the order of equal ones, and puts those without a time last", () => {
    const times = new Map([
      ["b", 2],
      ["c", 1],
      ["d", 2]
    ]);
    expect(fastestFirst(["a", "b", "c", "d", "e"], times)).toEqual(["c", "b", "d", "a", "e"]);
  });
});

describe("formatTime(milliseconds)", () => {
  it("has two figures or so, and never claims no time at all", () => {
    expect([0, 0.04, 0.05, 0.44, 9.94, 9.96, 123.4, 999.4, 1234].map(formatTime)).toEqual([
      "<0.1 ms",
      "<0.1 ms",
      "0.1 ms",
      "0.4 ms",
      "9.9 ms",
      "10 ms",
      "123 ms",
      "999 ms",
      "1.2 s"
    ]);
  });
});

describe("placeOnLane(milliseconds)", () => {
  it("is logarithmic from 0.1 ms to 1 s, and stays on the lane", () => {
    expect([0, 0.1, 10, 1000, 5000].map((time) => Number(placeOnLane(time).toFixed(9)))).toEqual([0, 0, 0.5, 1, 1]);
  });
});
