/** What `@tensorflow/tfjs` means in `layers.browser.ts`: the core and the layers. */
export * from "@tensorflow/tfjs-core";
export * from "@tensorflow/tfjs-layers";
