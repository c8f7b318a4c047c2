/** The models that can be trained, by their names on the command line, and what people call them. */
export const MODEL_TITLES = {
  ann: "784–128–128–10",
  cnn: "Convolutional network, 16–64–128–10"
} as const;
