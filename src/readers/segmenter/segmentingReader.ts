import type {Classifier} from "../classifier.js";
import type {Reader} from "../reader.js";
import {readMarkedPicture} from "./readPicture.js";
import {readMarkedStrokes, type StrokeMemory} from "./readStrokes.js";

/**
 * Returns a reader that cuts each line of ink into candidate characters and takes the division that *classifier* finds
 * most likely. It remembers the strokes of the last drawing it read.
 */
export function segmentingReader(classifier: Classifier): Reader {
  const memory: StrokeMemory = new Map();
  return {
    name: classifier.name,
    classes: classifier.classes,
    read: (subject, {constraints = []} = {}) =>
      "strokes" in subject
        ? readMarkedStrokes(classifier, subject.strokes, {memory, constraints})
        : readMarkedPicture(classifier, subject.picture, constraints)
  };
}
