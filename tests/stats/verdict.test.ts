import {existsSync, readdirSync, readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {readHistory, type EpochRecord} from "../../src/run/history.js";
import {growthWords, judgeHistory, measureHistory} from "../../src/stats/verdict.js";

/** Epochs of [loss, validation loss, accuracy, validation accuracy]. */
function history(...rows: [loss: number, val: number, accuracy?: number, valAccuracy?: number][]): EpochRecord[] {
  return rows.map(([loss, val_loss, accuracy = 0.99, val_accuracy = 0.98], epoch) => {
    return {epoch, loss, val_loss, accuracy, val_accuracy, learning_rate: 0.001, seconds: 1};
  });
}

describe("measureHistory(history)", () => {
  it("returns the epoch with the lowest validation loss and the means of at most three epochs after it", () => {
    const five = history([0.9, 0.5], [0.5, 0.4], [0.4, 0.5], [0.2, 0.6], [0.1, 0.7]);
    expect(measureHistory(five)).toEqual({
      best: five[1],
      last: five[4],
      endLoss: expect.closeTo(0.6, 12),
      endTrainingLoss: expect.closeTo(0.7 / 3, 12),
      growth: expect.closeTo(0.5, 12)
    });
  });

  it("ignores epochs without validation, and is undefined without any", () => {
    const three = history([0.9, 0.5], [0.5, 0.6], [0.4, NaN]);
    expect(measureHistory(three)).toMatchObject({best: three[0], last: three[1], endLoss: 0.6, endTrainingLoss: 0.5});
    expect(measureHistory(three.slice(2))).toBeUndefined();
    expect(measureHistory(three.slice(0, 1))).toMatchObject({endLoss: 0.5, growth: 0});
  });
});

describe("judgeHistory(history)", () => {
  it("overfit: the validation loss rises while the training loss falls below it; gives the figures", () => {
    const {verdict, reason} = judgeHistory(history([0.3, 0.2], [0.15, 0.1], [0.05, 0.12], [0.02, 0.13], [0.01, 0.14]));
    expect(verdict).toBe("overfit");
    expect(reason).toBe(
      "The validation loss is lowest after epoch 2 of 5 (0.100) and then grows by 30 %, to 0.130, while the training loss " +
        "falls from 0.150 to 0.0267 (means of at most the last 3 epochs). At the end 99.0 % of the training images and " +
        "98.0 % of the validation images are right."
    );
  });

  it("overfit: the training images are memorized although the validation loss is stable", () => {
    const rows = new Array<[number, number, number, number]>(5).fill([0.01, 0.5, 1, 0.85]);
    expect(judgeHistory(history(...rows)).verdict).toBe("overfit");
  });

  it("not overfit: the validation loss fluctuates below the loss of augmented training", () => {
    const wavering = history([0.6, 0.1], [0.5, 0.05], [0.45, 0.06], [0.4, 0.06], [0.38, 0.06]);
    expect(judgeHistory(wavering).verdict).toBe("well fit");
  });

  it("diverged: the last loss is not finite, or both losses rise", () => {
    expect(judgeHistory(history([0.5, 0.4], [NaN, NaN]))).toEqual({
      verdict: "diverged",
      reason: "The training loss of epoch 2, the last, is no finite number."
    });
    expect(judgeHistory(history([0.5, 0.4], [Infinity, NaN])).verdict).toBe("diverged");
    const {verdict, reason} = judgeHistory(history([0.5, 0.4], [0.4, 0.3], [2.3, 2.3], [2.3, 2.3]));
    expect(verdict).toBe("diverged");
    expect(reason).toContain("grows to 7.7 times as much, to 2.30, while the training loss rises from 0.400 to 2.30");
  });

  it("unfinished: the last epochs still improve, or there are too few", () => {
    const {verdict, reason} = judgeHistory(history([0.5, 0.4], [0.4, 0.3], [0.3, 0.2]));
    expect([verdict, reason.split(". ")[0]]).toEqual([
      "unfinished",
      "The last tenth of the epochs still lowered the validation loss by 33 %"
    ]);
    expect(judgeHistory(history([0.5, 0.4], [0.4, 0.39])).reason).toBe(
      "Too short to say: it takes 3 validated epochs, not 2."
    );
    expect(judgeHistory([])).toEqual({verdict: "unfinished", reason: "No epoch was recorded."});
    expect(judgeHistory(history([0.5, NaN]))).toEqual({verdict: "unfinished", reason: "No epoch was validated."});
  });

  it("underfit: both accuracies stay below a linear classifier's", () => {
    // LeCun et al. 1998, figure 9: a linear classifier errs on 12.0 % of the test images.
    const rows = new Array<[number, number, number, number]>(4).fill([2.3, 2.3, 0.11, 0.1]);
    const {verdict, reason} = judgeHistory(history(...rows));
    expect(verdict).toBe("underfit");
    expect(reason).toMatch(/As a yardstick, a linear classifier of MNIST’s digits \(88\.0 %, LeCun et al\. 1998\)\.$/);
  });

  it("omits unknown accuracies", () => {
    const rows = new Array<[number, number, number, number]>(4).fill([0.1, 0.1, NaN, NaN]);
    expect(judgeHistory(history(...rows))).toEqual({
      verdict: "well fit",
      reason:
        "The validation loss is lowest after epoch 1 of 4 (0.100) and then hardly grows, to 0.100, while the training loss " +
        "stays at 0.100 (means of at most the last 3 epochs)."
    });
  });

  it("never rounds to 100 % unless everything is right", () => {
    const rows = new Array<[number, number, number, number]>(4).fill([0.1, 0.1, 0.99999, 1]);
    expect(judgeHistory(history(...rows)).reason).toContain(
      "99.9 % of the training images and 100.0 % of the validation"
    );
  });

  it("judges the published runs as their curves suggest", () => {
    const curved = readdirSync("data/runs").filter((name) => existsSync(`data/runs/${name}/history.csv`));
    const verdicts = curved.map((name) => {
      const text = readFileSync(`data/runs/${name}/history.csv`, "utf8");
      return [name, judgeHistory(readHistory(text, name).history).verdict];
    });
    // Exactly the runs that were trained without distortion are overfit.
    expect(Object.fromEntries(verdicts)).toMatchObject({
      ann: "well fit",
      cnn: "well fit",
      "cnn-pen": "well fit",
      "ann-documents": "overfit",
      "ann-sample": "overfit",
      "ablation-no-distortion": "overfit",
      "ablation-no-schedule": "well fit"
    });
  });
});

describe("growthWords(growth)", () => {
  it("is in percent, or in multiples from about twice on", () => {
    expect([0, 0.004, 0.1, 0.94, 0.95, 1.5].map(growthWords)).toEqual([
      "hardly grows",
      "hardly grows",
      "grows by 10 %",
      "grows by 94 %",
      "grows to 1.9 times as much",
      "grows to 2.5 times as much"
    ]);
  });
});
