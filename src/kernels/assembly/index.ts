export * from "./adam";
export * from "./apply";
export * from "./elements";
export * from "./weigh";
