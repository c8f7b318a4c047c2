import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {InputError} from "../../src/inputError.js";
import {findBestEpoch, formatHistory, parseHistory, type EpochRecord} from "../../src/stats/history.js";

function epoch(index: number, val_loss: number): EpochRecord {
  return {epoch: index, loss: 1, accuracy: 0.5, val_loss, val_accuracy: 0.5, learning_rate: 0.001, seconds: 2};
}

function fails(text: string, message: string): void {
  let error: unknown = "no error";
  try {
    parseHistory(text, "history.csv");
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(InputError);
  expect((error as InputError).message).toBe(message);
}

describe("parseHistory(text, source)", () => {
  it("reads what Keras's CSVLogger writes: the metrics in alphabetical order, epochs from 0", () => {
    // keras/src/callbacks/csv_logger.py: fieldnames = ["epoch"] + sorted(logs.keys())
    const text =
      "epoch,accuracy,loss,val_accuracy,val_loss\n" +
      "0,0.8794000148773193,0.42305827140808105,0.9350000023841858,0.21904312074184418\n" +
      "1,0.9431666731834412,0.19347868859767914,0.953000009059906,0.1607951521873474\n";
    expect(parseHistory(text, "history.csv")).toEqual([
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

  it("reads CSVLogger's NA as unknown: what the last epoch lacks when training was stopped early", () => {
    // The same file: "We set NA so that csv parsers do not fail for this last epoch."
    const [record] = parseHistory("epoch,accuracy,loss,val_accuracy,val_loss\n0,0.9,0.3,NA,NA\n", "history.csv");
    expect([record!.loss, record!.val_loss, record!.val_accuracy]).toEqual([0.3, NaN, NaN]);
  });

  it("ignores other columns, a byte order mark and CRLF", () => {
    const text = "\ufeffepoch,top5,loss,accuracy,val_loss,val_accuracy\r\n0,many,1,0.5,2,0.25\r\n";
    expect(parseHistory(text, "history.csv")).toEqual([
      {epoch: 0, loss: 1, accuracy: 0.5, val_loss: 2, val_accuracy: 0.25, learning_rate: NaN, seconds: NaN}
    ]);
  });

  it("takes an empty field or nan for not known: a training without validation", () => {
    const text = "epoch,loss,accuracy,val_loss,val_accuracy,seconds\n0,1,0.5,,,3\n1,nan,0.5,NaN, ,\n";
    expect(parseHistory(text, "history.csv").map((r) => [r.loss, r.val_loss, r.val_accuracy, r.seconds])).toEqual([
      [1, NaN, NaN, 3],
      [NaN, NaN, NaN, NaN]
    ]);
  });

  it("returns no epochs for a header alone", () => {
    expect(parseHistory("epoch,loss,accuracy,val_loss,val_accuracy\n", "history.csv")).toEqual([]);
  });

  it("reads a training without validation, as Keras's fit without validation_data logs it", () => {
    const [record] = parseHistory("accuracy,epoch,loss\n0.5,0,1.5\n", "history.csv");
    expect(record).toMatchObject({epoch: 0, accuracy: 0.5, loss: 1.5, val_loss: NaN, val_accuracy: NaN});
  });

  it("names the columns that are missing", () => {
    const expected = "history.csv:1: expected the columns epoch,loss,accuracy, got none named";
    fails("epoch,loss,acc\n0,1,1\n", `${expected} accuracy`);
    fails("", `${expected} epoch,loss,accuracy`);
    const header = "epoch,loss,accuracy,val_loss,val_accuracy";
    fails(`${header}\n0.5,1,1,1,1\n`, 'history.csv:2: expected epoch as a whole number from 0, got "0.5"');
  });

  it("names the line and the column of what is no number", () => {
    const header = "epoch,loss,accuracy,val_loss,val_accuracy";
    fails(`${header}\n0,1,1,1,1\n1,1,1,high,1\n`, 'history.csv:3: expected val_loss as a number, got "high"');
    fails(`${header}\n0,1.2.3,1,1,1\n`, 'history.csv:2: expected loss as a number, got "1.2.3"');
  });
});

describe("formatHistory(history)", () => {
  it("writes the contract's columns, and leaves empty what is not known", () => {
    expect(formatHistory([epoch(0, NaN), epoch(1, 0.25)])).toBe(
      "epoch,loss,accuracy,val_loss,val_accuracy,learning_rate,seconds\n0,1,0.5,,0.5,0.001,2\n1,1,0.5,0.25,0.5,0.001,2\n"
    );
  });

  it("is read back to the last bit", () => {
    const number = fc.oneof(fc.double({min: 0, max: 1e3, noNaN: true}).map(Math.abs), fc.constant(NaN));
    const record = fc.record({
      epoch: fc.nat(1000),
      loss: number,
      accuracy: number,
      val_loss: number,
      val_accuracy: number,
      learning_rate: number,
      seconds: number
    });
    fc.assert(
      fc.property(fc.array(record, {maxLength: 5}), (history) => {
        expect(parseHistory(formatHistory(history), "x")).toEqual(history);
      }),
      {seed: 5}
    );
  });
});

describe("findBestEpoch(history)", () => {
  it("returns the epoch with the lowest validation loss, the first of equals", () => {
    const history = [epoch(0, 0.5), epoch(1, 0.2), epoch(2, 0.2), epoch(3, 0.4)];
    expect(findBestEpoch(history)).toBe(history[1]);
  });

  it("passes over epochs that were not validated", () => {
    const history = [epoch(0, NaN), epoch(1, 0.3), epoch(2, NaN)];
    expect(findBestEpoch(history)).toBe(history[1]);
  });

  it("returns the last one where none was validated, and undefined for none", () => {
    const history = [epoch(0, NaN), epoch(1, NaN)];
    expect(findBestEpoch(history)).toBe(history[1]);
    expect(findBestEpoch([])).toBeUndefined();
  });
});
