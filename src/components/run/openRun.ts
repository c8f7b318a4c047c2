import {unzipSync} from "fflate";
import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import {describeAlphabet, DIGITS, isSameAlphabet, type Alphabet} from "../../characters/alphabet.js";
import {parseEpochPredictions} from "../../run/epochPredictions.js";
import {decodeText} from "../../run/decodeText.js";
import {parseDelimited} from "../../run/delimited.js";
import {readHistory} from "../../run/history.js";
import {isHistoryHeader} from "../../run/historyColumns.js";
import {foreignModel, MODEL_HEAD} from "../../run/modelFile.js";
import {parseKernels} from "../../run/kernelHistory.js";
import {findPredictionColumns, parsePredictions} from "../../run/predictions.js";
import {parseRobustness} from "../../stats/robustness.js";
import {classesOf, parseRunAbout} from "../../run/runAbout.js";
import {haveSameLabels} from "../../stats/sameLabels.js";
import {droppedFiles} from "../inputs/droppedFiles.js";
import {listenForDrops} from "../inputs/dropTarget.js";
import type {ModelLayer} from "./modelCard.js";
import type {SavedModel} from "../../readers/network/savedModel.js";
import type {ReportedRun, RunAnswers} from "./runReport.js";
import {messageOf} from "../../messageOf.js";

/** A file as the browser gives it. */
interface OpenedFile {
  readonly name: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Reads the layers of a model. @throws Error for what is none */
export type ReadLayers = (model: SavedModel, source: string) => readonly ModelLayer[];

/** Runs a model once, and resolves to what is to be said of it, a clause each. Rejects where it can't be run, saying why. */
export type TryModel = (model: SavedModel, source: string) => Promise<readonly string[]>;

/** A run of the visitor's own. */
export interface OpenedRun extends ReportedRun {
  /** Its model, where its files have one that runs. */
  readonly saved: SavedModel | undefined;
  readonly answers: RunAnswers | undefined;
}

/** The labels of the site's own images, [n] each, by which those behind a run's answers are known. */
export interface SiteLabels {
  /** The site's classes; the digits where nothing is said. */
  readonly classes?: Alphabet | undefined;
  readonly validation?: Uint8Array | undefined;
  readonly test?: Uint8Array | undefined;
}

/** An input whose value is the run that was opened, null before. */
export interface OpenRun extends HTMLElement {
  readonly value: OpenedRun | null;
}

/** Returns which of a run's files a *text* is, by its first line, since files may have any name. */
export function kindOfFile(
  name: string,
  text: string
): "history" | "epochs" | "predictions" | "robustness" | "run" | "model" | undefined {
  const head = text.replace(/^\ufeff/, "").slice(0, 2000);
  if (/^\s*\{/.test(head)) return name.endsWith("model.json") || /"modelTopology"/.test(text) ? "model" : "run";
  const columns = parseDelimited(head).header.cells;
  if (isHistoryHeader(columns)) return "history";
  if (columns[1] === "label" && /^\d+$/.test(columns[2] ?? "")) return "epochs";
  if (findPredictionColumns(columns) || columns.includes("label") || columns.includes("p0")) return "predictions";
  if (columns.includes("epoch")) return "history";
  return columns.includes("kind") ? "robustness" : undefined;
}

/** Returns the files in a zip, which are named without their folders. @throws Error for what is none */
function unzipFiles(bytes: Uint8Array): OpenedFile[] {
  return Object.entries(unzipSync(bytes))
    .filter(([path]) => !path.endsWith("/"))
    .map(([path, content]) => ({
      name: path.split("/").at(-1)!,
      arrayBuffer: () => Promise.resolve(content.slice().buffer)
    }));
}

/**
 * Resolves to a run of the given files, or of those in a zip: any of history, predictions, robustness, run.json and a model
 * with its weights. A file that is not what it should be is told of in `problems`, and the others are shown. Answers whose
 * labels are those of the *site*'s images, one for one and of the same classes, are taken to be about these.
 */
export async function readRunFiles(
  opened: readonly OpenedFile[],
  readLayers: ReadLayers,
  site: SiteLabels = {},
  tryModel?: TryModel
): Promise<OpenedRun> {
  const problems: string[] = [];
  const attempt = async <T>(work: () => T | Promise<T>, expected?: string): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      const message = messageOf(error);
      problems.push(expected ? `${expected}, got something else (${message})` : message);
      return undefined;
    }
  };
  const unpacked = opened.map(async (file) => {
    if (!/\.zip$/i.test(file.name)) return [file];
    const bytes = new Uint8Array(await file.arrayBuffer());
    return (await attempt(() => unzipFiles(bytes), `${file.name}: expected a zip file`)) ?? [];
  });
  const files = (await Promise.all(unpacked)).flat();
  const texts = new Map<string, {name: string; text: string}>();
  const binaries = files.filter(({name}) => name.endsWith(".bin"));
  for (const file of files.filter((one) => /\.(csv|tsv|json|log|txt)$/i.test(one.name))) {
    const text = decodeText(new Uint8Array(await file.arrayBuffer()));
    const kind = kindOfFile(file.name, text);
    if (kind && !texts.has(kind)) texts.set(kind, {name: file.name, text});
    else if (file.name !== "fingerprints.txt")
      problems.push(
        `${file.name}: expected a history, predictions, run.json or model.json, got ${kind ? `a second ${kind}` : "something else"}`
      );
  }
  const read = <T>(kind: string, parse: (text: string, source: string) => T) => {
    const found = texts.get(kind);
    return found ? attempt(() => parse(found.text, found.name)) : Promise.resolve(undefined);
  };
  const said = await read("run", parseRunAbout);
  const predictions = await read("predictions", (text, source) =>
    parsePredictions(text, source, said && classesOf(said))
  );
  const classes = predictions?.classes ?? classesOf(said ?? {});
  const about = {
    ...(said ?? {title: "Your run", model: "unknown"}),
    ...(!isSameAlphabet(classes, DIGITS) && {classes: [...classes]})
  };
  const isOfSite = isSameAlphabet(classes, site.classes ?? DIGITS);
  const model = texts.get("model");
  if (model && !binaries.length) problems.push(`${model.name}: expected its weights beside it, got no .bin file`);
  const parts = await Promise.all(inOrder(binaries).map((file) => file.arrayBuffer()));
  const given = model && parts.length ? {json: model.text, weights: await new Blob(parts).arrayBuffer()} : undefined;
  const tried =
    given &&
    (await attempt(async () => {
      readLayers(given, model!.name);
      return (await tryModel?.(given, model!.name)) ?? [];
    }));
  const saved = tried && given;
  if (!model) problems.push(...(await foreignModels(files)));
  const layer = files.find(({name}) => name.endsWith(".npz"));
  const log = await read("history", readHistory);
  const epochs = await read("epochs", (text, source) => parseEpochPredictions(text, source, classes));
  const testFound = isOfSite && haveSameLabels(predictions?.labels, site.test);
  const run: Omit<OpenedRun, "problems"> = {
    name: about.title,
    about: about,
    history: log?.history ?? [],
    remarks: [
      ...(!said && !isSameAlphabet(classes, DIGITS)
        ? [
            `${texts.get("predictions")?.name}: its classes are those of its labels, in their order: ${describeAlphabet(classes)}.`
          ]
        : []),
      ...(log?.remarks ?? []).map((remark) => `${texts.get("history")!.name}: ${remark}.`),
      ...(tried ?? []).map((remark) => `${model!.name}: ${remark}.`)
    ],
    answers: predictions && {
      predictions,
      images: Int32Array.from({length: predictions.length}, (_, i) => (testFound ? i : -1))
    },
    unsureBelow: about.unsureBelow ?? 0,
    robustness: await read("robustness", parseRobustness),
    epochs,
    validationFound: isOfSite && haveSameLabels(epochs?.labels, site.validation),
    layers: saved && (() => Promise.resolve(readLayers(saved, model!.name))),
    saved,
    kernels: layer && (await attempt(async () => parseKernels(new Uint8Array(await layer.arrayBuffer()), layer.name))),
    note: testFound ? undefined : "Images are not part of a run’s files, so those behind these answers can’t be shown."
  };
  if (!run.history.length && !run.answers && !model && !texts.has("run") && !problems.length)
    problems.push(
      `expected history.csv, predictions.csv, run.json or a model, got ${opened.map(({name}) => name).join(", ") || "no file"}`
    );
  return {...run, problems};
}

