/** The worker in which recognition runs, so that the page stays free to draw. Bundled before the site is built. */
import {normalize, PIXELS} from "../digits/digits.js";
import {toGray} from "../digits/image.js";
import {preprocess, type Preprocessed} from "../digits/preprocess.js";
import {preprocessStrokes} from "../digits/strokes.js";
import {mostLikely} from "../stats/mostLikely.js";
import {loadModel} from "./artifacts.js";
import {startBackend, type Backend} from "./backend.js";
import {layersRecognizer} from "./layersRecognizer.js";
import type {Answer, ModelFiles, Request, Response, Subject} from "./messages.js";
import type {Recognizer} from "./recognizer.js";

let backend: Promise<Backend> | undefined;
const recognizers = new Map<string, Promise<Recognizer>>();

self.onmessage = async ({data}: MessageEvent<Request>) => {
  const respond = (response: Response) => self.postMessage(response);
  try {
    backend ??= startBackend(data.wasm);
    const running = await backend;
    const recognizer = await getRecognizer(data.run, data.model);
    respond({id: data.id, answer: data.subject ? recognize(recognizer, running, data.subject) : null});
  } catch (error) {
    respond({id: data.id, error: error instanceof Error ? error.message : String(error)});
  }
};

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
  const preprocessed = prepare(subject);
  if (!preprocessed) return null;
  const pixels = normalize(preprocessed.image);
  const probabilities = recognizer.predict(pixels);
  const digit = mostLikely(probabilities);
  return {
    digit,
    confidence: probabilities[digit]!,
    probabilities,
    likelihood: recognizer.detect?.(pixels)[0] ?? null,
    image: preprocessed.image,
    backend: running,
    milliseconds: performance.now() - start
  };
}

function prepare(subject: Subject): Preprocessed | undefined {
  if ("strokes" in subject) return preprocessStrokes(subject.strokes);
  const {data, width, height} = subject.picture;
  return preprocess(toGray(data, width, height));
}
