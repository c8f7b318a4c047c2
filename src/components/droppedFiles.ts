/**
 * Calls *onDrop* with the files that are dropped on *target*, those inside dropped folders included. While something is
 * dragged over it, *target* has the attribute `data-drop`. A file that misses *target* is ignored: by default the browser
 * would leave the page to show it.
 */
export function listenForDrops(target: HTMLElement, onDrop: (files: readonly File[]) => void): void {
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
    void droppedFiles(event.dataTransfer).then(onDrop);
  });
  const ignore = (event: DragEvent) => {
    if (!target.isConnected) return document.removeEventListener(event.type as "drop", ignore);
    if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "none";
  };
  document.addEventListener("dragover", ignore);
  document.addEventListener("drop", ignore);
}

/** Resolves to the files of a drop. A transfer is emptied when its event ends: its entries are read before anything waits. */
export async function droppedFiles(transfer: DataTransfer | null): Promise<File[]> {
  const entries = [...(transfer?.items ?? [])].map((item) => item.webkitGetAsEntry());
  if (!entries.some((entry) => entry?.isDirectory)) return [...(transfer?.files ?? [])];
  return (await Promise.all(entries.map((entry) => (entry ? filesOf(entry) : [])))).flat();
}

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  // A reader gives at most 100 entries a call, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return files;
    files.push(...(await Promise.all(some.map(filesOf))).flat());
  }
}
