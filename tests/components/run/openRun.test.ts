import {describe, expect, it} from "vitest";
import {kindOfFile, readRunFiles} from "../../../src/components/run/openRun.js";
import {predictionsCsv} from "../../loaders/runs/handmadeRun.js";

const file = (name: string, text: string) => ({
  name,
  text: () => Promise.resolve(text),
  arrayBuffer: () => Promise.resolve(new TextEncoder().encode(text).buffer)
});
// As `CSVLogger("training.log")` of Keras 2.15 writes it.
const LOG = "epoch,accuracy,loss,val_accuracy,val_loss\n0,0.9,0.3,0.95,0.2\n1,0.95,0.1,0.96,0.15\n";
const noModel = () => [];

describe("kindOfFile(name, text)", () => {
  it("knows files by what they begin with, whatever their names", () => {
    expect(kindOfFile("training.log", LOG)).toBe("history");
    expect(kindOfFile("mine.csv", predictionsCsv([[1, 1]]))).toBe("predictions");
    expect(kindOfFile("e.csv", "index,label,1,2\n")).toBe("epochs");
    expect(kindOfFile("r.csv", "kind,amount,n,correct\n")).toBe("robustness");
    expect(kindOfFile("run.json", '{"title": "T"}')).toBe("run");
    expect(kindOfFile("a.json", '{"format": "layers-model", "modelTopology": {}}')).toBe("model");
    expect(kindOfFile("notes.txt", "hello")).toBeUndefined();
  });
});

describe("readRunFiles(files, readLayers)", () => {
  it("makes a run of a CSVLogger's file and a table of predictions", async () => {
    const run = await readRunFiles(
      [
        file("training.log", LOG),
        file(
          "p.csv",
          predictionsCsv([
            [3, 3],
            [1, 7]
          ])
        )
      ],
      noModel
    );
    expect(run).toMatchObject({name: "Your run", about: {model: "unknown"}, problems: [], layers: undefined});
    expect(run.history.map(({val_loss}) => val_loss)).toEqual([0.2, 0.15]);
    expect(run.answers!.predictions.labels).toEqual(Uint8Array.of(3, 1));
    expect(run.answers!.images).toEqual(Int32Array.of(-1, -1));
  });

  it("reads a log and answers as Excel saves them: UTF-16, tabs or semicolons, decimal commas", async () => {
    const utf16 = (name: string, text: string) => ({
      name,
      arrayBuffer: () => Promise.resolve(new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le")).buffer)
    });
    const run = await readRunFiles(
      [
        utf16("history.txt", "epoch\tacc\tloss\n0\t0,5\t1,5\n0\t0,75\t0,5\n"),
        utf16("answers.csv", predictionsCsv([[3, 3]]).replaceAll(",", ";"))
      ],
      noModel
    );
    expect(run.problems).toEqual([]);
    expect(run.history.map(({epoch, loss}) => [epoch, loss])).toEqual([
      [0, 1.5],
      [1, 0.5]
    ]);
    expect(run.remarks).toEqual([
      "history.txt: epochs start again at line 3, and are shown as one training of 2 epochs."
    ]);
    expect(run.answers).toMatchObject({predictions: {length: 1}});
  });

  it("takes title and threshold from run.json", async () => {
    const run = await readRunFiles(
      [file("run.json", '{"title": "Mine", "model": "svm", "unsureBelow": 0.7}')],
      noModel
    );
    expect(run).toMatchObject({name: "Mine", about: {model: "svm"}, unsureBelow: 0.7, problems: []});
  });

  it("shows what is whole beside a sentence for each file that is not", async () => {
    const broken = predictionsCsv([[3, 3]]).replace("0,3,", "0,12,");
    const run = await readRunFiles(
      [file("history.csv", LOG), file("predictions.csv", broken), file("x.txt", "?")],
      noModel
    );
    expect(run.history).toHaveLength(2);
    expect(run.answers).toBeUndefined();
    expect(run.problems).toEqual([
      "x.txt: expected a history, predictions, run.json or model.json, got something else",
      'predictions.csv:2: expected a label from 0 to 9, got "12"'
    ]);
  });

  it("says so where nothing is of a run, or a model comes without its weights", async () => {
    expect((await readRunFiles([file("photo.png", "")], noModel)).problems).toEqual([
      "expected history.csv, predictions.csv, run.json or a model, got photo.png"
    ]);
    const model = file("model.json", '{"modelTopology": {}}');
    expect((await readRunFiles([model], noModel)).problems).toEqual([
      "model.json: expected its weights beside it, got no .bin file"
    ]);
  });

  it("names a model of another format, and shows the rest", async () => {
    const h5 = {
      name: "digits.h5",
      arrayBuffer: () => Promise.resolve(Uint8Array.from(Buffer.from("\x89HDF\r\n\x1a\n", "latin1")).buffer)
    };
    const run = await readRunFiles([file("history.csv", LOG), h5], noModel);
    expect(run.history).toHaveLength(2);
    expect(run.problems).toEqual([
      "digits.h5: expected a TensorFlow.js layers model, got a Keras model in HDF5 (convert it: tensorflowjs_converter --input_format=keras digits.h5 model)"
    ]);
  });

  it("keeps a model that runs, with what is to be said of it, and none that does not", async () => {
    const files = [file("model.json", '{"modelTopology": {}}'), file("weights.bin", "")];
    const good = await readRunFiles(files, noModel, {}, () => Promise.resolve(["it guesses"]));
    expect(good).toMatchObject({problems: [], remarks: ["model.json: it guesses."]});
    expect(good.saved).toBeDefined();
    const refuse = () => Promise.reject(new Error("model.json: expected output [n, 10], got [n, 2]"));
    const bad = await readRunFiles(files, noModel, {}, refuse);
    expect(bad).toMatchObject({saved: undefined, layers: undefined});
    expect(bad.problems).toEqual(["model.json: expected output [n, 10], got [n, 2]"]);
    const graph = await readRunFiles(files, () => {
      throw new Error("a graph model");
    });
    expect([graph.saved, graph.problems]).toEqual([undefined, ["a graph model"]]);
  });

  it("gives the model's shards in the order of their numbers", async () => {
    let seen = "";
    const readLayers = ({weights}: {weights: ArrayBuffer}) => {
      seen = new TextDecoder().decode(weights);
      return [];
    };
    const names = ["group1-shard10of10.bin", "group1-shard2of10.bin"];
    const run = await readRunFiles(
      [file("model.json", '{"modelTopology": {}}'), ...names.map((name) => file(name, name))],
      readLayers
    );
    await run.layers!();
    expect(seen).toBe(`${names[1]}${names[0]}`);
  });
});
