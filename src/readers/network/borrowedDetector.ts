import type {Classifier} from "../classifier.js";

/**
 * Returns *classifier* with the likelihoods of *detector*, another run's, where its own network gives none: what is a
 * digit doesn't depend on who reads it. Its answers are its own.
 */
export function withDetectorOf(classifier: Classifier, detector: Classifier): Classifier {
  return {
    ...classifier,
    classify: async (images) => {
      const own = await classifier.classify(images);
      if (own.likelihoods) return own;
      const {likelihoods, marks} = await detector.classify(images);
      return {...own, likelihoods, marks};
    }
  };
}
