/**
 * The worker in which recognition runs, so that the page stays free to draw; a page that may start no worker imports it
 * instead. Bundled before the site is built.
 */
import {PIXELS} from "../ink/image/grid.js";
import {toGray, type Photo} from "../ink/image/image.js";
import type {Ruling} from "../ink/segmentation/rulings.js";
import {startBackend, type Backend} from "./network/backend.js";
import {withDetectorOf} from "./network/borrowedDetector.js";
import {loadNetwork} from "./network/executor.js";
import type * as Layers from "./network/layers.browser.js";
import {layersRecognizer} from "./network/layersRecognizer.js";
import type {Reply} from "../connectWorker.js";
import type {Answer, Request, Results, Subject, Task} from "./messages.js";
import {explain} from "./segmenter/occlusion.js";
import {markedText, type ReadLine} from "./segmenter/markLine.js";
import {confidenceOf, readImages, textOf} from "./segmenter/readImages.js";
import {readMarkedPicture} from "./segmenter/readPicture.js";
import {readMarkedStrokes, type StrokeMemory} from "./segmenter/readStrokes.js";
import type {Recognizer} from "./recognizer.js";
import {formOf} from "./network/savedModel.js";

let backend: Promise<Backend> | undefined;
const recognizers = new Map<string, Promise<Recognizer>>();
const memories = new WeakMap<Recognizer, StrokeMemory>();

const isPage = Reflect.has(globalThis, "document");
if (!isPage) self.onmessage = async ({data}: MessageEvent<Request>) => self.postMessage(await respond(data));

/** Resolves to the response to a request; never rejects. */
export async function respond(request: Request): Promise<Reply<Results[Task["kind"]]>> {
  const {id, wasm} = request;
  try {
    backend ??= startBackend(wasm);
    const recognizer = await getAnswering(request, backend);
    return {id, result: perform(request, recognizer, await backend)};
  } catch (error) {
    return {id, error: error instanceof Error ? error.message : String(error)};
  }
}

function perform(task: Task, recognizer: Recognizer, running: Backend): Results[Task["kind"]] {
  if (task.kind === "recognize") return recognize(recognizer, running, task.subject);
  if (task.kind === "classify") return readImages(recognizer, task.images);
  if (task.kind === "predict") return recognizer.predict(task.images);
  if (task.kind === "explain") return explain(recognizer, task.image, task.digit, task.other);
  return null; // it is ready
}

const answering = new WeakMap<Recognizer, Recognizer>();

/** Returns a run's recognizer; where its network can't tell digits from anything else, with the request's detector. */
async function getAnswering(request: Request, started: Promise<Backend>): Promise<Recognizer> {
  const own = await getRecognizer(request, started);
  const {detector} = request;
  if (!detector || detector.run === request.run) return own;
  const known = answering.get(own);
  if (known) return known;
  const tells = own.recognize(new Float32Array(PIXELS)).likelihoods !== undefined;
  // Without its files the run still answers: its likelihoods are unknown.
  const lender = tells ? undefined : await getRecognizer({...request, ...detector}, started).catch(() => undefined);
  const whole = lender ? withDetectorOf(own, lender) : own;
  if (tells || lender) answering.set(own, whole);
  return whole;
}

/** Loads a run's model once; a model that could not be loaded is tried again the next time. */
function getRecognizer(request: Request, started: Promise<Backend>): Promise<Recognizer> {
  let recognizer = recognizers.get(request.run);
  if (!recognizer) {
    recognizer = loadRecognizer(request, started);
    recognizers.set(request.run, recognizer);
    recognizer.catch(() => recognizers.delete(request.run));
  }
  return recognizer;
}

async function loadRecognizer({run, model, layers}: Request, started: Promise<Backend>): Promise<Recognizer> {
  const [json, weights] = await Promise.all([fetchFile(model.json), fetchFile(model.weights), started]);
  const saved = {json: await json.text(), weights: await weights.arrayBuffer()};
  const network = loadNetwork(saved, run) ?? (await (await importLayers(layers)).loadLayers(saved, run));
  const recognizer = layersRecognizer(run, network, formOf(saved, run));
  recognizer.predict(new Float32Array(PIXELS)); // the first prediction is slow: better now than on the first stroke
  return recognizer;
}

function importLayers(url: string): Promise<typeof Layers> {
  return import(url) as Promise<typeof Layers>;
}

async function fetchFile(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the model could not be loaded (${response.status} for ${new URL(url).pathname})`);
  return response;
}

function recognize(recognizer: Recognizer, running: Backend, subject: Subject): Answer | null {
  const start = performance.now();
  const read =
    "strokes" in subject
      ? readMarkedStrokes(recognizer, subject.strokes, {memory: memoryOf(recognizer), rulings: subject.rulings})
      : readPhoto(recognizer, subject.picture, subject.rulings);
  if (!read.length) return null;
  const lines = read.map(({digits}) => digits);
  const milliseconds = performance.now() - start;
  const name = isPage ? (`${running}, without a worker` as const) : running;
  const written = read.map(markedText).join(" ");
  return {text: textOf(lines), written, confidence: confidenceOf(lines), lines, backend: name, milliseconds};
}

function memoryOf(recognizer: Recognizer): StrokeMemory {
  const memory = memories.get(recognizer) ?? new Map();
  memories.set(recognizer, memory);
  return memory;
}

function readPhoto(recognizer: Recognizer, {data, width, height}: Photo, rulings?: readonly Ruling[]): ReadLine[] {
  return readMarkedPicture(recognizer, toGray(data, width, height), rulings);
}
