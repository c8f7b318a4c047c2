export * from "./adam";
export * from "./apply";
export * from "./elements";
export * from "./scatter";
export * from "./weigh";
