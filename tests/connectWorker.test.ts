import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {connectWorker} from "../src/connectWorker.js";
import {ModuleWorker} from "./moduleWorker.js";

interface Squarer {
  square(number: number): Promise<number>;
  /** Never resolves. */
  wait(): Promise<number>;
}

/** The same module for a page to import: it squares a number, and rejects negative ones. */
const MODULE = `data:text/javascript,${encodeURIComponent(`
  export const api = {
    square: async (number) => {
      if (number < 0) throw "expected no negative number";
      return number * number;
    }
  };
`)}`;

const NO_MODULE = "data:text/javascript,throw new Error()";

const squarer: Squarer = {
  square: async (number) => {
    if (number < 0) throw "expected no negative number";
    return number * number;
  },
  wait: () => new Promise(() => {})
};

const connect = (address = MODULE) => connectWorker<Squarer>(address, "The squarer");
const square = ({call}: ReturnType<typeof connect>, number: number) => call((api) => api.square(number));

beforeEach(() => {
  ModuleWorker.started = [];
  ModuleWorker.apis = {[MODULE]: squarer};
  vi.stubGlobal("Worker", ModuleWorker);
});
afterEach(() => {
  for (const worker of ModuleWorker.started) worker.terminate();
  vi.unstubAllGlobals();
});

describe("connectWorker(address, name)", () => {
  it("starts one worker of the module, on first use or on start()", async () => {
    const connection = connect();
    expect(ModuleWorker.started).toHaveLength(0);
    connection.start();
    connection.start();
    expect(await square(connection, 1)).toBe(1);
    expect(ModuleWorker.started).toMatchObject([{address: MODULE, options: {type: "module"}}]);
  });

  it("gives each call its own result or error", async () => {
    const connection = connect();
    const [five, negative, six] = [5, -1, 6].map((number) => square(connection, number));
    await expect(negative).rejects.toThrow("expected no negative number");
    expect(await Promise.all([five, six])).toEqual([25, 36]);
  });

  it("loads the module into the page if no worker can be created, and answers from there", async () => {
    vi.stubGlobal("Worker", function () {
      throw new DOMException("", "SecurityError");
    });
    const connection = connect();
    expect(await square(connection, 2)).toBe(4);
    await expect(square(connection, -2)).rejects.toThrow("expected no negative number");
    expect(await square(connection, 3)).toBe(9);
  });

  it("does the same if a worker fails before its first answer, and answers pending calls", async () => {
    ModuleWorker.apis = {};
    const connection = connect();
    expect(await Promise.all([square(connection, 2), square(connection, 3)])).toEqual([4, 9]);
    expect(await square(connection, 4)).toBe(16);
    expect(ModuleWorker.started).toHaveLength(1);
  });

  it("rejects every pending call if a worker breaks later, and starts another for the next call", async () => {
    const connection = connect();
    expect(await square(connection, 2)).toBe(4);
    const waiting = [connection.call((api) => api.wait()), connection.call((api) => api.wait())];
    await square(connection, 3); // ensures that the two calls have been sent
    ModuleWorker.started[0]!.onerror!();
    for (const call of waiting) await expect(call).rejects.toThrow("The squarer broke down in this browser");
    expect(await square(connection, 5)).toBe(25);
    expect(ModuleWorker.started).toHaveLength(2);
  });

  it("rejects every pending call if the module can't be loaded either, and retries on the next call", async () => {
    const connection = connect(NO_MODULE);
    const calls = [square(connection, 2), square(connection, 3)];
    for (const call of calls) await expect(call).rejects.toThrow("The squarer could not be started in this browser");
    ModuleWorker.apis = {[NO_MODULE]: squarer};
    expect(await square(connection, 4)).toBe(16);
    expect(ModuleWorker.started).toHaveLength(2);
  });

  it("ends its worker when closed", async () => {
    const connection = connect();
    await square(connection, 2);
    connection.close();
    await vi.waitFor(() => expect(ModuleWorker.started[0]!.isClosed).toBe(true));
  });
});
