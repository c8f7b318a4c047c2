/** Titles of the networks that can be trained, by their names on the command line, given the number of classes. */
export const MODEL_TITLES = {
  ann: (classes: number) => `784–128–128–${classes}`,
  cnn: (classes: number) => `Convolutional network, 16–64–128–${classes}`
} as const;

/** Returns the titles of all networks. */
export function modelTitles(classes: number): Record<keyof typeof MODEL_TITLES, string> {
  return {ann: MODEL_TITLES.ann(classes), cnn: MODEL_TITLES.cnn(classes)};
}
