import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {InputError} from "../../src/inputError.js";
import {findBestEpoch, formatHistory, readHistory, type EpochRecord} from "../../src/run/history.js";

function epoch(index: number, val_loss: number): EpochRecord {
  return {epoch: index, loss: 1, accuracy: 0.5, val_loss, val_accuracy: 0.5, learning_rate: 0.001, seconds: 2};
}

const epochsIn = (text: string, source: string) => readHistory(text, source).history;

function fails(text: string, message: string): void {
  let error: unknown = "no error";
  try {
    epochsIn(text, "history.csv");
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(InputError);
  expect((error as InputError).message).toBe(message);
}

const HEADER = "epoch,loss,accuracy,val_loss,val_accuracy";

/** Three epochs, in the form of any tool. */
const THREE = [
  {epoch: 0, loss: 1.5, accuracy: 0.5, val_loss: 1.25, val_accuracy: 0.625},
  {epoch: 1, loss: 0.5, accuracy: 0.75, val_loss: 0.75, val_accuracy: 0.75},
  {epoch: 2, loss: 0.25, accuracy: 0.875, val_loss: 0.5, val_accuracy: 0.8125}
] as const;
const CSV = [HEADER, ...THREE.map((record) => Object.values(record).join())].join("\n");

describe("readHistory(text, source)'s epochs", () => {
  it("reads what Keras's CSVLogger writes: the metrics in alphabetical order, epochs from 0", () => {
    // keras/src/callbacks/csv_logger.py: fieldnames = ["epoch"] + sorted(logs.keys())
    const text =
      "epoch,accuracy,loss,val_accuracy,val_loss\n" +
      "0,0.8794000148773193,0.42305827140808105,0.9350000023841858,0.21904312074184418\n" +
      "1,0.9431666731834412,0.19347868859767914,0.953000009059906,0.1607951521873474\n";
    expect(epochsIn(text, "history.csv")).toEqual([
      {
        epoch: 0,
        loss: 0.42305827140808105,
        accuracy: 0.8794000148773193,
        val_loss: 0.21904312074184418,
        val_accuracy: 0.9350000023841858,
        learning_rate: NaN,
        seconds: NaN
      },
      {
        epoch: 1,
        loss: 0.19347868859767914,
        accuracy: 0.9431666731834412,
        val_loss: 0.1607951521873474,
        val_accuracy: 0.953000009059906,
        learning_rate: NaN,
        seconds: NaN
      }
    ]);
  });

  it("reads CSVLogger's NA as unknown: it fills the last epoch when training was stopped early", () => {
    // The same file: "We set NA so that csv parsers do not fail for this last epoch."
    const [record] = epochsIn("epoch,accuracy,loss,val_accuracy,val_loss\n0,0.9,0.3,NA,NA\n", "history.csv");
    expect([record!.loss, record!.val_loss, record!.val_accuracy]).toEqual([0.3, NaN, NaN]);
  });

  it("ignores other columns, a byte order mark and CRLF", () => {
    const text = "\ufeffepoch,top5,loss,accuracy,val_loss,val_accuracy\r\n0,many,1,0.5,2,0.25\r\n";
    expect(epochsIn(text, "history.csv")).toEqual([
      {epoch: 0, loss: 1, accuracy: 0.5, val_loss: 2, val_accuracy: 0.25, learning_rate: NaN, seconds: NaN}
    ]);
  });

  it("reads an empty field or nan as unknown: a training without validation", () => {
    const text = "epoch,loss,accuracy,val_loss,val_accuracy,seconds\n0,1,0.5,,,3\n1,nan,0.5,NaN, ,\n";
    expect(epochsIn(text, "history.csv").map((r) => [r.loss, r.val_loss, r.val_accuracy, r.seconds])).toEqual([
      [1, NaN, NaN, 3],
      [NaN, NaN, NaN, NaN]
    ]);
  });

  it("refuses a header alone, and rows without figures", () => {
    fails(`${HEADER}\n`, "history.csv: expected a row for each epoch, got a header alone");
    fails(`${HEADER}\n${HEADER}\n`, "history.csv: expected a row for each epoch, got a header alone");
    fails(`${HEADER}\n0,,,,\n1,nan,NA,,\n`, "history.csv: expected figures of an epoch, got 2 rows without any");
  });

  it("reads a training without validation, as logged by Keras's fit without validation_data", () => {
    const [record] = epochsIn("accuracy,epoch,loss\n0.5,0,1.5\n", "history.csv");
    expect(record).toMatchObject({epoch: 0, accuracy: 0.5, loss: 1.5, val_loss: NaN, val_accuracy: NaN});
  });

  it("names the missing columns and those found", () => {
    const expected = "history.csv:1: expected the columns epoch,loss,accuracy, got";
    fails("epoch,loss,mae\n0,1,1\n", `${expected} none named accuracy (but epoch, loss, mae)`);
    fails("step,loss,accuracy\n0,1,1\n", `${expected} none named epoch (but step, loss, accuracy)`);
    fails("", `${expected} an empty file`);
    fails(`${HEADER}\n0.5,1,1,1,1\n`, 'history.csv:2: expected epoch as a whole number from 0, got "0.5"');
  });

  it("refuses impossible figures, and recognizes percentages and divergence", () => {
    const at = "history.csv:2: expected";
    fails(`${HEADER}\n0,1,1.5,1,1\n`, `${at} accuracy from 0 to 1, got "1.5"`);
    fails(
      `${HEADER}\n0,1,91.5,1,92\n`,
      `${at} accuracy from 0 to 1, got "91.5" (a percentage? divide it by 100, or write %)`
    );
    fails(`${HEADER}\n0,1,-0.1,1,1\n`, `${at} accuracy from 0 to 1, got "-0.1"`);
    fails(`${HEADER}\n0,-3,1,1,1\n`, `${at} loss as a number from 0, got "-3"`);
    const diverged = "(a training that diverged? a smaller learning rate helps)";
    for (const inf of ["inf", "-inf", "Infinity"])
      fails(`${HEADER}\n0,1,1,${inf},1\n`, `${at} val_loss as a finite number, got "${inf}" ${diverged}`);
    fails(`${HEADER}\n0,1e999,1,1,1\n`, `${at} loss as a number from 0, got "1e999"`);
    fails("epoch,loss,acc,lr\n0,1,1,-0.1\n", `${at} learning_rate as a number from 0, got "-0.1"`);
  });

  it("clamps float32 rounding errors to the range: a mean of ones, Keras's clipped cross-entropy", () => {
    // log(1 + 1e-7) of https://github.com/keras-team/keras/blob/v2.15.0/keras/backend.py, epsilon 1e-7
    const [record] = epochsIn("epoch,loss,acc\n0,-1.1920928955078125e-07,1.0000001192092896\n", "history.csv");
    expect([record!.loss, record!.accuracy]).toEqual([0, 1]);
  });

  it("names the line and the column of a value that is not a number", () => {
    const header = HEADER;
    fails(`${header}\n0,1,1,1,1\n1,1,1,high,1\n`, 'history.csv:3: expected val_loss as a number, got "high"');
    fails(`${header}\n0,1.2.3,1,1,1\n`, 'history.csv:2: expected loss as a number, got "1.2.3"');
  });
});

describe("readHistory(text, source)", () => {
  const read = (text: string) => readHistory(text, "history.csv");

  it.each([
    ["Keras before 2.3", "acc", "val_acc"],
    ["Keras, two classes", "binary_accuracy", "val_binary_accuracy"],
    ["Keras, one-hot labels", "categorical_accuracy", "val_categorical_accuracy"],
    ["Keras, labels as numbers", "sparse_categorical_accuracy", "val_sparse_categorical_accuracy"],
    ["PyTorch, by hand", "train_acc", "valid_acc"],
    ["TensorBoard's tags", "Accuracy/train", "Accuracy/validation"],
    ["in words", "Train Acc", "Val Acc"],
    ["in camel case", "trainAccuracy", "valAccuracy"],
    ["Hugging Face", "accuracy", "eval_accuracy"]
  ])("recognizes the accuracies of %s: %s and %s", (_, training, validation) => {
    const header = `epoch,loss,${training},val_loss,${validation}`;
    expect(read(CSV.replace(HEADER, header))).toMatchObject({history: THREE, remarks: []});
  });

  it.each(["train_loss", "Loss/train", "Training loss", "trainLoss", "train_loss_epoch"])(
    "knows the loss as %s",
    (name) => {
      expect(read(CSV.replace("epoch,loss", `epoch,${name}`))).toMatchObject({history: THREE, remarks: []});
    }
  );

  it.each(["lr", "learning_rate", "lr-Adam", "Learning Rate"])("knows the learning rate as %s", (name) => {
    expect(read(`epoch,loss,acc,${name}\n0,1,0.5,0.001\n`).history[0]!.learning_rate).toBe(0.001);
  });

  it.each([
    ["semicolons", CSV.replaceAll(",", ";")],
    ["tabs", CSV.replaceAll(",", "\t")],
    ["bars", CSV.replaceAll(",", " | ")],
    ["spaces", CSV.replaceAll(",", "  ")],
    ["Excel's line sep=", `sep=;\r\n${CSV.replaceAll(",", ";").replaceAll("\n", "\r\n")}`],
    ["semicolons and decimal commas", CSV.replaceAll(",", ";").replaceAll(".", ",")],
    ["tabs and decimal commas", CSV.replaceAll(",", "\t").replaceAll(".", ",")],
    ["quotes", CSV.replace(/[^,\n]+/g, '"$&"')],
    ["quotes and decimal commas", CSV.replace(/[^,\n]+/g, (cell) => `"${cell.replace(".", ",")}"`)],
    ["NumPy's savetxt", `# ${CSV}`],
    ["old Mac lines", CSV.replaceAll("\n", "\r")],
    ["blank lines", CSV.replaceAll("\n", "\n\n")],
    ["a separator at the end of each line", `${CSV.replaceAll("\n", ",\n")},`],
    ["epochs from 1", CSV.replace(/^(\d)/gm, (epoch) => String(Number(epoch) + 1))],
    ["epochs as floats", CSV.replace(/^(\d)/gm, "$1.0")],
    ["the index of pandas", CSV.replace("epoch", "")],
    [
      "percent signs",
      CSV.replace(/^(\d),([^,]+),([^,]+)/gm, (_, e: string, l: string, a: string) => `${e},${l},${100 * Number(a)}%`)
    ],
    ["its header again, as CSVLogger's append leaves it", CSV.replace("\n1,", `\n${HEADER}\n1,`)]
  ])("reads a log with %s", (_, text) => {
    expect(read(text)).toMatchObject({history: THREE, remarks: []});
  });

  it("reports that it takes each row for an epoch", () => {
    const {history, remarks} = read(CSV.replace(/^[^,]+,/gm, ""));
    expect(history).toMatchObject(THREE);
    expect(remarks).toEqual(["no column counts the epochs, so each row is taken for one"]);
  });

  it("names unknown columns", () => {
    expect(read("epoch,loss,accuracy,precision,recall\n0,1,0.5,0.5,0.5\n").remarks).toEqual([
      "columns that are not shown: precision, recall"
    ]);
  });

  it("joins the rows that Lightning writes for training and validation, and drops that of the test", () => {
    // lightning/fabric/loggers/csv_logs.py: one row per call of log_metrics, with empty cells for figures of other
    // calls
    const text =
      "epoch,lr-Adam,step,test_acc,train_acc,train_loss,val_acc,val_loss\n" +
      ",0.001,0,,,,,\n0,,99,,,,0.625,1.25\n0,,99,,0.5,1.5,,\n,0.0005,100,,,,,\n1,,199,,,,0.75,0.75\n1,,199,,0.75,0.5,,\n2,,200,0.9,,,,\n";
    const {history, remarks} = read(text);
    expect(history).toEqual([
      {...THREE[0], learning_rate: 0.001, seconds: NaN},
      {...THREE[1], learning_rate: 0.0005, seconds: NaN}
    ]);
    expect(remarks).toEqual(["columns that are not shown: test_acc"]);
  });

  it("counts on where epochs start again, from 0 or from 1, and reports it", () => {
    const rows = CSV.split("\n").slice(1);
    const fromOne = rows.map((row) => row.replace(/^\d/, (epoch) => String(Number(epoch) + 1)));
    for (const [one, text] of [rows, fromOne].map((of, i) => [i, [HEADER, ...of, ...of].join("\n")] as const)) {
      const {history, remarks} = read(text);
      expect(
        history.map(({epoch, loss}) => [epoch, loss]),
        `from ${one}`
      ).toEqual([
        [0, 1.5],
        [1, 0.5],
        [2, 0.25],
        [3, 1.5],
        [4, 0.5],
        [5, 0.25]
      ]);
      expect(remarks).toEqual(["epochs start again at line 5, and are shown as one training of 6 epochs"]);
    }
    expect(read(`${HEADER}\n0,2,0.5,2,0.5\n${HEADER}\n0,1,0.5,1,0.5\n`).history.map(({epoch}) => epoch)).toEqual([
      0, 1
    ]);
  });

  it("shows the later rows if epochs go back into the middle, and reports it", () => {
    const {history, remarks} = read(`${CSV}\n1,0.75,0.75,0.5,0.5\n`);
    expect(history.map(({epoch, loss}) => [epoch, loss])).toEqual([
      [0, 1.5],
      [1, 0.75]
    ]);
    expect(remarks).toEqual(["epochs 2 on were trained again (line 5), and the later rows are shown"]);
  });

  it("reverses a log sorted newest first, and reports it", () => {
    const newestFirst = "the rows are sorted newest first; they are shown in order";
    const [header, ...rows] = CSV.split("\n");
    expect(read([header, ...rows.toReversed()].join("\n"))).toMatchObject({history: THREE, remarks: [newestFirst]});
    const epochs = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
    const {history} = read([HEADER, ...epochs.map((e) => `${e},${1 + e},0.5,,`)].join("\n"));
    expect(history.map(({epoch, loss}) => [epoch, loss])).toEqual(epochs.toReversed().map((e) => [e, 1 + e]));
    const fromOne = read(`${HEADER}\n2,0.5,0.5,,\n1,1.5,0.5,,\n`);
    expect(fromOne.history.map(({epoch, loss}) => [epoch, loss])).toEqual([
      [0, 1.5],
      [1, 0.5]
    ]);
  });

  it("merges a row without an epoch into the epoch written after it, even newest first", () => {
    const {history} = read("epoch,lr,loss,acc\n1,,0.5,0.5\n,0.0005,,\n0,,1.5,0.5\n,0.001,,\n");
    expect(history.map(({loss, learning_rate}) => [loss, learning_rate])).toEqual([
      [1.5, 0.001],
      [0.5, 0.0005]
    ]);
  });

  it.each([
    ["shuffled", [3, 1, 4, 0, 2], 3, "epoch 1 after epoch 3"],
    ["shuffled, the first in its place", [0, 2, 1, 4, 3], 4, "epoch 1 after epoch 2"],
    ["odd before even", [1, 3, 5, 0, 2, 4], 5, "epoch 0 after epoch 5"],
    ["sorted as text", [0, 1, 10, 11, 2, 3, 4, 5, 6, 7, 8, 9], 6, "epoch 2 after epoch 11"],
    ["newest first, twice", [2, 1, 0, 2, 1, 0], 3, "epoch 1 after epoch 2"],
    ["repeated in part", [0, 1, 2, 3, 1, 4], 6, "epoch 1 after epoch 3"]
  ])("refuses epochs that are %s", (_, epochs, line, got) => {
    fails(
      [HEADER, ...epochs.map((e) => `${e},1,0.5,,`)].join("\n"),
      `history.csv:${line}: expected epochs in ascending order (sort the rows by epoch), got ${got}`
    );
  });

  it("refuses every order of epochs except rising and falling", () => {
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], {minLength: 6});
    fc.assert(
      fc.property(order, fc.constantFrom(0, 1), (epochs, base) => {
        const text = [HEADER, ...epochs.map((e) => `${e + base},${1 + e},0.5,,`)].join("\n");
        const steps = epochs.slice(1).map((e, i) => e - epochs[i]!);
        if (steps.every((step) => step > 0) || steps.every((step) => step < 0)) return;
        expect(() => read(text)).toThrow(InputError);
      }),
      {seed: 6}
    );
  });

  it("reads a resumed log of every fifth epoch", () => {
    const {history} = read([HEADER, ...[0, 5, 10, 5, 10, 15].map((e, i) => `${e},${i},0.5,,`)].join("\n"));
    expect(history.map(({epoch, loss}) => [epoch, loss])).toEqual([
      [0, 0],
      [5, 3],
      [10, 4],
      [15, 5]
    ]);
  });

  it("refuses a log of steps, with several rows per epoch", () => {
    fails(
      `${HEADER}\n0,3,0.5,,\n0,2,0.5,,\n1,1,0.5,,\n1,0.5,0.5,,\n`,
      "history.csv:3: expected a row an epoch, got 2 rows of epoch 0 (of steps? keep the last row of each epoch)"
    );
  });

  it("drops a last row that ends early, and refuses any other row of another length", () => {
    expect(read(`${CSV}\n3,0.2`)).toMatchObject({
      history: THREE,
      remarks: ["the last row ends early and is left out"]
    });
    fails(`${HEADER}\n0,1\n1,1,1,1,1\n`, "history.csv:2: expected 5 columns, got 2");
    fails(
      `${HEADER}\n0,0,5,0,5,0,5,0,5\n`,
      "history.csv:2: expected 5 columns, got 9 (decimal commas need semicolons or tabs between the columns)"
    );
  });

  it("reports where a loss is not a number", () => {
    expect(read(`${CSV}\n3,nan,0.1,nan,0.1\n4,nan,0.1,nan,0.1\n`).remarks).toEqual([
      "the loss is not a number in epoch 4 and 1 more"
    ]);
  });
});

