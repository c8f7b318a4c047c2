import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {followLive} from "../../../src/components/network/followLive.js";
import type {WalkState} from "../../../src/components/network/walkState.js";
import type {Stroke} from "../../../src/pen/pen.js";
import type {TracedLayer} from "../../../src/readers/classifier.js";
import type {RecognizerClient} from "../../../src/readers/client.js";

type Client = Pick<RecognizerClient, "recognize" | "trace">;

const run = (name: string, classes: readonly string[] = DIGITS) =>
  ({name, title: name, kind: "network", classes, unsureBelow: 0, noDigitBelow: 0}) as const;
const LAYER: TracedLayer = {
  name: "a",
  from: undefined,
  kind: "Dense",
  activation: "relu",
  shape: [1],
  values: Float32Array.of(1)
};
const stroke = (x: number): readonly Stroke[] => [[[x, 0.5]]];

/** Returns a client whose answers come one by one, with what it was asked. */
function waitingClient() {
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  const client = {
    recognize: (name: string, subject: {strokes: readonly Stroke[]}) => {
      asked.push(`${name} ${subject.strokes[0]![0]![0]}`);
      return new Promise((resolve) =>
        waiting.push(() => resolve({lines: [[{text: name, image: new Uint8Array(784).fill(asked.length)}]]}))
      );
    },
    trace: async (_name: string, _image: Uint8Array, withWeights?: boolean) => [
      {...LAYER, ...(withWeights && {weights: {kernel: {shape: [1, 1], values: Float32Array.of(9)}}})}
    ]
  } as unknown as Client;
  const answer = async () => {
    waiting.shift()!();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return {client, asked, answer};
}

describe("followLive(run, client)", () => {
  it("asks for nothing until it is told to, then for the example", async () => {
    const {client, asked, answer} = waitingClient();
    const walk = followLive(run("one"), client);
    walk.draw([]);
    expect(asked).toEqual([]);
    walk.ask();
    expect(asked).toHaveLength(1);
    await answer();
    expect([walk.state.isExample, walk.state.digits![0]!.text]).toEqual([true, "one"]);
  });

  it("keeps strokes, answer and layers of one drawing together while newer ink waits, and asks for the latest only", async () => {
    const {client, asked, answer} = waitingClient();
    const walk = followLive(run("one"), client);
    const seen: WalkState[] = [];
    walk.watch((state) => seen.push(state));
    walk.ask();
    await answer();
    for (const x of [0.1, 0.2, 0.3]) walk.draw(stroke(x));
    await answer();
    expect(walk.state.strokes).toEqual(stroke(0.1));
    expect(walk.state.layers).toHaveLength(1);
    await answer();
    expect(walk.state.strokes).toEqual(stroke(0.3));
    expect(asked.slice(1)).toEqual(["one 0.1", "one 0.3"]);
    for (const {digits, layers} of seen.slice(1)) expect([digits?.length, layers?.length]).toEqual([1, 1]);
  });

  it("asks for the weights once a run, and keeps them with the layers", async () => {
    const {client, answer} = waitingClient();
    const withWeights: (boolean | undefined)[] = [];
    const walk = followLive(run("one"), {
      ...client,
      trace: (name, image, wanted) => {
        withWeights.push(wanted);
        return client.trace(name, image, wanted);
      }
    });
    walk.ask();
    await answer();
    walk.draw(stroke(0.4));
    await answer();
    expect(withWeights).toEqual([true, false]);
    expect(walk.state.layers![0]!.weights!.kernel!.values[0]).toBe(9);
  });

  it("has another run read the same drawing; what the one before answers late is dropped", async () => {
    const {client, asked, answer} = waitingClient();
    const walk = followLive(run("one"), client);
    walk.draw(stroke(0.4));
    walk.ask();
    walk.readBy(run("letters", ["A", "B"]));
    expect(walk.state.classes).toEqual(["A", "B"]);
    await answer();
    expect(walk.state.digits).toBeUndefined();
    await answer();
    expect(walk.state.digits![0]!.text).toBe("letters");
    expect(asked).toEqual(["one 0.4", "letters 0.4"]);
    expect(walk.run!.name).toBe("letters");
  });

  it("says why a run does not answer, and goes on with the next drawing", async () => {
    let fails = true;
    const {client} = waitingClient();
    const walk = followLive(run("one"), {
      ...client,
      recognize: async () => {
        if (fails) throw new Error("no file");
        return null;
      }
    });
    walk.ask();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(walk.state.problem).toBe("no file");
    fails = false;
    walk.draw(stroke(0.5));
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect([walk.state.problem, walk.state.digits]).toEqual([undefined, []]);
  });
});
