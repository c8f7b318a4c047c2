import {describe, expect, it} from "vitest";
import {shortcutLabel, shortcutOf} from "../../../src/components/answer/shortcuts.js";

const NONE = {ctrlKey: false, metaKey: false, altKey: false, shiftKey: false};

describe("shortcutOf(event)", () => {
  it("names keys and modifiers like aria-keyshortcuts, modifiers first (WAI-ARIA 1.2)", () => {
    expect(shortcutOf({...NONE, key: "z", ctrlKey: true})).toBe("Control+Z");
    expect(shortcutOf({...NONE, key: "Z", ctrlKey: true, shiftKey: true})).toBe("Control+Shift+Z");
    expect(shortcutOf({...NONE, key: "Escape"})).toBe("Escape");
    expect(shortcutOf({...NONE, key: "e"})).toBe("E");
  });

  it("treats a Mac's command key as Control", () => {
    expect(shortcutOf({...NONE, key: "z", metaKey: true})).toBe("Control+Z");
  });

  it("distinguishes a letter from the same letter with a modifier, which the browser may use", () => {
    expect(shortcutOf({...NONE, key: "e", ctrlKey: true})).toBe("Control+E");
    expect(shortcutOf({...NONE, key: "e", altKey: true})).toBe("Alt+E");
    expect(shortcutOf({...NONE, key: "E", shiftKey: true})).toBe("Shift+E");
  });
});

describe("shortcutLabel(shortcut, isMac)", () => {
  it("uses the labels printed on the keys", () => {
    expect(["Control+Z", "Control+Shift+Z", "Escape", "E"].map((one) => shortcutLabel(one))).toEqual([
      "Ctrl+Z",
      "Ctrl+Shift+Z",
      "Esc",
      "E"
    ]);
    expect(["Control+Z", "Control+Shift+Z", "Escape", "E"].map((one) => shortcutLabel(one, true))).toEqual([
      "⌘Z",
      "⇧⌘Z",
      "esc",
      "E"
    ]);
  });
});
