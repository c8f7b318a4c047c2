/**
 * Calls *onDrop* with what is dropped on *target*, as long as *target* is on the page. While something is dragged over
 * it, *target* has the attribute `data-drop`. Ignores files dropped elsewhere, for which browsers would leave the page.
 */
export function listenForDrops(target: HTMLElement, onDrop: (transfer: DataTransfer | null) => void): void {
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
    onDrop(event.dataTransfer);
  });
  const ignore = (event: DragEvent) => {
    if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "none";
  };
  onPage(target, "dragover", ignore);
  onPage(target, "drop", ignore);
}

/** Listens on the whole page until *element* is removed from it. */
export function onPage<Name extends keyof DocumentEventMap>(
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
