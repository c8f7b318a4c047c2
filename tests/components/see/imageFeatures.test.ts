import {describe, expect, it, vi} from "vitest";
import {featureStore} from "../../../src/components/see/imageFeatures.js";

/** Images that are told apart by their first pixel. */
const images = (n: number) => Uint8Array.from({length: n * 784}, (_, i) => (i % 784 ? 0 : i / 784));

/** Gives two activations an image: its first pixel, and that times a factor for the layer. */
const activationsOf = (factor: number) => (batch: Uint8Array) =>
  Float32Array.from(
    {length: (batch.length / 784) * 2},
    (_, i) => batch[Math.floor(i / 2) * 784]! * (i % 2 ? factor : 1)
  );

const quiet = {onMore: () => undefined, onError: (_run: string, error: unknown) => Promise.reject(error)};

describe("featureStore(images, ask, {onMore, onError})", () => {
  it("asks for some images at a time until it knows all, and says so after each step", async () => {
    const asked: number[] = [];
    const steps: (number | undefined)[] = [];
    const ask = async (_run: string, batch: Uint8Array) => {
      asked.push(batch.length / 784);
      return activationsOf(3)(batch);
    };
    const store = featureStore(images(230), ask, {...quiet, onMore: () => steps.push(store.of("cnn", "dense_0")?.n)});
    expect(store.of("cnn", "dense_0")).toBeUndefined();
    await vi.waitFor(() => expect(steps).toEqual([100, 200, 230]));
    expect(asked).toEqual([100, 100, 30]);
    const {values} = store.of("cnn", "dense_0")!;
    expect(values).toHaveLength(460);
    for (const i of [0, 99, 100, 229]) expect([values[2 * i], values[2 * i + 1]]).toEqual([i, 3 * i]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(asked).toHaveLength(3);
  });

  it("goes on with the run that is wanted now, and keeps what it knew of the other", async () => {
    const asked: string[] = [];
    const ask = async (run: string, batch: Uint8Array) => {
      asked.push(run);
      return activationsOf(run === "a" ? 1 : 2)(batch);
    };
    let wanted = "a";
    const store = featureStore(images(200), ask, {
      ...quiet,
      onMore: () => {
        if (asked.length === 1) wanted = "b";
        store.of(wanted, "x");
      }
    });
    store.of("a", "x");
    await vi.waitFor(() => expect(store.of("b", "x")?.n).toBe(200));
    expect(asked).toEqual(["a", "b", "b"]);
    store.of("a", "x");
    await vi.waitFor(() => expect(store.of("a", "x")?.n).toBe(200));
    expect(asked).toEqual(["a", "b", "b", "a"]);
  });

  it("says which run failed, and why, also where it has no layers; asks again when it is wanted again", async () => {
    let result: Float32Array | null | Error = new Error("no memory");
    const ask = async (_run: string, batch: Uint8Array) => {
      if (result instanceof Error) throw result;
      return result && activationsOf(1)(batch);
    };
    const failures: string[] = [];
    const onError = (run: string, error: unknown) => void failures.push(`${run}: ${(error as Error).message}`);
    const store = featureStore(images(3), ask, {...quiet, onError});
    store.of("a", "x");
    await vi.waitFor(() => expect(failures).toEqual(["a: no memory"]));
    result = null;
    store.of("a", "x");
    await vi.waitFor(() => expect(failures.at(-1)).toBe("a: the run has no layers that can be followed"));
    result = new Float32Array(1);
    store.of("a", "x");
    await vi.waitFor(() => expect(store.of("a", "x")?.n).toBe(3));
  });
});
