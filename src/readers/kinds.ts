import type {Alphabet} from "../characters/alphabet.js";
import {parseNpy} from "../npy.js";
import {fileOf, type KindName, type ModelFiles} from "../run/modelFiles.js";
import {loadNaiveBayes} from "./classical/naiveBayes.js";
import {loadQuadraticDiscriminant} from "./classical/quadraticDiscriminant.js";
import type {Classifier} from "./classifier.js";
import {forestClassifier} from "./forest/forest.js";
import {parseForest} from "./forest/forestFile.js";
import {knnClassifier} from "./knn/knn.js";
import {parseNeighbors} from "./knn/knnFiles.js";
import {nearestMeanClassifier} from "./nearestMean/nearestMean.js";
import {networkClassifier} from "./network/networkClassifier.js";
import {ruleClassifier} from "./rules/ruleClassifier.js";
import {parseRules} from "./rules/savedRules.js";
import {startTesseract, type TesseractCore} from "./tesseract/engine.js";
import {parseSettings} from "./tesseract/settings.js";
import {checkCharacters, tesseractClassifier} from "./tesseract/tesseractClassifier.js";
import {formOf, type Network, type SavedModel} from "./network/savedModel.js";
import {svmClassifier} from "./svm/svm.js";
import {parseSvm} from "./svm/svmFiles.js";

/** The name of a reader, its classes, and how it is loaded. */
export interface ReaderOptions {
  readonly name: string;
  readonly classes: Alphabet;
  /** The `model/` folder, or another name for the files in errors. */
  readonly source: string;
  /** Loads a network; a browser avoids loading TensorFlow.js's layers where it can. */
  readonly loadNetwork: (saved: SavedModel, source: string, classes: number) => Promise<Network>;
  /** Loads Tesseract's program, without its WebAssembly; a browser loads it when it is first asked for. */
  readonly loadTesseractCore: () => Promise<TesseractCore>;
}

/** Makes a classifier from a run's files. @throws InputError for files that are not what their names say */
type Load = (files: ModelFiles, options: ReaderOptions) => Promise<Classifier>;

/** Every kind of reader. To add another system, add a folder and a line here. */
const KINDS: Readonly<Record<KindName, Load>> = {
  network: async (files, {name, classes, source, loadNetwork}) => {
    const json = new TextDecoder().decode(fileOf(files, "model.json", source));
    const saved = {json, weights: new Uint8Array(fileOf(files, "weights.bin", source)).buffer};
    const at = `${source}/model.json`;
    return networkClassifier(name, await loadNetwork(saved, at, classes.length), {classes, form: formOf(saved, at)});
  },
  "nearest-mean": (files, {name, classes, source}) => {
    const means = parseNpy(fileOf(files, "means.npy", source), `${source}/means.npy`).values;
    const [variance = NaN] = parseNpy(fileOf(files, "variance.npy", source), `${source}/variance.npy`).values;
    return Promise.resolve(nearestMeanClassifier(name, {means, variance}, {classes, source}));
  },
  rules: (files, {name, classes, source}) => {
    const at = `${source}/rules.json`;
    const rules = parseRules(new TextDecoder().decode(fileOf(files, "rules.json", source)), at);
    return Promise.resolve(ruleClassifier(name, rules, {classes, source: at}));
  },
  tesseract: async (files, {name, classes, source, loadTesseractCore}) => {
    const at = `${source}/settings.json`;
    const settings = parseSettings(new TextDecoder().decode(fileOf(files, "settings.json", source)), at);
    const wasm = fileOf(files, "tesseract-core.wasm", source);
    const trainedData = fileOf(files, "eng.traineddata", source);
    checkCharacters(classes, at);
    const parts = {core: await loadTesseractCore(), wasm, trainedData};
    const engine = await startTesseract(parts, settings, classes.join(""));
    return tesseractClassifier(name, engine, settings, {classes, source: at});
  },
  forest: async (files, {name, classes, source}) => {
    const saved = parseForest(fileOf(files, "forest.bin", source), `${source}/forest.bin`, classes.length);
    return forestClassifier(name, saved, {classes});
  },
  knn: async (files, {name, classes, source}) =>
    knnClassifier(name, parseNeighbors(files, source, classes.length), {classes}),
  "naive-bayes": async (files, options) => loadNaiveBayes(files, options),
  qda: async (files, options) => loadQuadraticDiscriminant(files, options),
  svm: async (files, {name, classes, source}) => svmClassifier(name, parseSvm(files, source, classes.length), {classes})
};

/**
 * Resolves to the classifier made from the *files* of a run of this *kind*.
 * @throws InputError for a file that is missing, or not what its name says
 */
export async function loadClassifier(kind: KindName, files: ModelFiles, options: ReaderOptions): Promise<Classifier> {
  return KINDS[kind](files, options);
}
