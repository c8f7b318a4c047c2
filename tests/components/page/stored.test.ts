import {afterEach, describe, expect, test, vi} from "vitest";
import {readStored, writeStored} from "../../../src/components/page/stored.js";

afterEach(() => vi.unstubAllGlobals());

/** A browser's storage, as https://html.spec.whatwg.org/multipage/webstorage.html describes it, as far as it is used. */
function stubStorage(setItem?: () => never): Map<string, string> {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: setItem ?? ((key: string, text: string) => void kept.set(key, text)),
    removeItem: (key: string) => void kept.delete(key)
  });
  return kept;
}

describe("stored text", () => {
  test("is read again, until nothing is kept in its place", () => {
    const kept = stubStorage();
    expect(readStored("localStorage", "a")).toBeUndefined();
    expect(writeStored("localStorage", "a", "")).toBe(true);
    expect(readStored("localStorage", "a")).toBe("");
    expect(writeStored("localStorage", "a", undefined)).toBe(true);
    expect(kept.size).toBe(0);
  });

  test("is refused without an error by a storage that is full", () => {
    stubStorage(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    expect(writeStored("localStorage", "a", "b")).toBe(false);
  });

  test("is refused, and none is found, where the browser denies storage altogether", () => {
    const denied = () => {
      throw new DOMException("denied", "SecurityError");
    };
    Object.defineProperty(globalThis, "sessionStorage", {configurable: true, get: denied});
    expect(readStored("sessionStorage", "a")).toBeUndefined();
    expect(writeStored("sessionStorage", "a", "b")).toBe(false);
    Reflect.deleteProperty(globalThis, "sessionStorage");
  });
});
