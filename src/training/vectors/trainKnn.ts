import {fewerDigits} from "../../characters/fewerDigits.js";
import {normalize, PIXELS} from "../../ink/image/grid.js";
import {projectImages} from "../../readers/classical/principalComponents.js";
import {knnClassifier} from "../../readers/knn/knn.js";
import {formatNeighbors, parseNeighbors} from "../../readers/knn/knnFiles.js";
import {findUnsureBelow} from "../../stats/unsureBelow.js";
import type {Learned, RunRequest} from "../trainRun.js";
import {allVotes, chooseNumber, findNeighbors, fitVotes} from "./chooseNeighbors.js";
import {firstColumns, pixelsOf, projectTraining, withFirst} from "./projectTraining.js";

/** The numbers of principal components among which validation chooses. */
const COMPONENTS = [25, 30, 35, 40, 45];

/** The largest number of neighbors that validation may choose. */
const MOST_NEIGHBORS = 10;

/** The most bytes that vectors take in a run: of larger sets, fewer components or images are kept. */
const MAX_BYTES = 1_400_000;

/**
 * Keeps the training images as principal components, and chooses the numbers of components and of neighbors that are
 * right most often on the validation images, set upright first if the model is "knn-deskewed". Then fits what makes votes
 * probabilities to the validation labels. There are no epochs, and nothing is random.
 */
export async function trainKnn({model, classes, data}: RunRequest): Promise<Learned> {
  const deskewed = model === "knn-deskewed";
  const training = fewerDigits(data.training, Math.floor(MAX_BYTES / COMPONENTS[0]!));
  const labels = training.labels ?? new Uint8Array(training.length);
  const truth = data.validation.labels ?? new Uint8Array(0);
  const counts = COMPONENTS.filter((count) => count * training.length <= MAX_BYTES);
  const whole = projectTraining(training, {count: Math.max(...counts), deskewed});
  const asked = projectImages(whole.components, pixelsOf(data.validation, deskewed));

  const most = Math.min(MOST_NEIGHBORS, training.length);
  const tried = counts.map((count) => {
    const queries = firstColumns(asked, Math.max(...counts), count);
    const {vectors} = withFirst(whole, count);
    const found = findNeighbors(queries, {vectors, length: count, k: most});
    return {count, found, ...chooseNumber(found, truth, {most, labels, classes: classes.length})};
  });
  const {count, k, found} = tried.reduce((best, one) => (one.right > best.right ? one : best));

  const fitted = fitVotes(allVotes(found, {k, labels, classes: classes.length}), truth);
  const kept = withFirst(whole, count);
  const files = formatNeighbors({components: kept.components, rounded: kept, labels}, {k, deskewed, ...fitted});
  const classifier = knnClassifier(model, parseNeighbors(files, "model", classes.length), {classes});
  const answer = async (images: Float32Array) => ({kept: (await classifier.classify(images)).probabilities});
  const {kept: answers} = await answer(normalize(data.validation.images));
  return {
    title: deskewed ? "Nearest neighbors, deskewed" : "Nearest neighbors",
    files,
    about: {
      kind: "knn",
      // Components and their means; a vector and a label for each image; the step, the smoothing and the sharpness.
      parameters: PIXELS * (count + 1) + training.length * (count + 1) + 3,
      hyperparameters: {neighbors: k, components: count, deskewed},
      unsureBelow: findUnsureBelow(answers, truth)
    },
    dtype: "uint8, float16",
    history: [],
    answer
  };
}
