import {expect, it} from "vitest";
import {commandLine} from "../../src/training/commandLine.js";

const plain = {
  run: "mine",
  model: "ann",
  epochs: 20,
  seed: 1,
  batchSize: 128,
  learningRate: 0.001,
  schedule: "constant"
} as const;

it("commandLine lists the settings of a run, and leaves out the defaults of npm run train", () => {
  expect(commandLine(plain)).toBe("npm run train -- --run mine --model ann --epochs 20 --seed 1");
  expect(
    commandLine({
      ...plain,
      batchSize: 64,
      learningRate: 0.01,
      schedule: "cosine",
      augment: "fading",
      fault: "one-output",
      members: ["cnn", "ann"],
      start: "other",
      pen: "/data/strokes",
      photos: 0.25,
      styles: 0.1,
      test: "/data/mnist",
      limit: 500,
      patience: 3,
      keepEpochs: true
    })
  ).toBe(
    "npm run train -- --run mine --model ann --epochs 20 --seed 1 --members cnn,ann --start other --batch-size 64 --learning-rate 0.01 " +
      "--schedule cosine --augment fading --fault one-output --pen STROKES --photos 0.25 --styles 0.1 --test MNIST --limit 500 --patience 3 --keep-epochs"
  );
});

it("commandLine names no epochs for a model that learns in one go", () => {
  expect(commandLine({...plain, model: "lda", epochs: undefined})).toBe(
    "npm run train -- --run mine --model lda --seed 1"
  );
});
