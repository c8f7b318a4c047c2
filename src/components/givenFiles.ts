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

/**
 * Calls *onGive* with what is dropped on *target* or pasted on the page, as long as *target* is on the page. While
 * something is dragged over it, *target* has the attribute `data-drop`. A file that is dropped beside it changes nothing:
 * by default the browser would leave the page for it.
 */
export function listenForFiles(target: HTMLElement, onGive: (given: Given) => void): void {
  const give = (transfer: DataTransfer | null) => {
    const given = givenFiles(transfer);
    if (given) onGive(given);
  };
  target.addEventListener("dragover", (event) => {
    event.preventDefault();
    target.toggleAttribute("data-drop", true);
  });
  target.addEventListener("dragleave", ({relatedTarget}) => {
    if (!target.contains(relatedTarget as Node | null)) target.removeAttribute("data-drop");
  });
  target.addEventListener("drop", (event) => {
    event.preventDefault();
    target.removeAttribute("data-drop");
    give(event.dataTransfer);
  });
  onPage(target, "dragover", (event) => {
    if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "none";
  });
  onPage(target, "paste", (event) => {
    if ((event.target as Element).closest("input, textarea, [contenteditable]")) return;
    give(event.clipboardData);
  });
}

/** Listens on the whole page until *element* has left it. */
function onPage<Name extends keyof DocumentEventMap>(
  element: HTMLElement,
  name: Name,
  listener: (event: DocumentEventMap[Name]) => void
): void {
  const listen = (event: DocumentEventMap[Name]) => {
    if (element.isConnected) listener(event);
    else document.removeEventListener(name, listen);
  };
  document.addEventListener(name, listen);
}
