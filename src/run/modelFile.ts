/** A model in a format that Handscope can't run: what it is, and how to convert it to TensorFlow.js. */
export interface ForeignModel {
  readonly what: string;
  readonly help: string;
}

const CONVERT = "tensorflowjs_converter --input_format=";
const EXPORT = "rebuild it in Keras and convert that; answers in a predictions.csv need no model";
const PYTORCH: ForeignModel = {what: "a PyTorch model", help: EXPORT};
const LITE: ForeignModel = {what: "a TensorFlow Lite model", help: "convert the Keras model that it was made of"};

const hdf5 = (file: string): ForeignModel => ({
  what: "a Keras model in HDF5",
  help: `convert it: ${CONVERT}keras ${quote(file)} model`
});
const archive = (file: string): ForeignModel => ({
  what: "a Keras 3 archive",
  help: `convert it: ${CONVERT}keras_keras ${quote(file)} model`
});

/** Models recognized by their file names, where the bytes don't suffice. */
const BY_NAME: readonly (readonly [name: RegExp, model: (file: string) => ForeignModel])[] = [
  [
    /^saved_model\.pb$/i,
    () => ({what: "a TensorFlow SavedModel", help: `save it in Keras as model.h5, then ${CONVERT}keras model.h5 model`})
  ],
  [
    /^(variables\.index|checkpoint|.*\.ckpt(\.(index|data.*))?)$/i,
    () => ({what: "a checkpoint of weights alone", help: "save the whole model in Keras, then convert it"})
  ],
  [/\.(h5|hdf5)$/i, hdf5],
  [/\.keras$/i, archive],
  [/\.(pt|pth)$/i, () => PYTORCH],
  [/\.safetensors$/i, () => ({what: "weights of safetensors", help: EXPORT})],
  [/\.onnx$/i, () => ({what: "an ONNX model", help: EXPORT})],
  [/\.tflite$/i, () => LITE],
  [/\.(pkl|pickle|joblib)$/i, () => ({what: "a Python pickle", help: EXPORT})],
  [/\.(mlmodel|pb|caffemodel)$/i, () => ({what: "another tool's model", help: EXPORT})]
];

/** The number of leading bytes that identify a model file. */
export const MODEL_HEAD = 4096;

/**
 * Identifies a file with a model of another format by its name and its first bytes (at least `MODEL_HEAD`, or all);
 * undefined for any other file.
 */
export function foreignModel(name: string, head: Uint8Array): ForeignModel | undefined {
  const text = String.fromCharCode(...head.subarray(0, MODEL_HEAD)); // Latin-1: one character per byte
  const file = name.split("/").at(-1)!;
  if (text.startsWith("\x89HDF\r\n\x1a\n")) {
    if (!/\.weights\.h5$/i.test(file)) return hdf5(file);
    const help = `save the whole model: model.save("model.h5"), then ${CONVERT}keras model.h5 model`;
    return {what: "weights of Keras without their layers", help};
  }
  if (text.startsWith("PK\x03\x04")) {
    if (/\.keras$/i.test(file) || /model\.weights\.h5|keras_version/.test(text)) return archive(file);
    if (/\/data\.pkl|\.pth?$/.test(text)) return PYTORCH;
  }
  if (text.startsWith("TFL3", 4)) return LITE;
  return BY_NAME.find(([pattern]) => pattern.test(file))?.[1](file);
}

/** Quotes a file's name for a command line. */
function quote(file: string): string {
  return /^[\w.-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}
