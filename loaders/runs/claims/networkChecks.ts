import * as v from "valibot";
import {parseJson} from "../../../src/parseJson.js";
import {correctAnswers} from "../../../src/run/predictions.js";
import {DOCUMENTS_RUN} from "../../../src/stats/deskRuns.js";
import {readSavedModel} from "../runs.js";
import {answersOf} from "./answers.js";
import {share, shareOf, type Check} from "./finding.js";

const size = v.pipe(v.number(), v.integer(), v.minValue(1));

/** What is read of a network's model.json: its layers, in order. */
const LayersJson = v.object({
  modelTopology: v.object({
    config: v.object({
      layers: v.array(
        v.object({
          class_name: v.string(),
          config: v.object({
            units: v.optional(size),
            activation: v.optional(v.string()),
            batch_input_shape: v.optional(v.tupleWithRest([v.null()], size))
          })
        })
      )
    })
  })
});

/** What the documents describe. */
const CLAIMED = {sizes: [784, 128, 128, 10], activations: ["relu", "relu", "softmax"], rate: 0.001};

const architecture: Check = {
  needs: [DOCUMENTS_RUN],
  check: async (facts) => {
    const {about} = await facts.run(DOCUMENTS_RUN);
    const {sizes} = await readLayers();
    const parameters = countParameters(sizes);
    const isSame = String(sizes) === String(CLAIMED.sizes) && parameters === about.parameters;
    return {
      verdict: isSame ? "reproduced" : "not reproduced",
      because: isSame
        ? "The run has these layers, and as many parameters as they make."
        : "The run has other layers, or other parameters than these make.",
      how: "Each dense layer has inputs × outputs weights and a bias for each output.",
      figures: [
        {kind: "text", label: "layers of the run", value: sizes.join("–"), run: DOCUMENTS_RUN},
        {kind: "count", label: "parameters that these layers make", value: parameters, run: DOCUMENTS_RUN},
        ...(about.parameters === undefined
          ? []
          : [
              {
                kind: "count",
                label: "parameters that the run counted",
                value: about.parameters,
                run: DOCUMENTS_RUN
              } as const
            ])
      ],
      links: [{text: "The network, layer by layer", href: `./runs/${DOCUMENTS_RUN}`}]
    };
  }
};

/** Returns the number of weights and biases of dense layers of these *sizes*, inputs first. */
export function countParameters(sizes: readonly number[]): number {
  return sizes.slice(1).reduce((total, outputs, i) => total + (sizes[i]! + 1) * outputs, 0);
}

const settings: Check = {
  needs: [DOCUMENTS_RUN],
  check: async (facts) => {
    const run = await facts.run(DOCUMENTS_RUN);
    const {optimizer, loss, learningRate, epochs, batchSize} = run.about.hyperparameters ?? {};
    const {activations} = await readLayers();
    const isSame =
      optimizer === "adam" &&
      loss === "categorical cross-entropy" &&
      learningRate === CLAIMED.rate &&
      String(activations) === String(CLAIMED.activations);
    const text = (label: string, value: unknown) =>
      ({kind: "text", label, value: String(value ?? "unknown"), run: DOCUMENTS_RUN}) as const;
    return {
      verdict: isSame ? "reproduced" : "not reproduced",
      because: isSame
        ? "A run with just these settings learns the digits. Neither document says for how many epochs, or in which batches."
        : "The run was trained with other settings.",
      how: "Settings as the run has them; accuracy on the test images.",
      figures: [
        shareOf("of the test images read correctly", correctAnswers(answersOf(run)), DOCUMENTS_RUN),
        text("optimizer", optimizer),
        text("learning rate", learningRate),
        text("activations", activations.join(", ")),
        text("epochs (ours)", epochs),
        text("batch (ours)", batchSize)
      ],
      links: [{text: "Training", href: "./training"}]
    };
  }
};

const twoNetworks: Check = {
  needs: [DOCUMENTS_RUN, "cnn"],
  check: async (facts) => {
    const [ann, cnn] = await Promise.all([DOCUMENTS_RUN, "cnn"].map(facts.run));
    return {
      verdict: "not defined",
      because:
        "Both can’t be: one document has dense layers alone, the other a CNN before them. Here is what each reaches.",
      how: "Accuracy on the same test images.",
      figures: [
        shareOf("read by the simple ANN", correctAnswers(answersOf(ann!)), ann!.name),
        shareOf("read by a CNN", correctAnswers(answersOf(cnn!)), cnn!.name)
      ],
      links: [{text: "Both, image by image", href: `./evaluation?run=cnn&with=${DOCUMENTS_RUN}`}]
    };
  }
};

const structured: Check = {
  needs: [DOCUMENTS_RUN],
  check: async (facts) => {
    const predictions = answersOf(await facts.run(DOCUMENTS_RUN));
    const correct = correctAnswers(predictions).filter(Boolean).length;
    const reads = correct > predictions.length / 2;
    return {
      verdict: reads ? "not reproduced" : "reproduced",
      because: reads
        ? "The documents’ own network is an ANN, and reads images: their gray values are numbers."
        : "The documents’ network does not read images.",
      how: "Reproduced unless more than half of the test images are read.",
      figures: [share("of the test images read correctly", {n: predictions.length, correct}, DOCUMENTS_RUN)],
      links: [{text: "How it works", href: "./walk"}]
    };
  }
};

const brain: Check = {
  needs: [],
  check: () =>
    Promise.resolve({
      verdict: "not defined",
      because: "The documents do not say in what they are similar, so no measurement could decide it.",
      how: "Nothing was measured.",
      figures: []
    })
};

/** Resolves to the sizes of the documents' network's layers, inputs first, and their activations. */
async function readLayers(): Promise<{sizes: number[]; activations: string[]}> {
  const {json, source} = await readSavedModel(DOCUMENTS_RUN);
  const {layers} = parseJson(LayersJson, json, source).modelTopology.config;
  const inputs = layers.flatMap(({config}) => config.batch_input_shape?.slice(1) ?? []) as number[];
  const units = layers.flatMap(({config}) => config.units ?? []);
  // The softmax is a layer of its own: the one before it has none.
  const activations = layers.flatMap(({config: {activation}}) =>
    !activation || activation === "linear" ? [] : activation
  );
  return {sizes: [...inputs, ...units], activations};
}

export const NETWORK_CHECKS = {architecture, settings, "two-networks": twoNetworks, structured, brain};
