/** The families of systems, in the order in which the field took them up. */
export const FAMILIES = [
  "rules",
  "statistics",
  "conventional machine learning",
  "neural network",
  "optical character recognition"
] as const;
export type Family = (typeof FAMILIES)[number];

/** A system: its family, and the paper or book that it follows. */
export interface System {
  readonly family: Family;
  readonly follows: {readonly text: string; readonly href?: string};
}

const ESL = {text: "Hastie, Tibshirani and Friedman 2009", href: "https://hastie.su.domains/ElemStatLearn/"};
const LECUN = {text: "LeCun et al. 1998", href: "https://doi.org/10.1109/5.726791"};
const COVER = {text: "Cover and Hart 1967", href: "https://doi.org/10.1109/TIT.1967.1053964"};
const CORTES = {text: "Cortes and Vapnik 1995", href: "https://doi.org/10.1007/BF00994018"};
const SIMARD = {text: "Simard, Steinkraus and Platt 2003", href: "https://doi.org/10.1109/ICDAR.2003.1227801"};

/** The systems by their names in `run.json` (`model`) and on the command line (`--model`). */
export const SYSTEMS: Readonly<Record<string, System>> = {
  rules: {family: "rules", follows: {text: "Suen et al. 1992", href: "https://doi.org/10.1109/5.156477"}},
  "nearest-mean": {family: "statistics", follows: {text: "Duda, Hart and Stork 2001"}},
  "naive-bayes": {family: "statistics", follows: ESL},
  lda: {
    family: "statistics",
    follows: {text: "Fisher 1936", href: "https://doi.org/10.1111/j.1469-1809.1936.tb02137.x"}
  },
  qda: {family: "statistics", follows: ESL},
  "softmax-regression": {family: "conventional machine learning", follows: ESL},
  knn: {family: "conventional machine learning", follows: COVER},
  "knn-deskewed": {family: "conventional machine learning", follows: COVER},
  svm: {family: "conventional machine learning", follows: CORTES},
  "svm-deskewed": {family: "conventional machine learning", follows: CORTES},
  forest: {
    family: "conventional machine learning",
    follows: {text: "Breiman 2001", href: "https://doi.org/10.1023/A:1010933404324"}
  },
  ann: {family: "neural network", follows: {text: "Rumelhart et al. 1986", href: "https://doi.org/10.1038/323533a0"}},
  "lenet-5": {family: "neural network", follows: LECUN},
  simard: {family: "neural network", follows: SIMARD},
  cnn: {family: "neural network", follows: SIMARD},
  blstm: {
    family: "neural network",
    follows: {text: "Graves and Schmidhuber 2005", href: "https://doi.org/10.1016/j.neunet.2005.06.042"}
  },
  committee: {
    family: "neural network",
    follows: {text: "Cireşan et al. 2012", href: "https://arxiv.org/abs/1202.2745"}
  },
  tesseract: {
    family: "optical character recognition",
    follows: {text: "Smith 2007", href: "https://doi.org/10.1109/ICDAR.2007.4376991"}
  }
};

/** An error rate from a paper: of the same 10,000 test images, but of a system trained on 60,000. */
export interface PublishedError {
  /** The system of `SYSTEMS` that comes closest. */
  readonly system: string;
  readonly what: string;
  /** In [0, 1]. */
  readonly error: number;
  readonly source: System["follows"];
}

/** Published error rates on MNIST: LeCun et al. (1998, figure 9), Simard et al. (2003, table 1), Cireşan et al. (2012, table 1). */
export const PUBLISHED: readonly PublishedError[] = [
  {system: "softmax-regression", what: "linear classifier", error: 0.12, source: LECUN},
  {system: "knn", what: "k nearest neighbors", error: 0.05, source: LECUN},
  {system: "knn-deskewed", what: "k nearest neighbors, deskewed", error: 0.024, source: LECUN},
  {system: "qda", what: "40 principal components and a quadratic classifier", error: 0.033, source: LECUN},
  {system: "svm", what: "polynomial support vector machine", error: 0.011, source: LECUN},
  {system: "ann", what: "network of 300 and 100 hidden units", error: 0.0305, source: LECUN},
  {system: "lenet-5", what: "LeNet-5", error: 0.0095, source: LECUN},
  {system: "simard", what: "convolutional network with elastic distortions", error: 0.004, source: SIMARD},
  {
    system: "committee",
    what: "35 convolutional networks",
    error: 0.0023,
    source: {text: "Cireşan et al. 2012", href: "https://arxiv.org/abs/1202.2745"}
  }
];
