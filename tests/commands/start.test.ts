import {createServer, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import {afterAll, beforeAll, expect, test} from "vitest";
import {runHandscope} from "./runHandscope.js";

// Obstacles are reported immediately: stderr holds nothing else, such as the output of a build.

let other: Server;
beforeAll(async () => {
  other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
});
afterAll(() => void other.close());

test("npm start refuses an occupied port before it builds, and says how to take another", async () => {
  const {port} = other.address() as AddressInfo;
  expect(await runHandscope("start", [], {PORT: String(port)}, "source")).toMatchObject({
    code: 1,
    stdout: "",
    stderr: `handscope: PORT: expected a free port, got ${port}, which is taken (PORT=${port + 1} npm start takes another)\n`
  });
});

test.each([
  ["70000", "a whole number from 0 to 65535"],
  ["http", "a whole number from 0"],
  ["-1", "a whole number from 0"]
])("npm start refuses PORT=%s", async (port, expected) => {
  const {code, stderr} = await runHandscope("start", [], {PORT: port});
  expect({code, stderr}).toEqual({code: 1, stderr: `handscope: PORT: expected ${expected}, got "${port}"\n`});
});

test("npm start names an unusable folder and the remedy before it builds", async () => {
  const {code, stderr} = await runHandscope("start", [], {PORT: "0", HANDSCOPE_CACHE: "/dev/null/cache"});
  expect(code).toBe(1);
  expect(stderr).toBe(
    "handscope: /dev/null/cache: expected a folder, got a file in its place (move that away, or name another folder with HANDSCOPE_CACHE)\n"
  );
});
