/** The two documents that the project realizes. */
export type DocumentName = "the report" | "the summary";

/** A few words of a document, as they stand there. */
export interface Quote {
  readonly from: DocumentName;
  readonly text: string;
}

/** The themes of the claims, in the order of the page. */
export const THEMES = ["Accuracy", "Other systems", "In use", "Network", "Data"] as const;
export type Theme = (typeof THEMES)[number];

/** Something that the documents claim, in our words and in theirs. */
export interface Claim {
  readonly theme: Theme;
  readonly says: string;
  readonly quotes: readonly Quote[];
}

const report = (text: string): Quote => ({from: "the report", text});
const summary = (text: string): Quote => ({from: "the summary", text});

/** Of existing systems that the documents set their network against. */
const GREATER = report("recognise handwritten digits with greater accuracy and robustness");
const EXISTING = report("rule-based methods, statistical methods, and conventional machine learning algorithms");

/** The claims by name, in the order of the page. */
export const CLAIMS = {
  "split-sizes": {
    theme: "Data",
    says: "30,000 images to train on, 3,000 to validate, 3,000 to test",
    quotes: [
      summary("30000 images for training , 3000 for Testing and Validation"),
      report("about 30,000 training photos and 3,000 testing images")
    ]
  },
  content: {
    theme: "Data",
    says: "What the images show: digits, words, or MNIST",
    quotes: [
      report("a dataset of handwritten numbers from Kaggle"),
      summary("30,000 training images and 3,000 testing images of handwritten words"),
      report("Using the MNIST dataset, handwritten digit recognition is a significant effort")
    ]
  },
  gigabyte: {
    theme: "Data",
    says: "1 GB of images in various sizes and formats",
    quotes: [
      summary("approximately 1 GB in size"),
      summary("images of handwritten digits in various sizes and formats")
    ]
  },
  architecture: {
    theme: "Network",
    says: "784 inputs, two hidden layers of 128, one output for each digit",
    quotes: [
      summary("two hidden layers, each containing 128 neurons. The input layer had 784 neurons"),
      report("two hidden layers with 128 neurons each")
    ]
  },
  settings: {
    theme: "Network",
    says: "ReLU, softmax, cross-entropy, and Adam at 0.001 train it",
    quotes: [
      summary("the categorical cross-entropy loss function and the Adam optimizer with a learning rate of 0.001")
    ]
  },
  "two-networks": {
    theme: "Network",
    says: "A simple ANN reads the pixels, or a CNN finds the features first",
    quotes: [
      summary("We used a simple ANN with two hidden layers"),
      report("CNN with the ReLU activation function is used to extract the features")
    ]
  },
  structured: {
    theme: "Network",
    says: "An ANN accepts no images",
    quotes: [
      report("Only structured and numeric data are accepted by the ANN algorithm."),
      report(
        "Unstructured and non-numeric data formats like image, text, and speech are accepted by convolution neural networks"
      )
    ]
  },
  brain: {
    theme: "Network",
    says: "An ANN works much like a brain",
    quotes: [report("the operations of ANN and biological neural networks are very similar")]
  },
  ninety: {
    theme: "Accuracy",
    says: "90 % after adding pytesseract",
    quotes: [
      report("After adding the pytesseract library, the model had a 90% accuracy rate on the test dataset."),
      summary("for the solution we used pytessersat library than we get the accuracy 90%")
    ]
  },
  improved: {
    theme: "Accuracy",
    says: "Adding pytesseract improved accuracy significantly",
    quotes: [
      report("We integrated the pytesseract module to solve this problem, which significantly improved accuracy.")
    ]
  },
  hundred: {
    theme: "Accuracy",
    says: "100 % on the test set",
    quotes: [summary("achieved an accuracy of 100% on the test dataset")]
  },
  null: {
    theme: "Accuracy",
    says: "Null accuracy in training",
    quotes: [
      summary("in traning accuracy is as null accuracy"),
      report("the model showed zero accuracy throughout the initial training period")
    ]
  },
  underfit: {
    theme: "Accuracy",
    says: "The network underfits",
    quotes: [summary("we consider our model underfit"), report("indicating underfitting")]
  },
  rules: {theme: "Other systems", says: "More accurate than rules", quotes: [GREATER, EXISTING]},
  statistics: {theme: "Other systems", says: "More accurate than statistics", quotes: [GREATER, EXISTING]},
  conventional: {
    theme: "Other systems",
    says: "More accurate than conventional machine learning",
    quotes: [GREATER, EXISTING]
  },
  progress: {
    theme: "Other systems",
    says: "CNNs, RNNs and ANNs are well ahead of rules and statistics",
    quotes: [
      report(
        "remarkable progress in accuracy and performance compared to previous approaches to handwriting recognition that relied on rule-based or statistical methods"
      )
    ]
  },
  speed: {
    theme: "Other systems",
    says: "Existing systems are limited in speed",
    quotes: [report("The speed and precision of recognition are constrained")]
  },
  styles: {
    theme: "In use",
    says: "It adjusts to various handwriting styles",
    quotes: [report("enabling the system to adjust to various handwriting styles and variances")]
  },
  "real-time": {
    theme: "In use",
    says: "The answer comes in real time",
    quotes: [report("The user is shown the recognised digit in real-time")]
  },
  confidence: {
    theme: "In use",
    says: "The confidence score says how sure one may be",
    quotes: [report("a confidence score indicating how confident the model is in the prediction")]
  },
  better: {
    theme: "In use",
    says: "Other networks, other settings and more varied data would improve it",
    quotes: [
      report(
        "examining more complex neural network topologies, tweaking hyper parameters, and incorporating larger and more varied datasets"
      )
    ]
  },
  text: {
    theme: "In use",
    says: "It could read handwritten text, not only digits",
    quotes: [summary("expanding its capabilities to recognize handwritten text beyond digits")]
  }
} as const satisfies Readonly<Record<string, Claim>>;

export type ClaimName = keyof typeof CLAIMS;

/** What became of a claim: "not defined" where no measurement could decide it, "not measured" where this site lacks the runs. */
export type ClaimVerdict = "reproduced" | "not reproduced" | "not defined" | "not measured";
