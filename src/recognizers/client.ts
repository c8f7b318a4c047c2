import type {Answer, ModelFiles, Request, Response, Results, Subject, Task} from "./messages.js";
import type {Explanation} from "./occlusion.js";

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
 * Returns a client of the worker at *worker*, which starts when it is first used. *wasm* is the address of the wasm
 * backend's binary, *modelOf* gives those of a run's model. All addresses are absolute.
 */
export function connectRecognizer(
  worker: string,
  {wasm, modelOf}: {wasm: string; modelOf: (run: string) => ModelFiles}
): RecognizerClient {
  let running: Worker | undefined;
  let nextId = 0;
  // Each call knows what its own result is.
  const waiting = new Map<number, {resolve: (result: never) => void; reject: (error: Error) => void}>();

  function start(): Worker {
    const started = new Worker(worker, {type: "module"});
    started.onmessage = ({data}: MessageEvent<Response>) => {
      const call = waiting.get(data.id);
      waiting.delete(data.id);
      if ("error" in data) call?.reject(new Error(data.error));
      else call?.resolve(data.result as never);
    };
    started.onerror = () => {
      for (const {reject} of waiting.values()) reject(new Error("the recognizer could not be started in this browser"));
      waiting.clear();
      running = undefined;
    };
    return started;
  }

  function send<Kind extends Task["kind"]>(run: string, task: Task & {kind: Kind}): Promise<Results[Kind]> {
    return new Promise((resolve, reject) => {
      running ??= start();
      const request: Request = {...task, id: nextId++, run, model: modelOf(run), wasm};
      waiting.set(request.id, {resolve, reject});
      running.postMessage(request);
    });
  }

  return {
    prepare: async (run) => void (await send(run, {kind: "prepare"})),
    recognize: (run, subject) => send(run, {kind: "recognize", subject}),
    explain: (run, image, digit, other) => send(run, {kind: "explain", image, digit, other})
  };
}
