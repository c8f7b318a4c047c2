/** Types of what is used of libsvm-js 0.2.1, which has none. */
declare module "libsvm-js" {
  /** A machine in the memory of WebAssembly. */
  export interface Svm {
    train(samples: readonly ArrayLike<number>[], labels: ArrayLike<number>): void;
    predictOne(sample: ArrayLike<number>): number;
    serializeModel(): string;
    /** Indices of the support vectors, from 0 on. */
    getSVIndices(): number[];
    free(): void;
  }
  const loaded: Promise<{
    new (options: {
      readonly type: string;
      readonly kernel: string;
      readonly cost: number;
      readonly gamma: number;
      readonly cacheSize: number;
      readonly quiet: boolean;
    }): Svm;
    readonly SVM_TYPES: {readonly C_SVC: string};
    readonly KERNEL_TYPES: {readonly RBF: string};
  }>;
  export default loaded;
}
