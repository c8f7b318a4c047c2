import {expect, it} from "vitest";
import {seeThroughAddress} from "../../../src/components/carry/seeThroughLink.js";

it("seeThroughAddress(href, run) names the run, whatever its letters", () => {
  expect(seeThroughAddress("./see", "cnn-pen")).toBe("./see?run=cnn-pen");
  expect(seeThroughAddress("./see", "a & b")).toBe("./see?run=a+%26+b");
  expect(seeThroughAddress("./see", "")).toBe("./see");
});
