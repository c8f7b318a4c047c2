/** The worker in which recognition runs, so that the page stays free to draw. Bundled before the site is built. */
import {PIXELS} from "../digits/digits.js";
import {toGray, type Photo} from "../digits/image.js";
import {loadModel} from "./artifacts.js";
import {startBackend, type Backend} from "./backend.js";
import {layersRecognizer} from "./layersRecognizer.js";
import type {Answer, ModelFiles, Request, Response, Results, Subject, Task} from "./messages.js";
import {explain} from "./occlusion.js";
import {confidenceOf, textOf, type ReadDigit} from "./readImages.js";
import {readPicture} from "./readPicture.js";
import {readStrokes, type StrokeMemory} from "./readStrokes.js";
import type {Recognizer} from "./recognizer.js";

let backend: Promise<Backend> | undefined;
const recognizers = new Map<string, Promise<Recognizer>>();
const memories = new WeakMap<Recognizer, StrokeMemory>();

self.onmessage = async ({data}: MessageEvent<Request>) => {
  const respond = (response: Response) => self.postMessage(response);
  try {
    backend ??= startBackend(data.wasm);
    const running = await backend;
    const recognizer = await getRecognizer(data.run, data.model);
    respond({id: data.id, result: perform(data, recognizer, running)});
  } catch (error) {
    respond({id: data.id, error: error instanceof Error ? error.message : String(error)});
  }
};

function perform(task: Task, recognizer: Recognizer, running: Backend): Results[Task["kind"]] {
  if (task.kind === "recognize") return recognize(recognizer, running, task.subject);
  if (task.kind === "explain") return explain(recognizer, task.image, task.digit, task.other);
  return null; // it is ready
}

/** Loads a run's model once; a model that could not be loaded is tried again the next time. */
function getRecognizer(run: string, files: ModelFiles): Promise<Recognizer> {
  let recognizer = recognizers.get(run);
  if (!recognizer) {
    recognizer = loadRecognizer(run, files);
    recognizers.set(run, recognizer);
    recognizer.catch(() => recognizers.delete(run));
  }
  return recognizer;
}

async function loadRecognizer(run: string, files: ModelFiles): Promise<Recognizer> {
  const [json, weights] = await Promise.all([fetchFile(files.json), fetchFile(files.weights)]);
  const model = await loadModel({json: await json.text(), weights: await weights.arrayBuffer()}, run);
  const recognizer = layersRecognizer(run, model);
  recognizer.predict(new Float32Array(PIXELS)); // the first prediction is slow: better now than on the first stroke
  return recognizer;
}

async function fetchFile(url: string): Promise<globalThis.Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the model could not be loaded (${response.status} for ${new URL(url).pathname})`);
  return response;
}

function recognize(recognizer: Recognizer, running: Backend, subject: Subject): Answer | null {
  const start = performance.now();
  const lines =
    "strokes" in subject
      ? readStrokes(recognizer, subject.strokes, {memory: memoryOf(recognizer), rulings: subject.rulings})
      : readPhoto(recognizer, subject.picture);
  if (!lines.length) return null;
  const milliseconds = performance.now() - start;
  return {text: textOf(lines), confidence: confidenceOf(lines), lines, backend: running, milliseconds};
}

function memoryOf(recognizer: Recognizer): StrokeMemory {
  const memory = memories.get(recognizer) ?? new Map();
  memories.set(recognizer, memory);
  return memory;
}

function readPhoto(recognizer: Recognizer, {data, width, height}: Photo): ReadDigit[][] {
  return readPicture(recognizer, toGray(data, width, height));
}
