/** The networks that can be trained, by their names on the command line: what people call one for a number of classes. */
export const MODEL_TITLES = {
  ann: (classes: number) => `784–128–128–${classes}`,
  cnn: (classes: number) => `Convolutional network, 16–64–128–${classes}`
} as const;

/** Returns the titles of all of them. */
export function modelTitles(classes: number): Record<keyof typeof MODEL_TITLES, string> {
  return {ann: MODEL_TITLES.ann(classes), cnn: MODEL_TITLES.cnn(classes)};
}
