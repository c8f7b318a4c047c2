import {fileKind} from "../../ink/image/fileKind.js";
import type {Photo} from "../../ink/image/image.js";
import {pictureSize, SIZE_HEAD} from "../../ink/image/pictureSize.js";
import {connectWorker} from "../../connectWorker.js";
import {explainFailure, findProblem} from "./photoProblems.js";
import type {PhotoApi} from "./photoWorker.js";

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

/** Returns a reader of photos, which works in a thread of its own where the browser lets it. */
export function photoReader(): PhotoReader {
  const connection = connectWorker<PhotoApi>(import.meta.resolve("./photoWorker.js"), "the reader of photos");
  return {
    prepare: connection.start,
    read: async (file) => {
      const head = await readHead(file);
      const kind = fileKind(head);
      const problem = findProblem(file.name, kind, pictureSize(head));
      if (problem) throw new Error(problem);
      return connection
        .call(({read}) => read(file))
        .catch(() => {
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
