import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import type * as Address from "../../../src/components/inputs/address.js";

let {boundToAddress, formBoundToAddress, parseRange, parseValue} = {} as typeof Address;

/** An address bar: the parts of a browser that the module reads and writes. */
let place: {href: string; readonly search: string};
beforeEach(async () => {
  vi.resetModules(); // each test gets a new page
  ({boundToAddress, formBoundToAddress, parseRange, parseValue} =
    await import("../../../src/components/inputs/address.js"));
  vi.useFakeTimers();
  place = {
    href: "https://example.org/page",
    get search() {
      return new URL(this.href).search;
    }
  };
  vi.stubGlobal("location", place);
  vi.stubGlobal("history", {state: null, replaceState: (_: unknown, __: string, to: URL) => (place.href = String(to))});
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const open = (search: string) => void (place.href = `https://example.org/page${search}#part`);

/** An input that accepts only some values, like a choice; any other gives undefined. */
class Choice<Value> extends EventTarget {
  #value: Value;
  constructor(readonly values: readonly Value[]) {
    super();
    this.#value = values[0]!;
  }
  get value(): Value {
    return this.#value;
  }
  set value(value: Value) {
    this.#value = this.values.find((one) => Object.is(one, value)) as Value;
  }
  change(value: Value): void {
    this.value = value;
    this.dispatchEvent(new Event("input"));
  }
}

describe("boundToAddress(input, name)", () => {
  it("starts with the value in the address, and writes changes there", () => {
    open("?run=cnn");
    const input = boundToAddress(new Choice(["ann", "cnn"]), "run");
    expect(input.value).toBe("cnn");
    input.change("ann");
    expect(place.href).toBe("https://example.org/page?run=ann#part");
  });

  it("ignores a value that the input does not accept", () => {
    open("?run=gone");
    expect(boundToAddress(new Choice(["ann", "cnn"]), "run").value).toBe("ann");
    open("?n=x");
    expect(boundToAddress(new Choice([1, 2]), "n").value).toBe(1);
    open("?n=7");
    expect(boundToAddress(new Choice([1, 2]), "n").value).toBe(1);
  });

  it("reads a value of the input's type", () => {
    open("?n=2&on=true");
    expect(boundToAddress(new Choice([1, 2]), "n").value).toBe(2);
    expect(boundToAddress(new Choice([false, true]), "on").value).toBe(true);
  });

  it("leaves the values of other inputs unchanged", () => {
    open("?a=2&other=x");
    const a = boundToAddress(new Choice(["1", "2"]), "a");
    const b = boundToAddress(new Choice(["1", "2"]), "b");
    b.change("2");
    expect(a.value).toBe("2");
    expect(Object.fromEntries(new URL(place.href).searchParams)).toEqual({a: "2", other: "x", b: "2"});
  });

  it("combines quick changes into one write shortly after, but reads them at once", () => {
    open("");
    const replaceState = vi.spyOn(history, "replaceState");
    const values = Array.from({length: 100}, (_, i) => i);
    const input = boundToAddress(new Choice(values), "at");
    for (const value of values) input.change(value);
    expect(boundToAddress(new Choice(values), "at").value).toBe(99);
    vi.advanceTimersByTime(1000);
    expect(new URL(place.href).search).toBe("?at=99");
    expect(replaceState.mock.calls.length).toBeLessThanOrEqual(2);
  });

  it("parses and formats values with the given functions", () => {
    open("?share=95%25");
    const format = {parse: (text: string) => parseFloat(text) / 100, format: (share: number) => `${100 * share}%`};
    const input = boundToAddress(new Choice([0.5, 0.95]), "share", format);
    expect(input.value).toBe(0.95);
    input.change(0.5);
    expect(new URL(place.href).searchParams.get("share")).toBe("50%");
  });
});

describe("formBoundToAddress(form)", () => {
  const form = () => {
    const members: Record<string, Choice<string>> = {
      split: new Choice(["all", "test"]),
      digit: new Choice(["all", "3"])
    };
    const element = new EventTarget() as EventTarget & {value: object};
    Object.defineProperty(element, "value", {
      get: () => Object.fromEntries(Object.entries(members).map(([key, {value}]) => [key, value])),
      set: (next: Record<string, string>) => {
        for (const key of Object.keys(members)) members[key]!.value = next[key]!;
      }
    });
    return {element, members};
  };

  it("binds each member under its own name, and ignores values that it does not accept", () => {
    open("?split=test&digit=x");
    const {element, members} = form();
    expect(formBoundToAddress(element).value).toEqual({split: "test", digit: "all"});
    members.digit!.value = "3";
    element.dispatchEvent(new Event("input"));
    expect(new URL(place.href).search).toBe("?split=test&digit=3");
  });

  it("prefixes the names, and writes only changed members to the address", () => {
    open("");
    const {element, members} = form();
    formBoundToAddress(element, {prefix: "grid."});
    members.split!.value = "test";
    element.dispatchEvent(new Event("input"));
    expect(new URL(place.href).search).toBe("?grid.split=test");
  });
});

describe("parseValue(text, like)", () => {
  it("returns a value of like's type, undefined if the text is invalid", () => {
    expect(parseValue("1e3", 0)).toBe(1000);
    for (const text of ["", " ", "x", "1,5", "Infinity"]) expect(parseValue(text, 0)).toBeUndefined();
    expect(parseValue("false", true)).toBe(false);
    expect(parseValue("yes", true)).toBeUndefined();
    expect(parseValue("a,b", ["x"])).toEqual(["a", "b"]);
    expect(parseValue("", ["x"])).toEqual([]);
    expect(parseValue("1", "x")).toBe("1");
  });
});

describe("parseRange(text)", () => {
  it("parses two numbers, and nothing else", () => {
    expect(parseRange("-12~80.5")).toEqual([-12, 80.5]);
    for (const text of [undefined, "", "12", "12~", "a~b", "1~2~3"]) expect(parseRange(text)).toBeUndefined();
  });
});
