import {NO_CLASS, type Alphabet} from "../../characters/alphabet.js";
import {findMostConfused, listConfusions, type ConfusionMatrix} from "../../stats/confusion.js";
import {listMistakes} from "../../stats/evaluation.js";
import type {Predictions} from "../../run/predictions.js";
import type {Cell} from "./confusionCells.js";
import type {GridItem} from "../images/digitGrid.js";
import {formatCount} from "../page/format.js";
import {formatShare} from "../page/probabilityBars.js";

/**
 * Returns the images of a cell of the matrix, as a grid shows them: those that the site has first, and of these the
 * most confident answers. *images* gives, for each prediction, its image's index in the site's test split, or −1.
 */
export function cellItems(predictions: Predictions, images: Int32Array, {label, predicted}: Cell): GridItem[] {
  const {labels, predicted: answers, confidences} = predictions;
  const rank = (i: number) => (Number.isNaN(confidences?.[i] ?? NaN) ? -1 : (confidences?.[i] ?? -1));
  return Array.from(answers.keys())
    .filter((i) => labels[i] === label && answers[i] === predicted)
    .sort((a, b) => Number(images[a]! < 0) - Number(images[b]! < 0) || rank(b) - rank(a))
    .map((i) => item(predictions, i, images));
}

/** Returns the *most* most confident mistakes among the images that the site has; *images* as for `cellItems`. */
export function mistakeItems(predictions: Predictions, images: Int32Array, most: number): GridItem[] {
  return listMistakes(predictions)
    .filter(({index}) => images[index]! >= 0)
    .slice(0, most)
    .map(({index, label, predicted}) => ({
      ...item(predictions, index, images),
      caption: `${answerText(predictions.classes, label)} → ${answerText(predictions.classes, predicted)}`
    }));
}

/** Returns the text of a class, or "no answer". */
export function answerText(classes: Alphabet, c = NO_CLASS): string {
  return classes[c] ?? "no answer";
}

/** Returns how sure an answer is, in parentheses after a space; nothing where that is unknown. */
export function sureText({confidences}: Predictions, i: number): string {
  const confidence = confidences?.[i] ?? NaN;
  return Number.isNaN(confidence) ? "" : ` (${formatShare(confidence)})`;
}

function item(predictions: Predictions, i: number, images: Int32Array): GridItem {
  const {classes, labels, predicted} = predictions;
  const missing = images[i]! < 0 ? ", which is not among this site’s images" : "";
  return {
    split: "test",
    index: images[i]!,
    description: `${answerText(classes, labels[i])} read as ${answerText(classes, predicted[i])}${sureText(predictions, i)}: test image ${i}${missing}`
  };
}

/** Returns what the matrix says, as a title: "4 and 9 are confused most: 27 of 250 mistakes". */
export function confusionFinding(matrix: ConfusionMatrix, classes: Alphabet): string {
  const most = findMostConfused(matrix);
  if (!most) return "No mistakes";
  const total = listConfusions(matrix).reduce((sum, {count}) => sum + count, 0);
  const [low, high] = [most.label, most.predicted].sort((a, b) => a - b);
  return `${answerText(classes, low)} and ${answerText(classes, high)} are confused most: ${formatCount(most.count)} of ${formatCount(total)} mistakes`;
}

/** Returns a sentence for a site that lacks images behind a run’s answers, with how to add them; undefined where it has all. */
export function missingImagesNote(
  found: number,
  n: number,
  evaluated: {title?: string | undefined; name: string} | undefined
): string | undefined {
  if (found === n) return undefined;
  const what = evaluated?.title ?? evaluated?.name ?? "another data set";
  const how =
    evaluated?.name === "sample"
      ? "HANDSCOPE_DATA=data/sample npm start"
      : "npm run data -- --from FOLDER, then npm start";
  const some = found ? `only ${formatCount(found)} of the ${formatCount(n)}` : `none of the ${formatCount(n)}`;
  return `This site has ${some} test images behind these answers (${what}). To add them: ${how}.`;
}
