import {listenForDrops, onPage} from "../inputs/dropTarget.js";

/** What a person dropped or pasted: files, or in a sentence why there are none. */
export type Given = {readonly files: readonly File[]} | {readonly problem: string};

/** Returns the files in what was dropped or pasted; undefined where there is nothing at all. */
export function givenFiles(transfer: DataTransfer | null): Given | undefined {
  const files = [...(transfer?.files ?? [])];
  if (files.length) return {files};
  const types = transfer?.types ?? [];
  if (types.includes("text/uri-list")) {
    return {
      problem:
        "That is a link or a picture of another page, and nothing is fetched from there. Save it, then choose the file."
    };
  }
  return types.length ? {problem: "That is a text, not a picture. Drop or paste a photo of a digit."} : undefined;
}

/** Calls *onGive* with what is dropped on *target* or pasted on the page, as long as *target* is on the page. */
export function listenForFiles(target: HTMLElement, onGive: (given: Given) => void): void {
  const give = (transfer: DataTransfer | null) => {
    const given = givenFiles(transfer);
    if (given) onGive(given);
  };
  listenForDrops(target, give);
  onPage(target, "paste", (event) => {
    if ((event.target as Element).closest("input, textarea, [contenteditable]")) return;
    give(event.clipboardData);
  });
}
