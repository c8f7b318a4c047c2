import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {connectWorker, type Reply} from "../src/connectWorker.js";

interface Task {
  readonly number: number;
}

/** A worker that answers when the test says so. */
class HandWorker {
  static started: HandWorker[] = [];
  readonly requests: (Task & {readonly id: number})[] = [];
  onmessage: ((event: {data: Reply<number>}) => void) | undefined;
  onerror: (() => void) | undefined;
  constructor(
    readonly address: string,
    readonly options: unknown
  ) {
    HandWorker.started.push(this);
  }
  postMessage(request: Task & {readonly id: number}): void {
    this.requests.push(request);
  }
}

/** A module as a worker's: it answers a number with its square, and with an error what is negative. */
const MODULE = `data:text/javascript,${encodeURIComponent(`
  export const respond = async ({id, number}) =>
    number < 0 ? {id, error: "expected no negative number"} : {id, result: number * number};
`)}`;

const NO_MODULE = "data:text/javascript,throw new Error()";

const connect = (address = MODULE) => connectWorker<Task, number>(address, "The squarer");
const ask = ({ask}: ReturnType<typeof connect>, ...numbers: number[]) => numbers.map((number) => ask({number}));

beforeEach(() => {
  HandWorker.started = [];
  vi.stubGlobal("Worker", HandWorker);
});
afterEach(() => vi.unstubAllGlobals());

describe("connectWorker(address, name)", () => {
  it("starts one worker, of that module, when it is first used or told to", () => {
    const connection = connect();
    expect(HandWorker.started).toHaveLength(0);
    connection.start();
    connection.start();
    void connection.ask({number: 1});
    expect(HandWorker.started).toMatchObject([{address: MODULE, options: {type: "module"}}]);
  });

  it("gives each call its own reply, in whatever order they come, a result or an error", async () => {
    const [first, second, third] = ask(connect(), 5, 6, 7);
    const [worker] = HandWorker.started;
    expect(worker!.requests).toEqual([5, 6, 7].map((number, id) => ({number, id})));
    worker!.onmessage!({data: {id: 2, result: 49}});
    worker!.onmessage!({data: {id: 0, error: "no fives"}});
    worker!.onmessage!({data: {id: 1, result: 36}});
    await expect(first).rejects.toThrow("no fives");
    expect(await Promise.all([second, third])).toEqual([36, 49]);
  });

  it("loads the module into the page where a worker can't be made, and answers from there", async () => {
    vi.stubGlobal("Worker", function () {
      throw new DOMException("", "SecurityError");
    });
    const connection = connect();
    const [four, negative] = ask(connection, 2, -2);
    expect(await four).toBe(4);
    await expect(negative).rejects.toThrow("expected no negative number");
    expect(await connection.ask({number: 3})).toBe(9);
  });

  it("does the same where a worker fails before it answers: what waited is answered, too", async () => {
    const connection = connect();
    const calls = ask(connection, 2, 3);
    HandWorker.started[0]!.onerror!();
    expect(await Promise.all(calls)).toEqual([4, 9]);
    expect(await connection.ask({number: 4})).toBe(16);
    expect(HandWorker.started).toHaveLength(1);
  });

  it("tells every waiting call where a worker fails later, and starts another for the next", async () => {
    const connection = connect();
    const [answered, ...waiting] = ask(connection, 2, 3, 4);
    HandWorker.started[0]!.onmessage!({data: {id: 0, result: 4}});
    expect(await answered).toBe(4);
    HandWorker.started[0]!.onerror!();
    for (const call of waiting) await expect(call).rejects.toThrow("The squarer could not be started in this browser");
    void connection.ask({number: 5});
    expect(HandWorker.started).toHaveLength(2);
    expect(HandWorker.started[1]!.requests).toEqual([{number: 5, id: 3}]);
  });

  it("tells every waiting call where the module can't be loaded either, and tries anew for the next", async () => {
    const connection = connect(NO_MODULE);
    const calls = ask(connection, 2, 3);
    HandWorker.started[0]!.onerror!();
    for (const call of calls) await expect(call).rejects.toThrow("The squarer could not be started in this browser");
    const next = connection.ask({number: 4});
    expect(HandWorker.started).toHaveLength(2);
    HandWorker.started[1]!.onmessage!({data: {id: 2, result: 16}});
    expect(await next).toBe(16);
  });
});
