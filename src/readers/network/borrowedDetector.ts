import type {Recognizer} from "../recognizer.js";

/**
 * Returns *recognizer* with the likelihoods of *detector*, another run's, where its own network gives none: what is a
 * digit doesn't depend on who reads it. Its answers are its own.
 */
export function withDetectorOf(recognizer: Recognizer, detector: Recognizer): Recognizer {
  return {
    ...recognizer,
    recognize: (images) => {
      const own = recognizer.recognize(images);
      if (own.likelihoods) return own;
      const {likelihoods, marks} = detector.recognize(images);
      return {...own, likelihoods, marks};
    }
  };
}
