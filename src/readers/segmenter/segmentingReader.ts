import type {Classifier} from "../classifier.js";
import type {Reader} from "../reader.js";
import {readMarkedPicture} from "./readPicture.js";
import {readMarkedStrokes, type StrokeMemory} from "./readStrokes.js";

/**
 * Returns a reader of lines of characters that cuts ink into what may be characters and takes the division that
 * *classifier* finds most likely. It remembers the strokes of the drawing that it read last.
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
