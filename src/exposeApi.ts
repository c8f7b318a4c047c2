import {expose} from "comlink";

/** Does this code run in a worker, rather than in a page or in Node? */
export const isWorker = Reflect.has(globalThis, "WorkerGlobalScope");

/** Lets the page that started this worker call *api*; elsewhere it does nothing, since who imports the module calls it itself. */
export function exposeApi(api: object): void {
  if (isWorker) expose({...api, isReady: () => true});
}