/** Resolves to a sentence for each of the *files* that holds a model of another format. */
async function foreignModels(files: readonly OpenedFile[]): Promise<string[]> {
  const others = files.filter(({name}) => !/\.(csv|tsv|json|log|txt|bin|npz)$/i.test(name));
  const sentences = others.map(async (file) => {
    const head = file instanceof Blob ? file.slice(0, MODEL_HEAD) : file;
    const found = foreignModel(file.name, new Uint8Array(await head.arrayBuffer()));
    return found && `${file.name}: expected a TensorFlow.js layers model, got ${found.what} (${found.help})`;
  });
  return (await Promise.all(sentences)).filter((sentence) => sentence !== undefined);
}

/** Returns the shards of weights in the order of their numbers. */
function inOrder(files: readonly OpenedFile[]): OpenedFile[] {
  return [...files].sort((a, b) => a.name.localeCompare(b.name, "en", {numeric: true}));
}

/** Returns a choice of run files from the visitor's own disk, a zip of them, or a whole folder; files can be dropped on it too. */
export function openRun(readLayers: ReadLayers, site?: SiteLabels, tryModel?: TryModel): OpenRun {
  let value: OpenedRun | null = null;
  let opened = 0;
  const files = html<"input">`<input type="file" multiple aria-label="Files of a run" />`;
  const folder = html<"input">`<input type="file" webkitdirectory aria-label="A folder of a run" />`;
  const status = html`<p class="error-line" role="status"></p>`;
  const input = html`<div class="open-run card">
    <label>Files <span>${files}</span></label>
    <label>Or a folder <span>${folder}</span></label>
    <p class="caption">Or drop files, a zip or a folder here. They stay on your device.</p>
    ${status}
  </div>`;

  async function open(list: readonly File[]): Promise<void> {
    if (!list.length) return;
    const run = await readRunFiles(list, readLayers, site, tryModel);
    const isEmpty = !run.history.length && !run.answers && !run.layers && !run.robustness;
    // What was there stays where nothing of the new files can be shown.
    status.textContent = isEmpty ? run.problems.join(" ") : "";
    if (isEmpty) return;
    // No two have the same name: by it a model is known.
    value = {...run, name: opened++ ? `${run.name} (${opened})` : run.name};
    input.dispatchEvent(new CustomEvent("input", {bubbles: true}));
  }

  for (const one of [files, folder]) {
    one.addEventListener("click", () => (one.value = "")); // so that the same files can be chosen again
    one.addEventListener("input", (event) => {
      event.stopPropagation();
      void open([...(one.files ?? [])]);
    });
  }
  listenForDrops(input, (transfer) => void droppedFiles(transfer).then(open));
  return withMembers(input, {
    get value() {
      return value;
    }
  });
}
