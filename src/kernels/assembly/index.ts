export * from "./adam";
export * from "./apply";
export * from "./dropout";
export * from "./elements";
export * from "./lstm";
export * from "./pooling";
export * from "./scatter";
export {tanh, tanhGate} from "./tanh";
export * from "./weigh";
