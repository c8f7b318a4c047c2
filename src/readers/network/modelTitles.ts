/** Titles of the networks that can be trained, by their names on the command line, given the number of classes. */
export const MODEL_TITLES = {
  ann: (classes: number) => `784–128–128–${classes}`,
  cnn: (classes: number) => `Convolutional network, 16–64–128–${classes}`,
  "lenet-5": (classes: number) => `LeNet-5, 6–16–120–84–${classes}`,
  blstm: (classes: number) => `Bidirectional LSTM over columns, 64 + 64–${classes}`,
  simard: (classes: number) => `Simard’s network, 5–50–100–${classes}`
} as const;

/** Returns the titles of all networks. */
export function modelTitles(classes: number): Record<keyof typeof MODEL_TITLES, string> {
  return {
    ann: MODEL_TITLES.ann(classes),
    cnn: MODEL_TITLES.cnn(classes),
    "lenet-5": MODEL_TITLES["lenet-5"](classes),
    blstm: MODEL_TITLES.blstm(classes),
    simard: MODEL_TITLES.simard(classes)
  };
}
