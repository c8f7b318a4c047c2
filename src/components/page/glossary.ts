import type {TermName} from "./termNames.js";

/** The explanation of a term. */
export interface GlossaryEntry {
  /** One or two plain sentences. */
  readonly meaning: string;
  /** How it is computed, in one line. */
  readonly formula?: string;
  /** Where it was defined, and its address. */
  readonly source?: {readonly text: string; readonly href: string};
}

const doi = (text: string, id: string) => ({text, href: `https://doi.org/${id}`});
const arxiv = (text: string, id: string) => ({text, href: `https://arxiv.org/abs/${id}`});

/** What the field's words mean on these pages. */
export const GLOSSARY: Readonly<Record<TermName, GlossaryEntry>> = {
  ablation: {
    meaning:
      "An experiment that leaves out one ingredient of a training and keeps the rest. The loss of accuracy is what the ingredient was worth."
  },
  accuracy: {meaning: "The share of images that were read correctly.", formula: "correct answers ÷ all answers"},
  activation: {
    meaning: "The number that a unit of the network puts out for one image. 0 means that the unit does not respond."
  },
  Adam: {
    meaning:
      "The rule that turns gradients into weight changes. It gives each weight a step size of its own, from the mean and the spread of the weight’s latest gradients.",
    source: arxiv("Kingma and Ba 2015", "1412.6980")
  },
  augmentation: {
    meaning:
      "Training images are randomly shifted, turned, scaled and bent before each use. The network never sees the same image twice, so it learns shapes rather than pixels."
  },
  "average precision": {
    meaning:
      "One figure for how well a class is separated from all others: the area under its precision-recall curve. 1 is perfect."
  },
  batch: {meaning: "The images after which the weights are changed once. Their gradients are averaged."},
  "batch normalization": {
    meaning:
      "A layer that brings the activations of each channel to mean 0 and spread 1, then scales and shifts them by learned amounts. Networks learn faster with it.",
    source: arxiv("Ioffe and Szegedy 2015", "1502.03167")
  },
  calibration: {
    meaning:
      "A network is well calibrated if its confidence can be taken at its word: of the answers given with 90 % confidence, 90 % are correct.",
    source: arxiv("Guo et al. 2017", "1706.04599")
  },
  confidence: {meaning: "The probability that the network gives to its own answer, from 0 to 100 %."},
  "confidence interval": {
    meaning:
      "The range in which the true accuracy plausibly lies, since only some images were tested. Of intervals computed this way (Wilson’s), 95 % contain the true value.",
    formula: "(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n), z = 1.96",
    source: doi("Wilson 1927", "10.2307/2276774")
  },
  "confusion matrix": {
    meaning:
      "A table of all answers: a row for each true class, a column for each predicted one. Correct answers lie on the diagonal, mistakes beside it."
  },
  convolution: {
    meaning:
      "A small pattern of weights slides over the image, and at each place the pixels under it are multiplied by its weights and summed. So a stroke is found wherever it is.",
    source: doi("LeCun et al. 1998", "10.1109/5.726791")
  },
  coverage: {meaning: "The share of images that get an answer when answers below some confidence are withheld."},
  "cross-entropy": {
    meaning:
      "The loss that is minimized in training: it is 0 if the network gives the correct class a probability of 1, and grows without bound as that probability goes to 0.",
    formula: "−ln(probability of the correct class), averaged over images"
  },
  detector: {
    meaning:
      "A small classifier on the network’s last hidden layer that tells digits from letters, marks and scribbles. It can say “not a digit” when the ten probabilities cannot."
  },
  dropout: {
    meaning:
      "During training, a random share of the units is switched off for each batch, so that no unit can rely on another. All are on when the network is used.",
    source: {text: "Srivastava et al. 2014", href: "https://jmlr.org/papers/v15/srivastava14a.html"}
  },
  epoch: {meaning: "One pass through all training images."},
  "expected calibration error": {
    meaning:
      "The average gap between confidence and accuracy. Answers are sorted into 15 bins by confidence, and each bin’s gap is weighted by its number of answers.",
    formula: "Σ (n of bin ÷ n) · |accuracy − mean confidence|",
    source: arxiv("Guo et al. 2017", "1706.04599")
  },
  F1: {
    meaning: "One figure for precision and recall together: their harmonic mean, which is high only if both are.",
    formula: "2 · precision · recall ÷ (precision + recall)"
  },
  "feature map": {
    meaning:
      "The activations of one convolution kernel at every place of the image, shown as an image: bright where the kernel’s pattern was found."
  },
  "fine-tuning": {
    meaning: "Training a finished network a little further on new examples, usually only its last layers."
  },
  gradient: {
    meaning:
      "For each weight, how much the loss would change if the weight grew a little. Training moves every weight against its gradient."
  },
  "held-out": {
    meaning:
      "Kept away from training and from every choice made on the way, so that it shows how the network does on something new. A held-out writer is a person none of whose digits were used."
  },
  "hidden layer": {
    meaning:
      "A layer between the pixels and the scores. Nobody says what its units should respond to; training finds that."
  },
  hyperparameter: {
    meaning:
      "A setting chosen before training, such as the learning rate or the number of epochs, unlike the weights, which are learned."
  },
  kernel: {meaning: "The small pattern of weights that a convolution slides over an image, for example 5 × 5 numbers."},
  "learning rate": {
    meaning:
      "The size of the steps by which training changes the weights. Too small learns slowly, too large never settles."
  },
  logit: {
    meaning:
      "The score that the network’s last layer gives to a class. It can be any number; softmax turns the scores into probabilities."
  },
  "log-odds": {
    meaning: "The natural logarithm of the odds. On this scale, evidence for and against simply adds up.",
    formula: "ln(p ÷ (1 − p))"
  },
  loss: {
    meaning:
      "How wrong the network is, as one number that training makes smaller. Here it is the cross-entropy: the mean of −ln(probability given to the correct class)."
  },
  "McNemar’s test": {
    meaning:
      "Tells whether one network is really better than another on the same images. Only images that exactly one of them reads correctly count: if both were equally good, these would split evenly.",
    formula: "exact: binomial test of b against c with p = ½",
    source: doi("McNemar 1947", "10.1007/BF02295996")
  },
  median: {meaning: "The middle value: half of the values are smaller, half are larger."},
  "near-duplicate": {
    meaning: "Two images that are almost the same pixel by pixel. Across splits they make a test too easy."
  },
  occlusion: {
    meaning:
      "A way to ask why: patches of the picture are hidden in turn, and what the answer loses shows how much it depended on each.",
    source: arxiv("Zeiler and Fergus 2014", "1311.2901")
  },
  odds: {
    meaning: "How many times likelier something is than not: a probability of 90 % means odds of 9 to 1.",
    formula: "p ÷ (1 − p)"
  },
  "one-cycle": {
    meaning:
      "A schedule for the learning rate: it rises during the first third of training and then falls to almost zero. Networks reach a better minimum in fewer epochs with it.",
    source: arxiv("Smith and Topin 2018", "1708.07120")
  },
  overfitting: {
    meaning:
      "The network memorizes its training images: it keeps getting better on them while it gets worse on others. It shows where validation loss rises and training loss still falls."
  },
  "p-value": {
    meaning:
      "How likely a difference at least this large would be if there were none. Small values (below 0.05) speak against chance."
  },
  parameter: {meaning: "A number that training adjusts: a weight or a bias."},
  PCA: {
    meaning:
      "Principal component analysis: the images are laid out along the two directions in which they differ most. Distances are true as far as two directions allow.",
    source: doi("Pearson 1901", "10.1080/14786440109462720")
  },
  "percentage point": {meaning: "The difference between two percentages: from 97 % to 98 % is one percentage point."},
  percentile: {
    meaning: "The value below which that share of the images lies: a tenth of the images are below the 10th percentile."
  },
  pooling: {
    meaning:
      "Shrinks feature maps: of each small square only the largest value (max pooling) or the mean is kept. Small shifts then matter less."
  },
  precision: {
    meaning: "Of the images predicted to be this digit, the share that are.",
    formula: "correctly predicted ÷ all predicted as this class"
  },
  "precision-recall curve": {
    meaning: "Precision against recall, as the threshold falls. The closer to the upper right corner, the better."
  },
  recall: {
    meaning: "Of the images of this digit, the share that were recognized.",
    formula: "correctly predicted ÷ all of this class"
  },
  "reliability diagram": {
    meaning:
      "Accuracy against confidence, bin by bin. A well-calibrated network lies on the diagonal; below it, the network is overconfident."
  },
  ReLU: {
    meaning: "What a unit does with its sum: it passes a positive one on and turns a negative one into 0.",
    formula: "max(0, x)",
    source: {text: "Glorot et al. 2011", href: "https://proceedings.mlr.press/v15/glorot11a.html"}
  },
  "ROC curve": {
    meaning: "The share of a class that is found against the share of others taken for it, as the threshold falls."
  },
  schedule: {meaning: "How the learning rate changes during training."},
  seed: {
    meaning:
      "The number from which all random choices of a training follow. The same seed gives the same network; other seeds show how much is luck."
  },
  skew: {
    meaning:
      "A difference between the splits in what they contain, measured in standard deviations. Above 0.1 it is worth a look.",
    source: doi("Austin 2009", "10.1002/sim.3697")
  },
  softmax: {
    meaning:
      "Turns the scores of all classes into probabilities that add up to 100 %. A score larger by 1 makes a class 2.7 times as likely.",
    formula: "exp(score) ÷ sum of exp(all scores)"
  },
  "standard deviation": {
    meaning: "How far values typically lie from their mean. About two thirds are within one standard deviation."
  },
  support: {meaning: "The number of images of a class that were tested."},
  temperature: {
    meaning:
      "A number by which all scores are divided before softmax. Above 1 it makes answers less confident without changing them; it is chosen so that the network is well calibrated.",
    formula: "softmax(scores ÷ temperature)",
    source: arxiv("Guo et al. 2017", "1706.04599")
  },
  "test set": {
    meaning:
      "Images used only once, at the end, to measure how good the network is. Nothing was trained or chosen on them."
  },
  threshold: {meaning: "The confidence below which an answer is withheld or called unsure."},
  UMAP: {
    meaning:
      "A map of the images that puts similar ones side by side. Neighborhoods can be trusted; distances between clusters mean little.",
    source: arxiv("McInnes et al. 2018", "1802.03426")
  },
  unsure: {meaning: "An answer below the confidence from which on 99.9 % of the validation answers are correct."},
  "validation set": {
    meaning:
      "Images not trained on, used during training to see how it goes and to choose between networks. The final figure comes from the test set instead."
  },
  weight: {
    meaning:
      "A learned number by which a unit multiplies one of its inputs. Positive weights speak for, negative ones against."
  },
  "weight decay": {
    meaning: "Each training step also shrinks all weights a little, so that none grows large without need.",
    source: arxiv("Loshchilov and Hutter 2019", "1711.05101")
  }
};
