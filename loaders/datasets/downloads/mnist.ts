import {join} from "node:path";
import {InputError} from "../../../src/inputError.js";
import {downloadFile, hashFile, type DownloadOptions} from "./download.js";

export interface MnistFile {
  readonly name: string;
  readonly bytes: number;
  /** In lowercase hexadecimal. */
  readonly sha256: string;
}

/**
 * MNIST's files as its mirrors serve them: gzipped IDX. torchvision-ruby checks the same SHA-256 sums:
 * https://github.com/ankane/torchvision-ruby/blob/master/lib/torchvision/datasets/mnist.rb
 */
export const MNIST_FILES: readonly MnistFile[] = [
  {
    name: "train-images-idx3-ubyte.gz",
    bytes: 9912422,
    sha256: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"
  },
  {
    name: "train-labels-idx1-ubyte.gz",
    bytes: 28881,
    sha256: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"
  },
  {
    name: "t10k-images-idx3-ubyte.gz",
    bytes: 1648877,
    sha256: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"
  },
  {
    name: "t10k-labels-idx1-ubyte.gz",
    bytes: 4542,
    sha256: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"
  }
];

/** Folders that hold MNIST_FILES, in the order of trial: PyTorch's mirror and TensorFlow's. */
export const MNIST_MIRRORS: readonly string[] = [
  "https://ossci-datasets.s3.amazonaws.com/mnist/",
  "https://storage.googleapis.com/cvdf-datasets/mnist/"
];

/** The dataset.json of MNIST. */
export const MNIST_ABOUT = {
  name: "mnist",
  title: "MNIST",
  source: "Yann LeCun, Corinna Cortes and Christopher J. C. Burges, http://yann.lecun.com/exdb/mnist/",
  license: "CC BY-SA 3.0"
} as const;

/**
 * Returns the addresses of folders that hold MNIST_FILES, each with a slash at its end: those in HANDSCOPE_MIRRORS,
 * separated by commas, or else MNIST_MIRRORS. @throws InputError for anything but web addresses
 */
export function mnistMirrors(env: NodeJS.ProcessEnv = process.env): readonly string[] {
  const text = env.HANDSCOPE_MIRRORS?.trim();
  if (!text) return MNIST_MIRRORS;
  return text.split(",").map((item) => {
    const address = item.trim();
    const url = URL.canParse(address) ? new URL(address) : undefined;
    const found = url?.password ? "one with a password" : `"${address}"`;
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
      throw new InputError("HANDSCOPE_MIRRORS", "addresses of folders, https://…, with commas between them", found);
    }
    return url.href.replace(/\/*$/, "/");
  });
}

export interface MnistOptions extends Pick<
  DownloadOptions,
  "onProgress" | "signal" | "stallSeconds" | "retries" | "pauseSeconds"
> {
  /** The files to download (default: MNIST_FILES). */
  readonly files?: readonly MnistFile[];
  /** Addresses of folders, with a slash at the end (default: mnistMirrors()). */
  readonly mirrors?: readonly string[];
}

/**
 * Downloads MNIST's files into the folder *dir* under their own names; keeps files that are already there and correct.
 * Calls *onProgress* with the bytes of all files together. Resolves to the content of MNIST's dataset.json.
 * @throws InputError with the answer of each mirror, or if *dir* can't be written
 */
export async function downloadMnist(dir: string, options: MnistOptions = {}): Promise<typeof MNIST_ABOUT> {
  const {files = MNIST_FILES, mirrors = mnistMirrors(), onProgress, ...others} = options;
  const total = files.reduce((sum, {bytes}) => sum + bytes, 0);
  let before = 0;
  for (const {name, bytes, sha256} of files) {
    const path = join(dir, name);
    if ((await hashFile(path)).hash.digest("hex") !== sha256) {
      const urls = mirrors.map((mirror) => mirror + name);
      await downloadFile(urls, path, {
        ...others,
        bytes,
        sha256,
        advice: "try again, or name other mirrors in HANDSCOPE_MIRRORS",
        onProgress: (done) => onProgress?.(before + done, total)
      });
    }
    before += bytes;
    onProgress?.(before, total);
  }
  return MNIST_ABOUT;
}
