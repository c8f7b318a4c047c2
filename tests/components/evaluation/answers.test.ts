import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {
  cellItems,
  confusionFinding,
  mistakeItems,
  missingImagesNote
} from "../../../src/components/evaluation/answers.js";
import {confusionMatrix} from "../../../src/stats/confusion.js";
import {predict} from "../../stats/predict.js";

const predictions = predict([
  [4, 9, 0.75],
  [4, 4, 1],
  [4, 9, 0.875],
  [9, 4, 0.995],
  [4, 9, 0.625],
  [9, 9, 1]
]);
const images = Int32Array.of(10, 11, 12, -1, 14, 15);

describe("cellItems(predictions, images, cell)", () => {
  it("lists the images of a cell, the most confident answers first, by their place in the site's test split", () => {
    const items = cellItems(predictions, images, {label: 4, predicted: 9});
    expect(items.map(({split, index}) => [split, index])).toEqual([
      ["test", 12],
      ["test", 10],
      ["test", 14]
    ]);
  });

  it("opens the diagonal too, and an empty cell as an empty list", () => {
    expect(cellItems(predictions, images, {label: 9, predicted: 9}).map(({index}) => index)).toEqual([15]);
    expect(cellItems(predictions, images, {label: 0, predicted: 1})).toEqual([]);
  });

  it("describes each, by its number in the run's test split", () => {
    const [item] = cellItems(predictions, images, {label: 4, predicted: 9});
    expect(item!.description).toBe("4 read as 9 (88 %): test image 2");
  });

  it("says which images the site has not", () => {
    const [item] = cellItems(predictions, images, {label: 9, predicted: 4});
    expect(item!.index).toBe(-1);
    expect(item!.description).toBe("9 read as 4 (>99 %): test image 3, which is not among this site’s images");
  });

  it("lists the images that the site has before those that it has not", () => {
    const items = cellItems(predictions, Int32Array.of(10, 11, -1, -1, 14, 15), {label: 4, predicted: 9});
    expect(items.map(({index}) => index)).toEqual([10, 14, -1]);
  });
});

describe("mistakeItems(predictions, images, most)", () => {
  it("lists the most confident mistakes, as many as asked for, with truth → answer", () => {
    const captions = mistakeItems(predictions, Int32Array.of(0, 1, 2, 3, 4, 5), 3).map(({index, caption}) => [
      index,
      caption
    ]);
    expect(captions).toEqual([
      [3, "9 → 4"],
      [2, "4 → 9"],
      [0, "4 → 9"]
    ]);
  });

  it("is empty where all is right", () => {
    expect(mistakeItems(predict([[1, 1, 0.9]]), Int32Array.of(0), 60)).toEqual([]);
  });
});

describe("confusionFinding(matrix, DIGITS)", () => {
  it("names the pair that is mixed up most, in both directions together", () => {
    // 4 and 9: 2 + 1; 3 read as 5: 2, which is the fullest other cell.
    const matrix = confusionMatrix([4, 4, 9, 3, 3, 0], [9, 9, 4, 5, 5, 0], 10);
    expect(confusionFinding(matrix, DIGITS)).toBe("4 and 9 are confused most: 3 of 5 mistakes");
  });

  it("adds up a pair that is no single cell's most", () => {
    // 7 read as 2 three times; 3 and 8 twice each way.
    const matrix = confusionMatrix([7, 7, 7, 3, 3, 8, 8], [2, 2, 2, 8, 8, 3, 3], 10);
    expect(confusionFinding(matrix, DIGITS)).toBe("3 and 8 are confused most: 4 of 7 mistakes");
  });

  it("says when there are no mistakes", () => {
    expect(confusionFinding(confusionMatrix([1, 2], [1, 2], 10), DIGITS)).toBe("No mistakes");
  });
});

describe("missingImagesNote(found, n, evaluated)", () => {
  it("says nothing where all images are there", () => {
    expect(missingImagesNote(3000, 3000, {name: "x"})).toBeUndefined();
  });

  it("says how many are there, what the figures are about, and how to bring the rest", () => {
    const note = missingImagesNote(12, 3000, {name: "kaggle", title: "Digit Recognizer"})!;
    expect(note).toBe(
      "This site has only 12 of the 3,000 test images behind these answers (Digit Recognizer). To add them: npm run data -- --from FOLDER, then npm start."
    );
    expect(missingImagesNote(0, 3000, {name: "kaggle"})).toMatch(/has none of the 3,000 test images .*kaggle/);
    expect(missingImagesNote(0, 3000, undefined)).toContain("another data set");
  });

  it("knows the way to the project's own sample", () => {
    expect(missingImagesNote(0, 300, {name: "sample"})).toContain("HANDSCOPE_DATA=data/sample npm start");
  });
});
