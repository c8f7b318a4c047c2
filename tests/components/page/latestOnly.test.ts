import {describe, expect, it} from "vitest";
import {latestOnly} from "../../../src/components/page/latestOnly.js";

/** Work that ends when the test says so, and a log of events. */
function stage() {
  const running = new Map<string, {resolve: (value: string) => void; reject: (error: unknown) => void}>();
  const log: string[] = [];
  let most = 0;
  const push = latestOnly<string, string>(
    (input) => {
      log.push(`start ${input}`);
      return new Promise<string>((resolve, reject) => {
        running.set(input, {resolve, reject});
        most = Math.max(most, running.size);
      }).finally(() => running.delete(input));
    },
    (input, result) =>
      log.push("value" in result ? `${input}: ${result.value}` : `${input} failed: ${result.error.message}`)
  );
  const settle = async (input: string, how: "resolve" | "reject", value: unknown) => {
    running.get(input)![how](value as string);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return {
    push,
    log,
    most: () => most,
    finish: (input: string) => settle(input, "resolve", input.toUpperCase()),
    fail: (input: string, error: unknown) => settle(input, "reject", error)
  };
}

describe("latestOnly(work, onResult)", () => {
  it("starts at once when idle, and returns the result with its argument", async () => {
    const {push, log, finish} = stage();
    push("a");
    expect(log).toEqual(["start a"]);
    await finish("a");
    push("b");
    await finish("b");
    expect(log).toEqual(["start a", "a: A", "start b", "b: B"]);
  });

  it("keeps only the latest argument that arrives meanwhile; the others get no result", async () => {
    const {push, log, finish} = stage();
    for (const input of ["a", "b", "c", "d"]) push(input);
    expect(log).toEqual(["start a"]);
    await finish("a");
    await finish("d");
    expect(log).toEqual(["start a", "a: A", "start d", "d: D"]);
  });

  it("never runs two calls at once", async () => {
    const {push, log, most, finish} = stage();
    for (const round of ["1", "2", "3", "4", "5"]) {
      push(`a${round}`);
      push(`b${round}`);
      await finish(log.findLast((line) => line.startsWith("start"))!.slice("start ".length));
    }
    expect(most()).toBe(1);
    expect(log.filter((line) => line.startsWith("start"))).toHaveLength(6);
  });

  it("does not repeat work when nothing waits", async () => {
    const {push, log, finish} = stage();
    push("a");
    push("b");
    await finish("a");
    await finish("b");
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(log).toEqual(["start a", "a: A", "start b", "b: B"]);
  });

  it("returns an error, and continues with the waiting argument", async () => {
    const {push, log, fail, finish} = stage();
    push("a");
    push("b");
    await fail("a", new Error("no model"));
    await finish("b");
    expect(log).toEqual(["start a", "a failed: no model", "start b", "b: B"]);
  });

  it("wraps a thrown value that is no error", async () => {
    const {push, log, fail} = stage();
    push("a");
    await fail("a", 404);
    expect(log).toEqual(["start a", "a failed: 404"]);
  });

  it("runs a newer argument from onResult before a queued older one", async () => {
    const started: string[] = [];
    const push = latestOnly(
      async (input: string) => started.push(input),
      (input) => {
        if (input === "a") push("from a");
      }
    );
    push("a");
    push("waiting");
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(started).toEqual(["a", "from a"]);
  });
});
