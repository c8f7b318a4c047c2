import {wrap} from "comlink";

/**
 * The functions that a worker's module exports as `api`. All are asynchronous, so that a worker and a page call them
 * alike.
 */
export type WorkerApi<Api> = {readonly [Name in keyof Api]: (...args: never[]) => Promise<unknown>};

/** The page's side of a worker. */
export interface WorkerConnection<Api> {
  /** Starts the worker, if it is not running yet. */
  start(): void;
  /**
   * Resolves to the result of *use* on the worker's functions. Rejects if *use* does, or if the worker fails to start
   * or breaks.
   */
  call<Result>(use: (api: Api) => Promise<Result>): Promise<Result>;
  /** Ends the worker. Pending calls never settle. */
  close(): void;
}

/** A running worker, or its module in the page. */
interface Opened<Api> {
  readonly api: Api;
  close(): void;
}

/**
 * Returns a connection to the worker whose module is at the absolute *address*; *name* is its name in errors. The
 * worker starts on first use. If the browser blocks workers, the page does the work itself.
 */
export function connectWorker<Api extends WorkerApi<Api>>(address: string, name: string): WorkerConnection<Api> {
  let opened: Promise<Opened<Api>> | undefined;
  /** Rejects the pending calls when the worker breaks. */
  const waiting = new Set<(error: Error) => void>();

  function fail(): void {
    opened = undefined; // the next call starts a new worker
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
    start: () => void open().catch(() => {}), // the caller of `call` gets the error
    call: async (use) => {
      const {api} = await open();
      return new Promise((resolve, reject) => {
        waiting.add(reject);
        void use(api)
          .then(resolve, reject)
          .finally(() => waiting.delete(reject));
      });
    },
    close: () => {
      opened?.then(({close}) => close()).catch(() => {});
      opened = undefined; // a later call starts another worker
    }
  };
}

/**
 * Resolves to a worker once it answers; rejects if the browser blocks workers, whether at once or later. Calls
 * *onBroken* if the worker breaks after that.
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
