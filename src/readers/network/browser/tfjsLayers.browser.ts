/** Replaces `@tensorflow/tfjs` for `layers.browser.ts`: the core and the layers. */
export * from "@tensorflow/tfjs-core";
export * from "@tensorflow/tfjs-layers";
