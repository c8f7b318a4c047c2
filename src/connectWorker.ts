/** From a worker: what came of a request, or why nothing did. */
export type Reply<Result> =
  {readonly id: number; readonly result: Result} | {readonly id: number; readonly error: string};

/** The page's side of a worker. */
export interface WorkerConnection<Task, Result> {
  /** Starts the worker, if it does not run yet. */
  start(): void;
  /** Resolves to what the worker makes of a task, or rejects, saying why there is nothing. */
  ask(task: Task): Promise<Result>;
}

/** What the module of a worker exports, for a page that may start none. */
interface WorkerModule<Task, Result> {
  readonly respond: (request: Task & {readonly id: number}) => Promise<Reply<Result>>;
}

/** A request that waits for its reply. */
interface Call<Task, Result> {
  readonly request: Task & {readonly id: number};
  readonly resolve: (result: Result) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Returns a connection to the worker whose module is at *address*, an absolute one; *name* is what it is called where it
 * fails. It starts when it is first used. Where the browser lets no worker start, the page does its work.
 */
export function connectWorker<Task, Result>(address: string, name: string): WorkerConnection<Task, Result> {
  type Request = Task & {readonly id: number};
  let send: ((request: Request) => void) | undefined;
  let nextId = 0;
  const waiting = new Map<number, Call<Task, Result>>();

  function settle(reply: Reply<Result>): void {
    const call = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ("error" in reply) call?.reject(new Error(reply.error));
    else call?.resolve(reply.result);
  }

  function fail(): void {
    for (const {reject} of waiting.values()) reject(new Error(`${name} could not be started in this browser`));
    waiting.clear();
    send = undefined;
  }

  function start(): (request: Request) => void {
    let isHeard = false;
    try {
      const worker = new Worker(address, {type: "module"});
      worker.onmessage = ({data}: MessageEvent<Reply<Result>>) => {
        isHeard = true;
        settle(data);
      };
      worker.onerror = () => {
        if (isHeard) return fail();
        send = startHere();
        for (const {request} of waiting.values()) send(request);
      };
      return (request) => worker.postMessage(request);
    } catch {
      return startHere(); // a browser may refuse by throwing, too
    }
  }

  /** Loads the worker's module into the page. */
  function startHere(): (request: Request) => void {
    const loaded = import(address) as Promise<WorkerModule<Task, Result>>;
    loaded.catch(fail);
    return (request) =>
      void loaded.then(
        async ({respond}) => settle(await respond(request)),
        () => fail()
      );
  }

  return {
    start: () => void (send ??= start()),
    ask: (task) =>
      new Promise((resolve, reject) => {
        send ??= start();
        const request: Request = {...task, id: nextId++};
        waiting.set(request.id, {request, resolve, reject});
        send(request);
      })
  };
}