describe("formatHistory(history)", () => {
  it("writes the contract's columns, and leaves unknown values empty", () => {
    expect(formatHistory([epoch(0, NaN), epoch(1, 0.25)])).toBe(
      "epoch,loss,accuracy,val_loss,val_accuracy,learning_rate,seconds\n0,1,0.5,,0.5,0.001,2\n1,1,0.5,0.25,0.5,0.001,2\n"
    );
  });

  it("is read back bit-identically", () => {
    const loss = fc.double({min: 0, max: 1e3, noNaN: true}).map(Math.abs);
    const share = fc.double({min: 0, max: 1, noNaN: true}).map(Math.abs);
    const orNaN = (value: fc.Arbitrary<number>) => fc.oneof(value, fc.constant(NaN));
    const record = fc.record({
      loss,
      accuracy: orNaN(share),
      val_loss: orNaN(loss),
      val_accuracy: orNaN(share),
      learning_rate: orNaN(loss),
      seconds: orNaN(loss)
    });
    fc.assert(
      fc.property(fc.array(record, {minLength: 1, maxLength: 5}), (records) => {
        const history = records.map((one, i) => ({epoch: i, ...one}));
        expect(epochsIn(formatHistory(history), "x")).toEqual(history);
      }),
      {seed: 5}
    );
  });
});

describe("findBestEpoch(history)", () => {
  it("returns the epoch with the lowest validation loss, the first of ties", () => {
    const history = [epoch(0, 0.5), epoch(1, 0.2), epoch(2, 0.2), epoch(3, 0.4)];
    expect(findBestEpoch(history)).toBe(history[1]);
  });

  it("ignores epochs without validation", () => {
    const history = [epoch(0, NaN), epoch(1, 0.3), epoch(2, NaN)];
    expect(findBestEpoch(history)).toBe(history[1]);
  });

  it("returns the last epoch if none was validated, and undefined for no epochs", () => {
    const history = [epoch(0, NaN), epoch(1, NaN)];
    expect(findBestEpoch(history)).toBe(history[1]);
    expect(findBestEpoch([])).toBeUndefined();
  });
});
