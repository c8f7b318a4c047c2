import {take} from "../../characters/digits.js";
import {normalize, PIXELS} from "../../ink/image/grid.js";
import {projectImages} from "../../readers/classical/principalComponents.js";
import {decisionValues, marginScores} from "../../readers/svm/machine.js";
import {svmClassifier, toKernel} from "../../readers/svm/svm.js";
import {formatSvm, parseSvm} from "../../readers/svm/svmFiles.js";
import {distanceMeter} from "../../readers/vectors/distances.js";
import {fitTemperature} from "../../stats/temperature.js";
import {findUnsureBelow} from "../../stats/unsureBelow.js";
import type {Learned, RunHooks, RunRequest} from "../trainRun.js";
import {parseLibsvmModel} from "./libsvmModel.js";
import {pixelsOf, projectTraining} from "./projectTraining.js";

/** On MNIST's validation images 60 components are right as often as 50, 98.40 %, with more support vectors. */
const COMPONENTS = 50;

/** The penalty of an image on the wrong side of its margin. */
const COST = 10;

/** How fast the kernel falls with the squared distance, for pixels in [0, 1]. */
const GAMMA = 0.02;

/** The score of a class without training images. */
const MISSING = -100;

/** Temperatures are searched from 0.5 on; margins need colder ones. */
const SCALE = 8;

/**
 * Trains a support vector machine on principal components by libsvm, of images set upright first if the model is
 * "svm-deskewed", and fits the temperature of its margins to the validation labels, which changes no answer. There are no
 * epochs, and nothing is random.
 * @throws RangeError for training images of one class only, and where nobody gave libsvm (`solveSvm`): in a browser
 */
export async function trainSvm(
  {model, classes, data}: RunRequest,
  {solveSvm, signal}: RunHooks = {}
): Promise<Learned> {
  if (!solveSvm) throw new RangeError("expected libsvm, which npm run train has, got none in this browser");
  const deskewed = model === "svm-deskewed";
  const {labels: given = new Uint8Array(0)} = data.training;
  const order = Uint32Array.from({length: given.length}, (_, i) => i).sort((a, b) => given[a]! - given[b]! || a - b);
  const training = take(data.training, order); // class by class
  const labels = training.labels!;
  if (labels[0] === labels.at(-1)) throw new RangeError("expected training images of two classes or more, got one");
  const truth = data.validation.labels ?? new Uint8Array(0);

  const {components, levels, step, vectors} = projectTraining(training, {count: COMPONENTS, deskewed});
  const problem = {vectors, length: COMPONENTS, labels, cost: COST, gamma: GAMMA};
  const {model: text, indices} = await solveSvm(problem, signal);
  const machine = parseLibsvmModel(text);
  const support = rowsOf(vectors, indices, COMPONENTS);

  const asked = projectImages(components, pixelsOf(data.validation, deskewed));
  const scores = new Float32Array(truth.length * classes.length).fill(SCALE * MISSING);
  const meter = distanceMeter(support, COMPONENTS);
  meter.measure(asked, (distances, i) => {
    marginScores(decisionValues(machine, toKernel(distances, GAMMA)), machine.labels.length).forEach((score, k) => {
      scores[i * classes.length + machine.labels[k]!] = SCALE * score;
    });
  });
  meter.dispose();

  const settings = {gamma: GAMMA, deskewed, temperature: fitTemperature(scores, truth) / SCALE};
  const rounded = {levels: rowsOf(levels, indices, COMPONENTS), step};
  const files = formatSvm({components, rounded, machine}, settings);
  const classifier = svmClassifier(model, parseSvm(files, "model", classes.length), {classes});
  const answer = async (images: Float32Array) => ({kept: (await classifier.classify(images)).probabilities});
  const {kept} = await answer(normalize(data.validation.images));
  return {
    title: deskewed ? "Support vector machine, deskewed" : "Support vector machine",
    files,
    about: {
      kind: "svm",
      // Components and their means; vectors; coefficients and intercepts; the step, γ and the temperature.
      parameters:
        PIXELS * (COMPONENTS + 1) + support.length + machine.coefficients.length + machine.intercepts.length + 3,
      hyperparameters: {cost: COST, gamma: GAMMA, components: COMPONENTS, deskewed, supportVectors: indices.length},
      unsureBelow: findUnsureBelow(kept, truth)
    },
    dtype: "uint8, float32",
    history: [],
    answer
  };
}

/** Returns the rows with these *indices*, of *length* values each. */
function rowsOf(rows: Float32Array, indices: Uint32Array, length: number): Float32Array {
  const chosen = new Float32Array(indices.length * length);
  indices.forEach((i, k) => chosen.set(rows.subarray(i * length, (i + 1) * length), k * length));
  return chosen;
}
