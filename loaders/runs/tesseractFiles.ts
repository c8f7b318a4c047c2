import {readFile} from "node:fs/promises";
import {createRequire} from "node:module";
import {gunzipSync} from "node:zlib";
import {InputError} from "../../src/inputError.js";
import type {TesseractCore, TesseractParts} from "../../src/readers/tesseract/engine.js";
import type {EngineName} from "../../src/readers/tesseract/settings.js";
import {pruneTrainedData} from "../../src/readers/tesseract/trainedData.js";

const require = createRequire(import.meta.url);

/** Tesseract's program, for processors with vector instructions. */
const CORE = "tesseract.js-core/tesseract-core-simd.js";
const WASM = "tesseract.js-core/tesseract-core-simd.wasm";

/** Data for English with both engines: https://github.com/tesseract-ocr/tessdata, version 4.0.0, Apache-2.0. */
const TRAINED_DATA = "@tesseract.js-data/eng/4.0.0/eng.traineddata.gz";

/** Resolves to Tesseract's program and the data of an *engine*, from packages. @throws InputError where they are missing */
export async function loadTesseract(engine: EngineName): Promise<TesseractParts> {
  const [core, wasm, trainedData] = await Promise.all([
    loadTesseractCore(),
    readTesseractWasm(),
    readTrainedData(engine)
  ]);
  return {core, wasm, trainedData};
}

/** Resolves to what makes instances of Tesseract's program. @throws InputError where it is missing */
export function loadTesseractCore(): Promise<TesseractCore> {
  return fromPackage(CORE, (path) => require(path) as TesseractCore);
}

/** Resolves to the WebAssembly of Tesseract's program. @throws InputError where it is missing */
export function readTesseractWasm(): Promise<Uint8Array> {
  return fromPackage(WASM, (path) => readFile(path));
}

/** Resolves to the data of an *engine* alone. @throws InputError where it is missing */
export async function readTrainedData(engine: EngineName): Promise<Uint8Array> {
  return pruneTrainedData(gunzipSync(await fromPackage(TRAINED_DATA, (path) => readFile(path))), engine, TRAINED_DATA);
}

async function fromPackage<T>(file: string, read: (path: string) => T | Promise<T>): Promise<T> {
  let path: string;
  try {
    path = require.resolve(file);
  } catch {
    throw new InputError(file, "a file of an installed package (npm ci installs it)", "nothing there");
  }
  return read(path);
}
