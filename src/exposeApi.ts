import {expose} from "comlink";

/** Whether this code runs in a worker, rather than in a page or in Node. */
export const isWorker = Reflect.has(globalThis, "WorkerGlobalScope");

/**
 * Exposes *api* to the page that started this worker. Does nothing elsewhere, where the importer calls *api* directly.
 */
export function exposeApi(api: object): void {
  if (isWorker) expose({...api, isReady: () => true});
}
