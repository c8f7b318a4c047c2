/**
 * The recognition worker, which keeps the page free to draw. A page that can't start workers imports this module
 * instead. Bundled before the site is built.
 */
import {isSameAlphabet} from "../characters/alphabet.js";
import {normalize, PIXELS} from "../ink/image/grid.js";
import {toGray, type GrayImage, type Photo} from "../ink/image/image.js";
import type {Backend} from "./network/backend.js";
import {withDetectorOf} from "./network/borrowedDetector.js";
import type * as Tensors from "./network/browser/tensors.browser.js";
import {fetchKernels} from "./network/fetchKernels.js";
import {loadByKernel} from "./network/kernels/loadByKernel.js";
import {timedClassifier, type TimedClassifier} from "./timedClassifier.js";
import {exposeApi, isWorker} from "../exposeApi.js";
import {fetchBytes} from "../siteFile.js";
import type {Answer, AskedRun, RecognizerApi, Subject} from "./messages.js";
import {explain} from "./segmenter/occlusion.js";
import {markedText} from "./segmenter/markLine.js";
import {confidenceOf, readImages, textOf} from "./segmenter/readImages.js";
import {segmentingReader} from "./segmenter/segmentingReader.js";
import type {Classifier} from "./classifier.js";
import {readModelFiles} from "./modelFiles.js";
import type {Reader} from "./reader.js";

/** A run that is ready to read. */
interface Answering {
  readonly classifier: Classifier;
  readonly backend: Backend;
  readonly reader: Reader;
  /** Another run's detector, if this one has none. */
  readonly lender: TimedClassifier | undefined;
}

/** A run's classifier, and what it runs on. */
interface Loaded {
  readonly classifier: Classifier;
  readonly backend: Backend;
}

let kernel: Promise<WebAssembly.Module | undefined> | undefined;
const loaded = new Map<string, Promise<Loaded>>();
const answering = new Map<Classifier, Answering>();

export const api: RecognizerApi = {
  prepare: async (asked) => void (await getAnswering(asked)),
  recognize: async (asked, subject) => recognize(await getAnswering(asked), subject),
  classify: async (asked, images) => readImages((await getAnswering(asked)).classifier, images),
  predict: async (asked, images) => (await (await getAnswering(asked)).classifier.classify(images)).probabilities,
  explain: async (asked, image, label, other) => explain((await getAnswering(asked)).classifier, image, label, other),
  trace: async (asked, image, withWeights = false) =>
    (await (await getAnswering(asked)).classifier.trace?.(normalize(image), {withWeights})) ?? null,
  activations: async (asked, images, layer) => {
    const pixels = images instanceof Uint8Array ? normalize(images) : images;
    return (await (await getAnswering(asked)).classifier.activations?.(pixels, layer)) ?? null;
  },
  firedRules: async (asked, image) =>
    (await (await getAnswering(asked)).classifier.firedRules?.(normalize(image))) ?? null
};

exposeApi(api);

/** Resolves to a run. If its model has no detector, borrows that of another run of the same classes. */
async function getAnswering(asked: AskedRun): Promise<Answering> {
  const {classifier: own, backend} = await getClassifier(asked);
  const known = answering.get(own);
  if (known) return known;
  const {detector} = asked;
  const mayLend = detector && detector.run !== asked.run && isSameAlphabet(detector.model.classes, asked.model.classes);
  const needs = mayLend && (await own.classify(new Float32Array(PIXELS))).likelihoods === undefined;
  // Without the detector's files the run still answers, but its likelihoods are unknown.
  const lent = needs ? await getClassifier({...asked, ...detector}).catch(() => undefined) : undefined;
  const lender = lent && timedClassifier(lent.classifier);
  const classifier = lender ? withDetectorOf(own, lender) : own;
  const run = {classifier, backend, reader: segmentingReader(classifier), lender};
  if (!needs || lender) answering.set(own, run);
  return run;
}

/** Loads a run's model once. A failed load is retried on the next request. */
function getClassifier(asked: AskedRun): Promise<Loaded> {
  let classifier = loaded.get(asked.run);
  if (!classifier) {
    classifier = makeClassifier(asked);
    loaded.set(asked.run, classifier);
    classifier.catch(() => loaded.delete(asked.run));
  }
  return classifier;
}

async function makeClassifier(asked: AskedRun): Promise<Loaded> {
  const {run, model, tensors} = asked;
  const {kind, classes} = model;
  const isNetwork = kind === "network";
  const [files, module] = await Promise.all([
    readModelFiles(kind, (file) => fetchFile(model.files[file]!)),
    isNetwork ? (kernel ??= fetchKernels(asked.wasm)) : undefined
  ]);
  const own = isNetwork ? loadByKernel(files, {name: run, classes, source: run}, module) : undefined;
  const made = own ?? (await ((await import(tensors)) as typeof Tensors).loadByTensors(asked, files));
  await made.classifier.classify(new Float32Array(PIXELS)); // warm-up: the first prediction is slow
  return made;
}

function fetchFile(url: string): Promise<Uint8Array> {
  return fetchBytes(url, {what: "a file of the run’s model"});
}

async function recognize(answering: Answering, subject: Subject): Promise<Answer | null> {
  const {constraints, anew = false} = subject;
  const {lender, backend} = answering;
  const reader = anew ? segmentingReader(answering.classifier) : answering.reader;
  const lentBefore = lender?.milliseconds ?? 0;
  const start = performance.now();
  const given = "strokes" in subject ? subject : {picture: grayOf(subject.picture)};
  const read = await reader.read(given, {constraints});
  if (!read.length) return null;
  const lines = read.map(({digits}) => digits);
  const milliseconds = performance.now() - start;
  const name = isWorker ? backend : (`${backend}, without a worker` as const);
  const written = read.map((line) => markedText(line, reader.classes)).join(" ");
  return {
    text: textOf(lines, reader.classes),
    written,
    confidence: confidenceOf(lines),
    lines,
    backend: name,
    milliseconds,
    detectorMilliseconds: (lender?.milliseconds ?? 0) - lentBefore
  };
}

function grayOf({data, width, height}: Photo): GrayImage {
  return toGray(data, width, height);
}
