import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";

/**
 * A TensorFlow.js layers model of one dense layer, written by hand from the format's description in
 * https://www.tensorflow.org/js/guide/save_load and https://github.com/tensorflow/tfjs/blob/master/tfjs-core/src/io/types.ts,
 * so that tests need no code of ours to have a run that somebody else trained.
 */
export const MODEL_JSON = JSON.stringify({
  format: "layers-model",
  generatedBy: "keras v2.15.0",
  convertedBy: null,
  modelTopology: {
    class_name: "Sequential",
    config: {
      name: "by_hand",
      layers: [
        {
          class_name: "Dense",
          config: {name: "dense", units: 10, activation: "softmax", use_bias: true, batch_input_shape: [null, 784]}
        }
      ]
    }
  },
  weightsManifest: [
    {
      paths: ["group1-shard1of1.bin"],
      weights: [
        {name: "dense/kernel", shape: [784, 10], dtype: "float32"},
        {name: "dense/bias", shape: [10], dtype: "float32"}
      ]
    }
  ]
});

/** Bytes of its weights: 784 × 10 and 10 float32. */
export const WEIGHT_BYTES = 4 * (784 * 10 + 10);

/** Writes the files of a run folder: run.json, the model by hand, and *files*, which may replace any of these. */
export function writeRun(dir: string, files: Readonly<Record<string, string | Uint8Array>> = {}): void {
  mkdirSync(join(dir, "model"), {recursive: true});
  const all = {
    "run.json": JSON.stringify({title: "By hand", model: "dense"}),
    "model/model.json": MODEL_JSON,
    "model/group1-shard1of1.bin": new Uint8Array(WEIGHT_BYTES),
    ...files
  };
  for (const [file, contents] of Object.entries(all)) writeFileSync(join(dir, file), contents);
}

/** Returns a predictions.csv as the contract has it: for each image its label and, surely, the digit it was taken for. */
export function predictionsCsv(answers: readonly (readonly [label: number, answer: number])[]): string {
  const rows = answers.map(([label, answer], i) => [
    i,
    label,
    ...Array.from({length: 10}, (_, c) => Number(c === answer))
  ]);
  return [["index", "label", ...Array.from({length: 10}, (_, c) => `p${c}`)], ...rows]
    .map((row) => row.join())
    .join("\n");
}
