import {findMostConfused, listConfusions, type ConfusionMatrix} from "../../stats/confusion.js";
import {listMistakes} from "../../stats/evaluation.js";
import {confidences, predictedClasses, type Predictions} from "../../run/predictions.js";
import type {Cell} from "./confusionTable.js";
import type {GridItem} from "../images/digitGrid.js";
import {formatCount} from "../page/format.js";
import {formatShare} from "../page/probabilityBars.js";

/**
 * Returns the images of a cell of the matrix, as a grid shows them: those that the site has first, and of these the
 * most confident answers. *images* gives, for each prediction, its image's index in the site's test split, or −1.
 */
export function cellItems(predictions: Predictions, images: Int32Array, {label, predicted}: Cell): GridItem[] {
  const answers = predictedClasses(predictions);
  const confidence = confidences(predictions, answers);
  return Array.from(answers.keys())
    .filter((i) => predictions.labels[i] === label && answers[i] === predicted)
    .sort((a, b) => Number(images[a]! < 0) - Number(images[b]! < 0) || confidence[b]! - confidence[a]!)
    .map((i) => item(i, label, predicted, confidence[i]!, images));
}

/** Returns the *most* most confident mistakes among the images that the site has; *images* as for `cellItems`. */
export function mistakeItems(predictions: Predictions, images: Int32Array, most: number): GridItem[] {
  return listMistakes(predictions)
    .filter(({index}) => images[index]! >= 0)
    .slice(0, most)
    .map(({index, label, predicted, confidence}) => ({
      ...item(index, label, predicted, confidence, images),
      caption: `${label} → ${predicted}`
    }));
}

function item(i: number, label: number, predicted: number, confidence: number, images: Int32Array): GridItem {
  const missing = images[i]! < 0 ? ", which is not among this site’s images" : "";
  return {
    split: "test",
    index: images[i]!,
    description: `${label} read as ${predicted} (${formatShare(confidence)}): test image ${i}${missing}`
  };
}

/** Returns what the matrix says, as a title: "4 and 9 are confused most: 27 of 250 mistakes". */
export function confusionFinding(matrix: ConfusionMatrix): string {
  const most = findMostConfused(matrix);
  if (!most) return "No mistakes";
  const total = listConfusions(matrix).reduce((sum, {count}) => sum + count, 0);
  const [low, high] = [most.label, most.predicted].sort();
  return `${low} and ${high} are confused most: ${formatCount(most.count)} of ${formatCount(total)} mistakes`;
}

/** Returns a sentence for a site that has not all the images behind a run’s answers, and how to bring them. */
export function missingImagesNote(
  found: number,
  n: number,
  evaluated: {title?: string | undefined; name: string} | undefined
): string | undefined {
  if (found === n) return undefined;
  const what = evaluated?.title ?? evaluated?.name ?? "another data set";
  const how =
    evaluated?.name === "sample"
      ? "HANDSCOPE_DATA=data/sample npm start shows them"
      : "npm run data -- --from FOLDER brings them, npm start shows them";
  const some = found ? `${formatCount(found)} of the ${formatCount(n)} images` : "None of the images";
  return `${some} behind these answers ${found ? "are" : "is"} on this site; the figures are about ${what}. ${how}.`;
}
