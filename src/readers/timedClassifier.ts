import type {Classifier} from "./classifier.js";

/** A classifier that counts the time of its work. */
export interface TimedClassifier extends Classifier {
  /** The time that all classifications took so far. */
  readonly milliseconds: number;
}

/** Returns *classifier* with a count of the time that it takes, by *now*, in milliseconds. */
export function timedClassifier(classifier: Classifier, now = () => performance.now()): TimedClassifier {
  let milliseconds = 0;
  return {
    ...classifier,
    get milliseconds() {
      return milliseconds;
    },
    async classify(images) {
      const start = now();
      const scores = await classifier.classify(images);
      milliseconds += now() - start;
      return scores;
    }
  };
}
