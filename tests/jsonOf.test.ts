import {describe, expect, it} from "vitest";
import {jsonOf} from "../src/jsonOf.js";

describe("jsonOf(text, source, expected)", () => {
  it("gives the value of a JSON text", () => {
    expect(jsonOf('{"a": [1, null]}', "a.json")).toEqual({a: [1, null]});
  });

  it("names the source, what was expected and how long the text is where it is no JSON", () => {
    expect(() => jsonOf('{"a"', "a.json")).toThrow(
      "a.json: expected JSON, got 4 characters that end early or are something else"
    );
    expect(() => jsonOf("", "runs.json", "the list of runs")).toThrow("runs.json: expected the list of runs, got 0");
  });
});
