import {fileKind} from "../digits/fileKind.js";
import type {Photo} from "../digits/image.js";
import {pictureSize, SIZE_HEAD} from "../digits/pictureSize.js";
import {explainFailure, findProblem} from "./photoProblems.js";
import type {PhotoRequest, PhotoResponse} from "./photoWorker.js";

/** What reads photos. */
export interface PhotoReader {
  /** Starts the worker, if it does not run yet: reading a photo then asks the site for nothing. */
  prepare(): void;
  /**
   * Resolves to the pixels of an image file, upright, on white paper, at most 1600 along a side, as `npm run predict` has
   * them. Rejects with a sentence for the visitor where it is none.
   */
  read(file: File): Promise<Photo>;
}

/** Returns a reader of photos, which works in a thread of its own. */
export function photoReader(): PhotoReader {
  let running: Worker | undefined;
  let nextId = 0;
  const waiting = new Map<number, {resolve: (photo: Photo) => void; reject: (error: Error) => void}>();

  function start(): Worker {
    const worker = new Worker(import.meta.resolve("./photoWorker.js"), {type: "module"});
    worker.onmessage = ({data}: MessageEvent<PhotoResponse>) => {
      const call = waiting.get(data.id);
      waiting.delete(data.id);
      if ("error" in data) call?.reject(new Error(data.error));
      else call?.resolve(data.photo);
    };
    worker.onerror = () => {
      for (const {reject} of waiting.values()) reject(new Error("the worker failed"));
      waiting.clear();
      running = undefined;
    };
    return worker;
  }

  function decode(file: File): Promise<Photo> {
    return new Promise((resolve, reject) => {
      const request: PhotoRequest = {id: nextId++, file};
      waiting.set(request.id, {resolve, reject});
      (running ??= start()).postMessage(request);
    });
  }

  return {
    prepare: () => void (running ??= start()),
    read: async (file) => {
      const head = await readHead(file);
      const kind = fileKind(head);
      const problem = findProblem(file.name, kind, pictureSize(head));
      if (problem) throw new Error(problem);
      return decode(file).catch(() => {
        throw new Error(explainFailure(file.name, kind));
      });
    }
  };
}

/** Returns the bytes that a file begins with. */
async function readHead(file: File): Promise<Uint8Array> {
  const buffer = await file
    .slice(0, SIZE_HEAD)
    .arrayBuffer()
    .catch(() => {
      throw new Error(`“${file.name}” can’t be opened: it may be a folder, or have been moved. Choose it again.`);
    });
  return new Uint8Array(buffer);
}
