import {InputError} from "../../inputError.js";
import {MODES, type EngineName, type TesseractSetup} from "./settings.js";

/** What of Tesseract's C++ interface, compiled to WebAssembly, is used. */
interface BaseApi {
  Init(folder: null, language: string, engine: number, config: string): number;
  SetVariable(name: string, value: string): boolean;
  /** Takes the file `/input`, of an EXIF orientation, turned by an angle; returns 1 if it is no image. */
  SetImageFile(orientation: number, angle: number): number;
  Recognize(monitor: null): number;
  GetUTF8Text(): string;
  /** 0 to 100. */
  MeanTextConf(): number;
  Clear(): void;
  End(): void;
}

interface CoreModule {
  readonly FS: {writeFile(path: string, data: Uint8Array | string): void};
  readonly TessBaseAPI: new () => BaseApi;
}

/** Makes an instance of `tesseract.js-core`. */
export type TesseractCore = (options: {
  readonly wasmBinary: Uint8Array;
  readonly print: (line: string) => void;
  readonly printErr: (line: string) => void;
}) => Promise<CoreModule>;

/** Tesseract's program and the data of one of its engines. */
export interface TesseractParts {
  readonly core: TesseractCore;
  readonly wasm: Uint8Array;
  /** As `pruneTrainedData` returns it. */
  readonly trainedData: Uint8Array;
}

/** Tesseract's answer to a page. */
export interface PageText {
  /** Trimmed; empty if it sees no text. */
  readonly text: string;
  /** In [0, 1]. */
  readonly confidence: number;
}

/** Tesseract, started. */
export interface TesseractEngine {
  /** Reads an image file. */
  read(file: Uint8Array): PageText;
  dispose(): void;
}

/** Numbers of engines in Tesseract's `OcrEngineMode`. */
const ENGINE_MODES: Readonly<Record<EngineName, number>> = {legacy: 0, lstm: 1};

/** Words are no help with single characters, and what one image teaches must not change the answer to the next. */
const CONFIG = [
  ...["system", "freq", "punc", "number", "unambig", "bigram"].map((name) => `load_${name}_dawg 0`),
  "classify_enable_learning 0",
  "classify_enable_adaptive_matcher 0"
].join("\n");

/**
 * Starts Tesseract (Smith, An overview of the Tesseract OCR engine, ICDAR 2007,
 * https://doi.org/10.1109/ICDAR.2007.4376991), to look for *characters* alone.
 * @throws InputError if Tesseract refuses its data
 */
export async function startTesseract(
  {core, wasm, trainedData}: TesseractParts,
  {engine, mode}: Pick<TesseractSetup, "engine" | "mode">,
  characters: string
): Promise<TesseractEngine> {
  const quiet = () => undefined;
  const {FS, TessBaseAPI} = await core({wasmBinary: wasm, print: quiet, printErr: quiet});
  FS.writeFile("eng.traineddata", trainedData);
  FS.writeFile("/config", CONFIG);
  const api = new TessBaseAPI();
  if (api.Init(null, "eng", ENGINE_MODES[engine], "/config") !== 0)
    throw new InputError("Tesseract", `data of its ${engine} engine`, "data that it refuses");
  api.SetVariable("tessedit_pageseg_mode", String(MODES[mode]));
  api.SetVariable("tessedit_char_whitelist", characters);
  return {
    read: (file) => {
      FS.writeFile("/input", file);
      if (api.SetImageFile(1, 0) === 1) throw new InputError("Tesseract", "an image file", "something else");
      api.Recognize(null);
      const text = api.GetUTF8Text().trim();
      const confidence = Math.max(0, Math.min(1, api.MeanTextConf() / 100));
      api.Clear();
      return {text, confidence};
    },
    dispose: () => api.End()
  };
}
