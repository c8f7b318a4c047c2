import type {Backend} from "./backend.js";
import type {Answer, ModelFiles, Request, Response, Results, Subject, Task} from "./messages.js";
import type {Explanation} from "./occlusion.js";
import type * as Recognition from "./worker.js";

/** The page's side of the worker that recognizes. */
export interface RecognizerClient {
  /** Loads the backend and a run's model, so that the first answer comes at once. Resolves when they are there. */
  prepare(run: string): Promise<void>;
  /** Resolves to the answer of a run; null where there is no ink. Rejects where there can be none, saying why. */
  recognize(run: string, subject: Subject): Promise<Answer | null>;
  /** Resolves to why a run takes *image*, [784], 0 to 255, for *digit*, and not for *other*. */
  explain(run: string, image: Uint8Array, digit: number, other?: number): Promise<Explanation>;
}

/**
 * Returns a client of the worker at *worker*, which starts when it is first used; where the browser lets none start, the
 * page itself does its work. *wasm* is the address of the wasm backend's binary, *layers* that of TensorFlow.js's layers,
 * *modelOf* gives those of a run's model. All addresses are absolute.
 */
export function connectRecognizer(
  worker: string,
  {wasm, layers, modelOf}: {wasm: string; layers: string; modelOf: (run: string) => ModelFiles}
): RecognizerClient {
  let running: ((request: Request) => void) | undefined;
  let nextId = 0;
  const waiting = new Map<number, Call>();

  function settle(response: Response): void {
    const call = waiting.get(response.id);
    waiting.delete(response.id);
    if ("error" in response) call?.reject(new Error(response.error));
    else call?.resolve(response.result as never);
  }

  function fail(): void {
    for (const {reject} of waiting.values()) reject(new Error("the recognizer could not be started in this browser"));
    waiting.clear();
    running = undefined;
  }

  function start(): (request: Request) => void {
    let isHeard = false;
    try {
      const started = new Worker(worker, {type: "module"});
      started.onmessage = ({data}: MessageEvent<Response>) => {
        isHeard = true;
        settle(data);
      };
      started.onerror = () => {
        if (isHeard) return fail();
        running = startHere();
        for (const {request} of waiting.values()) running(request);
      };
      return (request) => started.postMessage(request);
    } catch {
      return startHere(); // a browser may refuse by throwing, too
    }
  }

  /** Starts the worker's code on the page's own thread. */
  function startHere(): (request: Request) => void {
    const loaded = import(worker) as Promise<typeof Recognition>;
    return (request) =>
      void loaded.then(
        async ({respond}) => settle(withoutWorker(await respond(request))),
        () => fail()
      );
  }

  function send<Kind extends Task["kind"]>(run: string, task: Task & {kind: Kind}): Promise<Results[Kind]> {
    return new Promise((resolve, reject) => {
      running ??= start();
      const request: Request = {...task, id: nextId++, run, model: modelOf(run), wasm, layers};
      waiting.set(request.id, {request, resolve, reject});
      running(request);
    });
  }

  return {
    prepare: async (run) => void (await send(run, {kind: "prepare"})),
    recognize: (run, subject) => send(run, {kind: "recognize", subject}),
    explain: (run, image, digit, other) => send(run, {kind: "explain", image, digit, other})
  };
}

/** A request that waits for its response. */
interface Call {
  readonly request: Request;
  /** Each call knows what its own result is. */
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

function withoutWorker(response: Response): Response {
  if ("error" in response || !response.result || !("backend" in response.result)) return response;
  const {backend} = response.result;
  return {...response, result: {...response.result, backend: `${backend as Backend}, without a worker`}};
}
