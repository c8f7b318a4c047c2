import {strToU8, zipSync} from "fflate";
import {describe, expect, it} from "vitest";
import {foreignModel} from "../../src/run/modelFile.js";

// Signatures: HDF5's https://docs.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html (superblock), Keras 3's archive
// keras/src/saving/saving_lib.py (config.json, metadata.json, model.weights.h5), TensorFlow Lite's schema.fbs (file_identifier).
const HDF5 = Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0);
const nothing = new Uint8Array(0);
const zip = (...names: string[]) => zipSync(Object.fromEntries(names.map((name) => [name, strToU8("{}")])), {level: 0});

describe("foreignModel(name, head)", () => {
  it.each<[name: string, head: Uint8Array, what: string, help: string]>([
    ["model.h5", HDF5, "a Keras model in HDF5", "tensorflowjs_converter --input_format=keras model.h5 model"],
    ["my net", HDF5, "a Keras model in HDF5", "tensorflowjs_converter --input_format=keras 'my net' model"],
    ["a.weights.h5", HDF5, "weights of Keras without their layers", "save the whole model"],
    [
      "digits.keras",
      zip("metadata.json", "config.json", "model.weights.h5"),
      "a Keras 3 archive",
      "--input_format=keras_keras digits.keras model"
    ],
    [
      "net",
      zip("metadata.json", "config.json", "model.weights.h5"),
      "a Keras 3 archive",
      "--input_format=keras_keras net model"
    ],
    ["mnist.pt", zip("mnist/data.pkl"), "a PyTorch model", "rebuild it in Keras"],
    ["net", Buffer.from("\x1c\0\0\0TFL3", "latin1"), "a TensorFlow Lite model", "convert the Keras model"],
    ["saved_model.pb", nothing, "a TensorFlow SavedModel", "save it in Keras"],
    ["net.onnx", nothing, "an ONNX model", "rebuild it in Keras"],
    ["svm.joblib", nothing, "a Python pickle", "rebuild it in Keras"]
  ])("knows %s", (name, head, what, help) => {
    const found = foreignModel(name, head)!;
    expect(found.what).toBe(what);
    expect(found.help).toContain(help);
  });

  it("returns undefined for other files", () => {
    expect(foreignModel("photo.png", Buffer.from("\x89PNG"))).toBeUndefined();
    expect(foreignModel("run.zip", zip("run/history.csv"))).toBeUndefined();
    expect(foreignModel("weights.bin", nothing)).toBeUndefined();
  });
});
