import {createServer, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {fetchBytes, fetchJson, fetchText, siteFileName, siteFileProblem} from "../src/siteFile.js";

// A server of Node's own answers as servers do that lack a file, forbid it, fail, break off or send a page for everything.

let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const name = request.url!.split("/").at(-1)!;
    const status = Number(/^\d+/.exec(name)?.[0] ?? 200);
    if (name === "cut.bin") {
      response.writeHead(200, {"content-length": 100});
      response.write("0123456789", () => response.destroy());
      return;
    }
    const body: Readonly<Record<string, string>> = {
      "page.json": "\n<!DOCTYPE html><title>Not found</title>",
      "cut.json": '{"runs": [',
      "list.json": "7",
      "whole.json": '{"runs": [], "broken": []}',
      "whole.bin": "0123456789"
    };
    response.writeHead(status).end(body[name] ?? "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/site/_file/data`;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

const runs = (name: string) =>
  fetchJson<{runs: unknown[]; broken: unknown[]}>(`${url}/${name}`, "the list of runs", ["runs"]);

describe("fetchJson(url, what, fields), fetchBytes(url, expected) and fetchText(url, what)", () => {
  it("resolve to what a whole file holds", async () => {
    expect(await runs("whole.json")).toEqual({runs: [], broken: []});
    expect([...(await fetchBytes(`${url}/whole.bin`, {what: "ten digits", bytes: 10}))]).toHaveLength(10);
    expect(await fetchText(`${url}/whole.bin`, "ten digits")).toBe("0123456789");
  });

  it.each([
    ["404.json", "nothing there (404)"],
    ["410.json", "nothing there (410)"],
    ["401.json", "no permission to read it (401)"],
    ["403.json", "no permission to read it (403)"],
    ["503.json", "an error of the server (503)"],
    ["418.json", "the answer 418"],
    ["page.json", "an HTML page"],
    ["cut.json", "10 characters that end early or are something else"],
    ["list.json", "the JSON 7"]
  ])("say of %s that it is %s", async (name, got) => {
    await expect(runs(name)).rejects.toThrow(`data/${name}: expected the list of runs, got ${got}`);
  });

  it("say which field a foreign JSON lacks", async () => {
    const foreign = fetchJson<{splits: unknown}>(`${url}/whole.json`, "the data set", ["splits"]);
    await expect(foreign).rejects.toThrow('data/whole.json: expected the data set, got JSON without "splits"');
  });

  it("say that a foreign JSON is no list", async () => {
    const list = fetchJson<unknown[]>(`${url}/whole.json`, "the runs that answer", "list");
    await expect(list).rejects.toThrow(
      'data/whole.json: expected the runs that answer, got the JSON {"runs": [], "broken'
    );
  });

  it("say how many bytes there are where another number is expected", async () => {
    const short = fetchBytes(`${url}/whole.bin`, {what: "the label of each image", bytes: 8400});
    await expect(short).rejects.toThrow("data/whole.bin: expected the label of each image, 8400 bytes, got 10 bytes");
  });

  it("say that a file breaks off where the connection does", async () => {
    await expect(fetchBytes(`${url}/cut.bin`, {what: "labels"})).rejects.toThrow(/got a file that breaks off$/);
  });

  it("say that nobody answers where nobody does", async () => {
    const nobody = fetchBytes("http://127.0.0.1:1/_file/data/runs.json", {what: "the list of runs"});
    await expect(nobody).rejects.toThrow("data/runs.json: expected the list of runs, got no answer from the server");
  });
});

describe("siteFileName(url)", () => {
  it("is the path below the site, without the hash and the query of a version", () => {
    expect(siteFileName("https://a.b/some/where/_file/data/runs.0a1b2c3d.json")).toBe("data/runs.json");
    expect(siteFileName("http://a.b/_file/data/runs/ann/predictions.csv")).toBe("data/runs/ann/predictions.csv");
    expect(siteFileName("http://a.b/_file/data/runs.json?sha=0a1b")).toBe("data/runs.json");
  });
});

describe("siteFileProblem(error)", () => {
  it("ends what the browser says with one full stop", () => {
    expect(siteFileProblem(new Error("It broke."))).toMatch(/^It broke\. Reload the page; /);
  });

  it("is one sentence on what is wrong and one on what helps", async () => {
    const error: unknown = await runs("404.json").catch((reason: unknown) => reason);
    expect(siteFileProblem(error)).toBe(
      "data/404.json: expected the list of runs, got nothing there (404). Reload the page; if that does not help, the site is not whole where it is published."
    );
  });
});
