import {html} from "htl";

/** Where keys have another meaning: what is typed in, chosen from, or asks something. */
const OTHERS = `input:not([type="radio"]), select, textarea, [contenteditable], dialog, [role="dialog"], [role="grid"]`;

/** What tells a shortcut from another one. */
type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** Returns the name of a key press as `aria-keyshortcuts` has it, such as "Control+Shift+Z"; a Mac's ⌘ is Control, too. */
export function shortcutOf({key, ctrlKey, metaKey, altKey, shiftKey}: KeyPress): string {
  const held = {Control: ctrlKey || metaKey, Alt: altKey, Shift: shiftKey};
  const names = Object.entries(held).flatMap(([name, isHeld]) => (isHeld ? [name] : []));
  return [...names, key.length === 1 ? key.toUpperCase() : key].join("+");
}

/** Returns how a shortcut is written on a button: "Ctrl+Shift+Z", on a Mac "⇧⌘Z". */
export function shortcutLabel(shortcut: string, isMac = false): string {
  if (!isMac) return shortcut.replace("Control", "Ctrl").replace("Escape", "Esc");
  return shortcut.replace("Control+Shift+", "⇧⌘").replace("Control+", "⌘").replace("Escape", "esc");
}

/** Returns a button that shows its shortcut; *shortcuts*, divided by spaces, are as `aria-keyshortcuts` has them. */
export function shortcutButton(text: string, id: string, shortcuts: string, onClick: () => void): HTMLButtonElement {
  const [first] = shortcuts.split(" ");
  const label = shortcutLabel(first!, /^(Mac|iP)/.test(navigator.platform));
  return html<"button">`<button type="button" data-testid=${id} aria-keyshortcuts=${shortcuts} onclick=${onClick}>
    ${text}<kbd aria-hidden="true">${label}</kbd>
  </button>`;
}

/**
 * Presses a button of *container* when its shortcut is typed anywhere on the page, as a surface to draw on takes no focus
 * and a button that gets disabled loses it; but not in a field or a dialog, nor behind one.
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
    if (!(event.repeat && button.hasAttribute("aria-pressed"))) button.click(); // a key held down does not flicker
  };
  document.addEventListener("keydown", onKey);
}
