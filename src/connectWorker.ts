import {wrap} from "comlink";

/** What a worker's module exports as `api`: its functions are all asynchronous, so that a worker and a page call them alike. */
export type WorkerApi<Api> = {readonly [Name in keyof Api]: (...args: never[]) => Promise<unknown>};

/** The page's side of a worker. */
export interface WorkerConnection<Api> {
  /** Starts the worker, if it does not run yet. */
  start(): void;
  /** Resolves to what *use* makes of the worker's functions. Rejects as it does, or where the worker can't start or breaks. */
  call<Result>(use: (api: Api) => Promise<Result>): Promise<Result>;
  /** Ends the worker. What is still being called never settles. */
  close(): void;
}

/** A worker that runs, or its module in the page. */
interface Opened<Api> {
  readonly api: Api;
  close(): void;
}

/**
 * Returns a connection to the worker whose module is at *address*, an absolute one; *name* is what it is called where it
 * fails. It starts when it is first used. Where the browser lets no worker start, the page does its work.
 */
export function connectWorker<Api extends WorkerApi<Api>>(address: string, name: string): WorkerConnection<Api> {
  let opened: Promise<Opened<Api>> | undefined;
  /** How the calls that wait are told that nothing will come. */
  const waiting = new Set<(error: Error) => void>();

  function fail(): void {
    opened = undefined; // the next call tries anew
    for (const reject of waiting) reject(new Error(`${name} broke down in this browser`));
  }

  function open(): Promise<Opened<Api>> {
    opened ??= openWorker<Api>(address, fail)
      .catch(() => importModule<Api>(address))
      .catch(() => {
        opened = undefined;
        throw new Error(`${name} could not be started in this browser`);
      });
    return opened;
  }

  return {
    start: () => void open().catch(() => {}), // whoever calls it hears of it
    call: async (use) => {
      const {api} = await open();
      return new Promise((resolve, reject) => {
        waiting.add(reject);
        void use(api)
          .then(resolve, reject)
          .finally(() => waiting.delete(reject));
      });
    },
    close: () => void opened?.then(({close}) => close()).catch(() => {})
  };
}

/**
 * Resolves to a worker once it answers; rejects where the browser lets none start, be it at once or later. *onBroken* is
 * called where it breaks after that.
 */
async function openWorker<Api>(address: string, onBroken: () => void): Promise<Opened<Api>> {
  const worker = new Worker(address, {type: "module"});
  const api = wrap<{isReady: () => true}>(worker);
  await new Promise<unknown>((resolve, reject) => {
    worker.onerror = reject;
    void api.isReady().then(resolve);
  });
  worker.onerror = onBroken;
  return {api: api as unknown as Api, close: () => worker.terminate()};
}

/** Loads the worker's module into the page. */
async function importModule<Api>(address: string): Promise<Opened<Api>> {
  const {api} = (await import(address)) as {api: Api};
  return {api, close: () => {}};
}
