import {html} from "htl";

/** Elements in which keys have another meaning: text fields, lists, dialogs, grids. */
const OTHERS = `input:not([type="radio"]), select, textarea, [contenteditable], dialog, [role="dialog"], [role="grid"]`;

/** The parts of a keyboard event that identify a shortcut. */
type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** Names a key press as `aria-keyshortcuts` does, such as "Control+Shift+Z"; a Mac's ⌘ counts as Control. */
export function shortcutOf({key, ctrlKey, metaKey, altKey, shiftKey}: KeyPress): string {
  const held = {Control: ctrlKey || metaKey, Alt: altKey, Shift: shiftKey};
  const names = Object.entries(held).flatMap(([name, isHeld]) => (isHeld ? [name] : []));
  return [...names, key.length === 1 ? key.toUpperCase() : key].join("+");
}

/** Returns the label of a shortcut on a button: "Ctrl+Shift+Z", on a Mac "⇧⌘Z". */
export function shortcutLabel(shortcut: string, isMac = false): string {
  if (!isMac) return shortcut.replace("Control", "Ctrl").replace("Escape", "Esc");
  return shortcut.replace("Control+Shift+", "⇧⌘").replace("Control+", "⌘").replace("Escape", "esc");
}

/** Returns a button that shows its first shortcut; *shortcuts* are separated by spaces, as in `aria-keyshortcuts`. */
export function shortcutButton(text: string, id: string, shortcuts: string, onClick: () => void): HTMLButtonElement {
  const [first] = shortcuts.split(" ");
  const label = shortcutLabel(first!, /^(Mac|iP)/.test(navigator.platform));
  return html<"button">`<button type="button" data-testid=${id} aria-keyshortcuts=${shortcuts} onclick=${onClick}>
    ${text}<kbd aria-hidden="true">${label}</kbd>
  </button>`;
}

/**
 * Clicks a button of *container* when its shortcut is typed anywhere on the page: a drawing surface takes no focus, and
 * a button loses it when it is disabled. Ignores keys in fields and dialogs, and behind dialogs.
 */
export function listenForShortcuts(container: HTMLElement, buttons: readonly HTMLButtonElement[]): void {
  const onKey = (event: KeyboardEvent) => {
    if (!container.isConnected) return document.removeEventListener("keydown", onKey);
    if (event.defaultPrevented || (event.target as Element).closest(OTHERS)) return;
    if (document.querySelector("dialog:modal")) return;
    const shortcut = shortcutOf(event);
    const button = buttons.find((one) => one.getAttribute("aria-keyshortcuts")!.split(" ").includes(shortcut));
    if (!button || button.disabled) return;
    event.preventDefault();
    if (!(event.repeat && button.hasAttribute("aria-pressed"))) button.click(); // a held key toggles once
  };
  document.addEventListener("keydown", onKey);
}
