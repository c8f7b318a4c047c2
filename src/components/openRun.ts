import {html} from "htl";
import {parseEpochPredictions} from "../stats/epochPredictions.js";
import {parseHistory} from "../stats/history.js";
import {parsePredictions} from "../stats/predictions.js";
import {parseRobustness} from "../stats/robustness.js";
import {parseRunAbout} from "../stats/runAbout.js";
import type {ModelLayer} from "./modelCard.js";
import type {ReportedRun} from "./runReport.js";

/** A file as the browser gives it. */
interface OpenedFile {
  readonly name: string;
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Reads the layers of a model. @throws Error for what is none */
export type ReadLayers = (model: {json: string; weights: ArrayBuffer}, source: string) => readonly ModelLayer[];

/** An input whose value is the run that was opened, null before. */
export interface OpenRun extends HTMLElement {
  readonly value: ReportedRun | null;
}

/** Returns which of a run's files a *text* is, by its first line, since files may have any name. */
export function kindOfFile(
  name: string,
  text: string
): "history" | "epochs" | "predictions" | "robustness" | "run" | "model" | undefined {
  const head = text.replace(/^\ufeff/, "").slice(0, 2000);
  if (/^\s*\{/.test(head)) return name.endsWith("model.json") || /"modelTopology"/.test(text) ? "model" : "run";
  const columns = head.split(/\r?\n/)[0]!.split(",");
  if (columns.includes("epoch")) return "history";
  if (columns[1] === "label" && /^\d+$/.test(columns[2] ?? "")) return "epochs";
  if (columns.includes("p0") || columns.includes("label")) return "predictions";
  return columns.includes("kind") ? "robustness" : undefined;
}

/**
 * Resolves to a run of the given files, any of history, predictions, robustness, run.json and a model with its weights. A
 * file that is not what it should be is told of in `problems`, and the others are shown.
 */
export async function readRunFiles(files: readonly OpenedFile[], readLayers: ReadLayers): Promise<ReportedRun> {
  const problems: string[] = [];
  const attempt = async <T>(work: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      problems.push((error as Error).message);
      return undefined;
    }
  };
  const texts = new Map<string, {name: string; text: string}>();
  const binaries = files.filter(({name}) => name.endsWith(".bin"));
  for (const file of files.filter((one) => /\.(csv|json|log|txt)$/i.test(one.name))) {
    const text = await file.text();
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
  const about = (await read("run", parseRunAbout)) ?? {title: "A run of yours", model: "unknown"};
  const predictions = await read("predictions", parsePredictions);
  const model = texts.get("model");
  if (model && !binaries.length) problems.push(`${model.name}: expected its weights beside it, got no .bin file`);
  const loadLayers = async () => {
    const parts = await Promise.all(inOrder(binaries).map((file) => file.arrayBuffer()));
    const weights = await new Blob(parts).arrayBuffer();
    return readLayers({json: model!.text, weights}, model!.name);
  };
  const run: Omit<ReportedRun, "problems"> = {
    name: about.title,
    about: about as ReportedRun["about"],
    history: (await read("history", parseHistory)) ?? [],
    answers: predictions && {predictions, images: new Int32Array(predictions.length).fill(-1)},
    unsureBelow: about.unsureBelow ?? 0,
    robustness: await read("robustness", parseRobustness),
    epochs: await read("epochs", parseEpochPredictions),
    validationFound: false,
    layers: model && binaries.length ? loadLayers : undefined,
    note: "Images are not part of a run’s files, so those behind these answers can’t be shown."
  };
  if (!run.history.length && !run.answers && !model && !texts.has("run") && !problems.length)
    problems.push(
      `expected history.csv, predictions.csv, run.json or a model, got ${files.map(({name}) => name).join(", ") || "no file"}`
    );
  return {...run, problems};
}

/** Returns the shards of weights in the order of their numbers. */
function inOrder(files: readonly OpenedFile[]): OpenedFile[] {
  return [...files].sort((a, b) => a.name.localeCompare(b.name, "en", {numeric: true}));
}

/** Returns a choice of run files from the visitor's own disk, or of a whole folder; files can be dropped on it too. */
export function openRun(readLayers: ReadLayers): OpenRun {
  let value: ReportedRun | null = null;
  const files = html`<input type="file" multiple aria-label="Files of a run" />` as HTMLInputElement;
  const folder = html`<input type="file" webkitdirectory aria-label="A folder of a run" />` as HTMLInputElement;
  const status = html`<p class="error-line" role="status"></p>`;
  const input = html`<div class="open-run card">
    <label>Files <span>${files}</span></label>
    <label>Or a folder <span>${folder}</span></label>
    <p class="caption">Or drop files here. They are read in your browser and go nowhere.</p>
    ${status}
  </div>` as HTMLElement;

  async function open(list: FileList | null): Promise<void> {
    if (!list?.length) return;
    const run = await readRunFiles([...list], readLayers);
    const isEmpty = !run.history.length && !run.answers && !run.layers && !run.robustness;
    // What was there stays where nothing of the new files can be shown.
    status.textContent = isEmpty ? run.problems.join(" ") : "";
    if (isEmpty) return;
    value = run;
    input.dispatchEvent(new CustomEvent("input", {bubbles: true}));
  }

  for (const one of [files, folder]) {
    one.addEventListener("input", (event) => {
      event.stopPropagation();
      void open(one.files);
    });
  }
  input.addEventListener("dragover", (event) => event.preventDefault());
  input.addEventListener("drop", (event) => {
    event.preventDefault();
    void open(event.dataTransfer?.files ?? null);
  });
  return Object.defineProperty(input, "value", {get: () => value}) as OpenRun;
}
