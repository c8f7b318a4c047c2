import {describe, expect, it} from "vitest";
import {addressNames} from "../../../src/components/page/place.js";

describe("addressNames(location)", () => {
  it("gives the parameters, the last one first, each once", () => {
    expect(addressNames({hash: "", search: "?run=cnn&cell=4.9&run=ann"})).toEqual(["run", "cell"]);
    expect(addressNames({hash: "", search: ""})).toEqual([]);
  });

  it("gives the hash alone where there is one", () => {
    expect(addressNames({hash: "#labels-in-doubt", search: "?image=test.3"})).toEqual(["#labels-in-doubt"]);
    expect(addressNames({hash: "#%C3%A9", search: ""})).toEqual(["#é"]);
    expect(addressNames({hash: "#100%", search: ""})).toEqual(["#100%"]);
    expect(addressNames({hash: "#", search: "?cell=4.9"})).toEqual(["cell"]);
  });
});
