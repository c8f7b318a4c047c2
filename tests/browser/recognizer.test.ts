import * as tf from "@tensorflow/tfjs";
import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {normalize} from "../../src/ink/image/grid.js";
import type {Stroke} from "../../src/pen/pen.js";
import {preprocessStrokes} from "../../src/pen/strokes.js";
import {loadModel, saveModel} from "../../src/readers/network/artifacts.js";
import {startBackend} from "../../src/readers/network/backend.js";
import {predictAll} from "../../src/readers/network/networkClassifier.js";
import {mostLikely} from "../../src/characters/mostLikely.js";
import {WASM} from "../../loaders/paths.js";
import {dataOf, drawByMouse, PLAIN, readAnswer} from "./hand.js";
import {photograph} from "./photograph.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => {
  site = await openSite();
  await startBackend(WASM);
});
afterAll(() => site.close());

/** Returns a plain digit, its points on whole pixels of the surface: the page then sees the same points as Node. */
async function onPixels(page: Page, digit: string): Promise<Stroke[]> {
  const side = (await page.getByTestId("ink").boundingBox())!.width;
  return PLAIN[digit]!.map((stroke) =>
    stroke.map(([x, y]) => [Math.round(x * side) / side, Math.round(y * side) / side] as const)
  );
}

function requestsOf(page: Page): string[] {
  const requests: string[] = [];
  page.context().on("request", (request) => requests.push(request.url()));
  return requests;
}

const initial = (seed: number) => ({kernelInitializer: tf.initializers.heNormal({seed})});

/** A network of every layer and function that the executor knows: only here each of the worker's kernels is needed. */
const KNOWN = "every layer that is in the worker";

const NETWORKS: Readonly<Record<string, () => tf.layers.Layer[]>> = {
  [KNOWN]: () => [
    tf.layers.reshape({inputShape: [784], targetShape: [28, 28, 1]}),
    tf.layers.conv2d({filters: 6, kernelSize: 3, activation: "tanh", ...initial(6)}),
    tf.layers.batchNormalization({movingMeanInitializer: tf.initializers.randomNormal({seed: 7})}),
    tf.layers.maxPooling2d({poolSize: 2}),
    tf.layers.activation({activation: "sigmoid"}),
    tf.layers.averagePooling2d({poolSize: 2, padding: "same"}),
    tf.layers.flatten(),
    tf.layers.dropout({rate: 0.5}),
    tf.layers.dense({units: 20, activation: "relu", useBias: false, ...initial(8)}),
    tf.layers.batchNormalization({scale: false}),
    tf.layers.dense({units: 10, activation: "softmax", ...initial(9)})
  ],
  "an LSTM over the rows, which is not in the worker,": () => [
    tf.layers.reshape({inputShape: [784], targetShape: [28, 28]}),
    tf.layers.lstm({
      units: 12,
      ...initial(1),
      recurrentInitializer: tf.initializers.glorotNormal({seed: 2})
    }),
    tf.layers.dense({units: 10, activation: "softmax", ...initial(3)})
  ],
  "convolutions by depth, which are neither,": () => [
    tf.layers.depthwiseConv2d({
      inputShape: [28, 28, 1],
      kernelSize: 5,
      depthMultiplier: 8,
      strides: [2, 2],
      activation: "elu",
      depthwiseInitializer: tf.initializers.heNormal({seed: 4})
    }),
    tf.layers.globalMaxPooling2d({}),
    tf.layers.dense({units: 10, activation: "softmax", ...initial(5)})
  ]
};

describe("a network", () => {
  for (const [name, layers] of Object.entries(NETWORKS)) {
    for (const backend of ["wasm", "cpu"]) {
      test(`of ${name} answers as in Node, within 1e-4, on ${backend}`, async () => {
        const whole = tf.sequential({layers: layers()});
        const {json, weights} = await saveModel(whole, "float16");
        const model = await loadModel({json, weights}, name);
        whole.dispose();
        const {page, problems} = await visit(site, "draw");
        const requests = requestsOf(page);
        await page.context().route("**/model.json", (route) => route.fulfill({body: json}));
        await page.context().route("**/weights.bin", (route) => route.fulfill({body: Buffer.from(weights)}));
        if (backend === "cpu") await page.context().route("**/*.wasm", (route) => route.abort());
        const strokes = await onPixels(page, "3");
        const probabilities = predictAll(model, normalize(preprocessStrokes(strokes)!.image));
        model.dispose();
        await drawByMouse(page, strokes);
        const {text, confidence} = await readAnswer(page, strokes.length);
        expect(text).toBe(String(mostLikely(probabilities, 0, probabilities.length)));
        expect(Math.abs(confidence - Math.max(...probabilities))).toBeLessThan(1e-4);
        await page
          .locator(`.timing[data-backend="${backend}"]`)
          .getByText(/^Read in \d+ ms/)
          .waitFor();
        expect(requests.filter((url) => url.includes("recognizer-layers"))).toHaveLength(name === KNOWN ? 0 : 1);
        // A known model answers beside it.
        await page.context().unrouteAll();
        await page.getByTestId("model").selectOption({index: 1});
        await expect.poll(async () => (await dataOf(page.getByTestId("answer"))).text).toBe("3");
        if (backend === "wasm") expect(problems).toEqual([]);
        await page.context().close();
      });
    }
  }
});

describe("a browser that lets no worker start", () => {
  test.each([
    ["throws", "globalThis.Worker = class { constructor() { throw new DOMException('refused', 'SecurityError'); } };"],
    [
      "says so later",
      "globalThis.Worker = class extends EventTarget { constructor() { super(); setTimeout(() => this.onerror(new Event('error'))); } postMessage() {} };"
    ]
  ])("and %s reads digits all the same, and says that it has none", async (_, code) => {
    const {page, problems} = await visit(site, "draw", {}, code);
    for (const digit of ["2", "4"]) {
      await drawByMouse(page, PLAIN[digit]!);
      expect((await readAnswer(page, PLAIN[digit]!.length)).text).toBe(digit);
      await page.getByText(/^Read in \d+ ms, without a worker$/).waitFor();
      await page.getByTestId("clear").click();
    }
    const buffer = await photograph(PLAIN["7"]!).png().toBuffer();
    await page.getByTestId("upload").setInputFiles({name: "seven.png", mimeType: "image/png", buffer});
    await expect.poll(async () => (await dataOf(page.getByTestId("answer"))).text).toBe("7");
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("by its Content-Security-Policy reads digits all the same", async () => {
    const {page} = await visit(site, "");
    await page.context().route("**/draw", async (route) => {
      const response = await route.fetch();
      const headers = {...response.headers(), "content-security-policy": "worker-src 'none'"};
      await route.fulfill({response, headers});
    });
    await page.goto(`${site.url}draw`, {waitUntil: "networkidle"});
    await drawByMouse(page, PLAIN["2"]!);
    expect((await readAnswer(page, 1)).text).toBe("2");
    await page.getByText(/^Read in \d+ ms, without a worker$/).waitFor();
    await page.context().close();
  });

  test("nor the worker's code says so", async () => {
    const {page} = await visit(site, "draw");
    await page.context().route("**/recognizer.*.js", (route) => route.abort());
    await drawByMouse(page, PLAIN["2"]!);
    await page.locator('[data-testid="answer"][data-state="error"]').waitFor();
    expect(await page.getByTestId("answer").innerText()).toContain("could not be started in this browser");
    await page.context().close();
  });
});
