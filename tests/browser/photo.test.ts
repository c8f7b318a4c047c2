import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {Page} from "playwright-core";
import sharp from "sharp";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {runHandscope} from "../commands/runHandscope.js";
import {findViolations} from "./accessibility.js";
import {dataOf, drawByMouse, PLAIN, readAnswer} from "./hand.js";
import {photograph} from "./photograph.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
let folder: string;
/** A photo of a 7 of 720 × 480 pixels, as a PNG. */
let seven: Buffer;
beforeAll(async () => {
  seven = await photograph(PLAIN["7"]!, {width: 720, height: 480}).png().toBuffer();
  folder = await mkdtemp(join(tmpdir(), "handscope-photos-"));
  const video = await photograph(PLAIN["3"]!, {width: 640, height: 480}).jpeg().toBuffer();
  await writeFile(join(folder, "camera.mjpeg"), video); // the camera sees a 3
  site = await openSite([
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    `--use-file-for-fake-video-capture=${join(folder, "camera.mjpeg")}`
  ]);
});
afterAll(async () => {
  await site.close();
  await rm(folder, {recursive: true});
});

const answerOf = (page: Page) => dataOf(page.getByTestId("answer"));
const give = (page: Page, name: string, buffer: Buffer) =>
  page.getByTestId("upload").setInputFiles({name, mimeType: "image/png", buffer});

/** Resolves to the sentence that says, in place of an answer, why there is no photo. */
async function readProblem(page: Page): Promise<string> {
  await page.locator('[data-testid="answer"][data-state="error"]').waitFor();
  return page.locator(".answer-words").innerText();
}

/** What the answer is while there is none, as a photo was not read. */
const FAILED = {state: "error", text: "", confidence: 0, strokes: 0};

/** Opens the drawing page, with a 1 drawn and answered. */
async function visitWithDrawing() {
  const visited = await visit(site, "draw");
  await drawByMouse(visited.page, PLAIN["1"]!);
  await readAnswer(visited.page, 1);
  return visited;
}

/** Expects the drawing of a 1 to be there still: it is read again when its clearing is taken back. */
async function redrawn(page: Page): Promise<void> {
  await page.getByTestId("clear").click();
  await page.getByTestId("undo").click();
  expect((await readAnswer(page, 1)).text).toBe("1");
}

/** Returns the header of a PNG of 30,000 × 30,000 pixels, of which nothing follows. */
function hugePng(): Buffer {
  const bytes = Buffer.from(seven.subarray(0, 200));
  bytes.writeUInt32BE(30_000, 16);
  bytes.writeUInt32BE(30_000, 20);
  return bytes;
}

describe("a file that is no photo", () => {
  test("gets a sentence for each kind in place of the answer, and the drawing stays", async () => {
    const {page, problems} = await visitWithDrawing();
    const heic = Buffer.concat([Buffer.from("\0\0\0\x20ftypheic\0\0\0\0mif1heic"), Buffer.alloc(200)]);
    const jpeg = await sharp(seven).jpeg().toBuffer();
    const files: [name: string, bytes: Buffer, sentence: RegExp][] = [
      ["IMG_1234.HEIC", heic, /“IMG_1234\.HEIC” is a HEIC photo.+Save or export it as a JPEG/],
      ["a.svg", Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"/>`), /“a\.svg” is an SVG.+screenshot/],
      [
        "a.pdf",
        Buffer.from("%PDF-1.7\n"),
        /“a\.pdf” is a PDF\. Take a screenshot of it, or export the page as an image/
      ],
      ["empty.png", Buffer.alloc(0), /“empty\.png” is empty/],
      ["notes.png", Buffer.from("no picture"), /“notes\.png” is a text, whatever its name says/],
      ["cut.png", seven.subarray(0, seven.length / 2), /“cut\.png” can’t be decoded as a PNG.+damaged/],
      ["cut.jpg", jpeg.subarray(0, jpeg.length / 2), /“cut\.jpg” can’t be decoded as a JPEG.+damaged/],
      ["a.tif", await sharp(seven).tiff().toBuffer(), /“a\.tif” is a TIFF, which this browser can’t read/],
      ["huge.png", hugePng(), /“huge\.png” has 900 megapixels \(30000 × 30000\), and at most 100/]
    ];
    const drawing = await page.getByTestId("ink").screenshot();
    for (const [name, bytes, sentence] of files) {
      await give(page, name, bytes);
      await expect.poll(() => readProblem(page)).toMatch(sentence);
      expect(await answerOf(page)).toEqual(FAILED);
      expect(await page.getByTestId("photo").count()).toBe(0);
    }
    expect(drawing.equals(await page.getByTestId("ink").screenshot())).toBe(true);
    await page.getByTestId("undo").click();
    expect(await page.locator(".answer-words").innerText()).toMatch(/^Draw a digit/); // it is not about the ink
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("leaves a photo where it is, too", async () => {
    const {page} = await visit(site, "draw");
    await give(page, "seven.png", seven);
    await readAnswer(page, 0);
    await give(page, "notes.png", Buffer.from("no picture"));
    await readProblem(page);
    expect(await answerOf(page)).toEqual(FAILED);
    expect(await page.getByTestId("photo").isVisible()).toBe(true);
    await page.context().close();
  });
});

describe("a photo on the surface", () => {
  test("shows a frame around its digit, and gives way to the drawing", async () => {
    const {page, problems} = await visitWithDrawing();
    await give(page, "seven.png", seven);
    expect((await readAnswer(page, 0)).text).toBe("7");
    const [picture, frame] = await Promise.all(
      [".photo-picture", ".photo-box"].map(async (selector) => (await page.locator(selector).boundingBox())!)
    );
    // The 7 of PLAIN goes from (0.3, 0.22) to (0.7, 0.8) of the height, at the right of a photo of 3 : 2.
    const middle = (frame!.x + frame!.width / 2 - picture!.x) / picture!.width;
    expect(middle).toBeCloseTo((0.5 + 0.5) / 1.5, 1);
    expect((frame!.y + frame!.height / 2 - picture!.y) / picture!.height).toBeCloseTo(0.51, 1);
    expect(frame!.height / picture!.height).toBeCloseTo(0.63, 1);
    await page.locator(".photo-box").click();
    expect(await page.getByTestId("photo").isVisible()).toBe(true);
    await page.getByTestId("back").click();
    expect((await readAnswer(page, 1)).text).toBe("1");
    expect(await page.getByTestId("photo").count()).toBe(0);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("gives way by Escape and Ctrl+Z, which leave the drawing as it is", async () => {
    const {page} = await visitWithDrawing();
    for (const keys of ["Escape", "Control+z"]) {
      await give(page, "seven.png", seven);
      await readAnswer(page, 0);
      await page.keyboard.press(keys);
      expect((await readAnswer(page, 1)).text).toBe("1");
    }
    await page.context().close();
  });

  test("gives way to new ink: who draws on it draws", async () => {
    const {page} = await visit(site, "draw");
    await give(page, "seven.png", seven);
    await readAnswer(page, 0);
    await drawByMouse(page, PLAIN["2"]!);
    expect((await readAnswer(page, 1)).text).toBe("2");
    expect(await page.getByTestId("photo").count()).toBe(0);
    await page.context().close();
  });

  test("that has no ink says so, and is shown", async () => {
    const {page} = await visitWithDrawing();
    const blank = sharp({create: {width: 90, height: 90, channels: 3, background: "white"}});
    await give(page, "blank.png", await blank.png().toBuffer());
    await page.locator('[data-testid="answer"][data-state="empty"]').waitFor();
    expect(await page.getByTestId("photo").isVisible()).toBe(true);
    await page.getByTestId("back").click();
    await readAnswer(page, 1);
    await page.context().close();
  });

  test.each(["light", "dark"] as const)("has nothing for axe to find in the %s", async (colorScheme) => {
    const {page} = await visit(site, "draw", {colorScheme});
    await give(page, "seven.png", seven);
    await readAnswer(page, 0);
    await give(page, "notes.png", Buffer.from("no picture"));
    await readProblem(page);
    expect(await findViolations(page)).toEqual([]);
    await page.context().close();
  });

  test("is white on black or black on white", async () => {
    const {page} = await visit(site, "draw");
    for (const [digit, colors] of [
      ["3", {ink: "#f4f4f4", paper: "#20302a"}],
      ["7", {ink: "#20302a", paper: "#f4f4f4"}]
    ] as const) {
      await give(
        page,
        "board.png",
        await photograph(PLAIN[digit]!, {...colors})
          .png()
          .toBuffer()
      );
      await expect.poll(async () => (await readAnswer(page, 0)).text).toBe(digit);
    }
    await page.context().close();
  });
});

describe("the ways to give a photo", () => {
  const file = (content: readonly number[], name: string) => ({content, name});

  test.each(["drop", "paste"])("reads the first of several files that come by %s, and says so", async (way) => {
    const {page, problems} = await visit(site, "draw");
    await page.locator(".desk").evaluate(
      (desk, [kind, files]) => {
        const transfer = new DataTransfer();
        for (const {content, name} of files) transfer.items.add(new File([new Uint8Array(content)], name));
        const event =
          kind === "drop"
            ? new DragEvent("drop", {dataTransfer: transfer, bubbles: true, cancelable: true})
            : new ClipboardEvent("paste", {clipboardData: transfer, bubbles: true});
        (kind === "drop" ? desk : document.body).dispatchEvent(event);
      },
      [way, [file([...seven], "seven.png"), file([1], "other.png")]] as const
    );
    expect((await readAnswer(page, 0)).text).toBe("7");
    expect(await page.getByTestId("photo-status").innerText()).toBe(
      "One at a time: of 2 files only seven.png was read."
    );
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("drops a file that is dragged over the desk, which shows that it can be, and nowhere else", async () => {
    const {page} = await visitWithDrawing();
    const path = join(folder, "seven.png");
    await writeFile(path, seven);
    const session = await page.context().newCDPSession(page);
    const drag = (type: "dragEnter" | "dragOver" | "drop", x: number, y: number) =>
      session.send("Input.dispatchDragEvent", {
        type,
        x,
        y,
        data: {items: [], files: [path], dragOperationsMask: 1}
      });
    const {x, y} = (await page.getByTestId("ink").boundingBox())!;
    const desk = page.locator(".desk[data-drop]");
    await drag("dragEnter", 5, 5);
    await drag("dragOver", 5, 5);
    expect(await desk.count()).toBe(0);
    await drag("drop", 5, 5); // beside the desk: the browser does not leave the page for the file
    expect((await answerOf(page)).text).toBe("1");
    await drag("dragEnter", x + 50, y + 50);
    await drag("dragOver", x + 50, y + 50);
    expect(await desk.count()).toBe(1);
    await drag("drop", x + 50, y + 50);
    expect((await readAnswer(page, 0)).text).toBe("7");
    expect(await desk.count()).toBe(0);
    await page.context().close();
  });

  test("pastes a picture that was copied, by the keyboard", async () => {
    const {page} = await visitWithDrawing();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.evaluate(
      (content) =>
        navigator.clipboard.write([
          new ClipboardItem({"image/png": new Blob([new Uint8Array(content)], {type: "image/png"})})
        ]),
      [...seven]
    );
    await page.keyboard.press("Control+v");
    expect((await readAnswer(page, 0)).text).toBe("7");
    await page.context().close();
  });

  test.each([
    ["text/plain", "a word", /That is a text, not a picture/],
    ["text/uri-list", "https://example.org/a.png", /picture of another page, and nothing is fetched/]
  ])("a %s that is dropped gets a sentence", async (type, content, sentence) => {
    const {page, problems} = await visitWithDrawing();
    await page.locator(".desk").evaluate(
      (desk, [kind, text]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.setData(kind, text);
        desk.dispatchEvent(new DragEvent("drop", {dataTransfer, bubbles: true, cancelable: true}));
      },
      [type, content] as const
    );
    expect(await readProblem(page)).toMatch(sentence);
    await redrawn(page);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("takes one by the camera, which is then off again", async () => {
    const {page, problems} = await visitWithDrawing();
    await page.evaluate(() => {
      const devices = navigator.mediaDevices;
      const original = devices.getUserMedia.bind(devices);
      devices.getUserMedia = async (constraints) => {
        const stream = await original(constraints);
        Object.assign(globalThis, {track: stream.getTracks()[0]});
        return stream;
      };
    });
    const trackState = () => page.evaluate(() => (globalThis as unknown as {track: MediaStreamTrack}).track.readyState);
    await page.getByTestId("camera").click();
    await page.getByTestId("shutter").waitFor();
    await page.keyboard.press("Escape"); // closes the dialog alone
    await page.locator("dialog").waitFor({state: "detached"});
    expect((await answerOf(page)).text).toBe("1");
    await page.getByTestId("camera").click();
    await page.getByTestId("shutter").click();
    expect((await readAnswer(page, 0)).text).toBe("3");
    expect(await trackState()).toBe("ended");
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("says so where the camera may not be used, and keeps the drawing", async () => {
    const {page} = await visitWithDrawing();
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "NotAllowedError"));
    });
    await page.getByTestId("camera").click();
    expect(await readProblem(page)).toMatch(/does not allow this page the camera/);
    await redrawn(page);
    await page.context().close();
  });

  test("offers a phone its own camera", async () => {
    const {page} = await visit(site, "draw", {viewport: {width: 375, height: 667}, hasTouch: true, isMobile: true});
    const camera = page.getByTestId("camera");
    expect(await camera.getAttribute("capture")).toBe("environment");
    await camera.setInputFiles({name: "IMG_1.jpg", mimeType: "image/jpeg", buffer: seven});
    expect((await readAnswer(page, 0)).text).toBe("7");
    expect(await page.getByTestId("photo").isVisible()).toBe(true);
    await page.context().close();
  });

  test("on the overview drops one, too, and says what it can't read", async () => {
    const {page, problems} = await visit(site, "");
    for (const content of [[], [...seven]]) {
      await page.locator(".desk").evaluate((desk, bytes) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([new Uint8Array(bytes)], "seven.png"));
        desk.dispatchEvent(new DragEvent("drop", {dataTransfer, bubbles: true, cancelable: true}));
      }, content);
      if (!content.length) expect(await readProblem(page)).toMatch(/is empty/);
    }
    expect((await readAnswer(page, 0)).text).toBe("7");
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe("a photo stays on the device", () => {
  test("giving one makes no request at all, and the page says so", async () => {
    const {page} = await visitWithDrawing(); // the recognizer has been loaded, and what reads photos
    await page.waitForLoadState("networkidle");
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await give(page, "seven.png", seven);
    await readAnswer(page, 0);
    await give(page, "empty.png", Buffer.alloc(0));
    await readProblem(page);
    await page.getByTestId("camera").click();
    await page.getByTestId("shutter").click();
    await expect.poll(async () => (await answerOf(page)).text).toBe("3");
    expect(requests).toEqual([]);
    expect(await page.locator(".photo-input").innerText()).toContain("It stays on this device.");
    await page.context().close();
  });
});

describe("a photo of 50 megapixels", () => {
  let large: Buffer;
  beforeAll(async () => {
    large = await photograph(PLAIN["2"]!, {width: 8660, height: 5774}).jpeg({quality: 85}).toBuffer();
  });

  /** An event of Chromium's trace; *tdur* is the time of the processor in microseconds, which other programs don't add to. */
  interface TraceEvent {
    readonly name: string;
    readonly pid: number;
    readonly tid: number;
    readonly tdur?: number;
    readonly args: {readonly name?: string};
  }

  /** Returns how long the longest task of a page took its thread's processor, in ms. */
  function longestTask(trace: Buffer): number {
    const {traceEvents: events} = JSON.parse(trace.toString()) as {traceEvents: readonly TraceEvent[]};
    const isPages = (one: TraceEvent) =>
      events.some(({name, pid, tid, args}) => {
        return name === "thread_name" && args.name === "CrRendererMain" && pid === one.pid && tid === one.tid;
      });
    const tasks = events.filter(({name, tdur}) => name === "ThreadControllerImpl::RunTask" && tdur).filter(isPages);
    expect(tasks.length).toBeGreaterThan(10);
    return Math.max(...tasks.map(({tdur}) => tdur! / 1000));
  }

  test("is read without a task of more than 100 ms on the page, which says what it does", async () => {
    const {page, problems} = await visitWithDrawing();
    await site.browser.startTracing(page, {categories: ["toplevel"]});
    await give(page, "IMG_1234.jpg", large);
    await page.getByText("Reading IMG_1234.jpg…").waitFor();
    expect((await answerOf(page)).text).toBe("1"); // what was there is there until the photo is
    await page.getByTestId("photo").waitFor();
    expect((await readAnswer(page, 0)).text).toBe("2");
    expect(await page.getByTestId("photo-status").innerText()).toBe("");
    const longest = longestTask(await site.browser.stopTracing());
    process.stdout.write(`50 megapixels: the longest task on the page took ${longest.toFixed()} ms\n`);
    expect(longest).toBeLessThanOrEqual(100);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("gives way to what is drawn while it is read", async () => {
    const {page} = await visitWithDrawing();
    await give(page, "IMG_1234.jpg", large);
    await page.getByText("Reading IMG_1234.jpg…").waitFor();
    await page.getByTestId("clear").click();
    await drawByMouse(page, PLAIN["7"]!);
    expect((await readAnswer(page, 1)).text).toBe("7");
    await give(page, "seven.png", seven); // comes after it
    await readAnswer(page, 0);
    expect(await page.locator(".photo-name").innerText()).toBe("seven.png");
    await page.context().close();
  });
});

describe("the page and npm run predict", () => {
  /** Photos by their names: of every format, of each orientation, larger than what is read, in both polarities. */
  async function makePhotos(): Promise<Record<string, Buffer>> {
    const three = () => photograph(PLAIN["3"]!, {width: 900, height: 700});
    const colors = {ink: "#2b3a8c", paper: "#efe6d2"};
    const jpeg = await photograph(PLAIN["7"]!, {width: 320, height: 200}).jpeg().toBuffer();
    const turned = Array.from({length: 8}, async (_, i) => {
      return [
        `orientation-${i + 1}.jpg`,
        await sharp(jpeg)
          .withMetadata({orientation: i + 1})
          .toBuffer()
      ] as const;
    });
    return {
      "three.png": await three().png().toBuffer(),
      "three.jpg": await three().jpeg().toBuffer(),
      "three.webp": await three().webp().toBuffer(),
      "three.gif": await three().gif().toBuffer(),
      "three.avif": await three().avif().toBuffer(),
      "colors.jpg": await photograph(PLAIN["4"]!, {width: 1500, height: 1100, ...colors})
        .jpeg()
        .toBuffer(),
      "glass.png": await photograph(PLAIN["0"]!, {paper: "#ffffff00"}).png().toBuffer(),
      "board.png": await photograph(PLAIN["2"]!, {ink: "#eee", paper: "#333"}).png().toBuffer(),
      "twelve-megapixels.jpg": await photograph(PLAIN["2"]!, {width: 4000, height: 3000, ...colors})
        .jpeg()
        .toBuffer(),
      // A 3 and a 4 upside down: what the answer is less sure of shows more of a difference.
      "turned.png": await photograph(PLAIN["3"]!, {width: 2600, height: 2000}).rotate(180).png().toBuffer(),
      "turned.jpg": await photograph(PLAIN["4"]!, {width: 7000, height: 3000}).rotate(180).jpeg().toBuffer(),
      "tall.webp": await photograph(PLAIN["0"]!, {width: 1800, height: 1700}).webp({quality: 50}).toBuffer(),
      ...Object.fromEntries(await Promise.all(turned))
    };
  }

  /**
   * libvips decodes a JPEG at half its size where that is enough, and the page all of it; else both reduce alike
   * (tests/ink/reduce.test.ts). Where nothing is reduced, the answers come from the same pixels.
   */
  const [TOLERANCE, REDUCED] = [1e-4, 0.01];

  // It starts npm run predict and reads 20 photos twice: a busy machine takes minutes for it.
  test("read the same in the same photos, and are as sure of it", {timeout: 180_000}, async () => {
    const photos = await makePhotos();
    const {page} = await visitWithDrawing();
    const paths = await Promise.all(
      Object.entries(photos).map(async ([name, bytes]) => {
        await writeFile(join(folder, name), bytes);
        return join(folder, name);
      })
    );
    const run = await page.getByTestId("model").inputValue();
    const {stdout, code} = await runHandscope("predict", ["--json", "--model", run, ...paths], {}, "source");
    expect(code).toBe(0);
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as {text: string; confidence: number});
    let farthest = 0;
    for (const [i, path] of paths.entries()) {
      await page.getByTestId("upload").setInputFiles(path);
      const {text, confidence} = await readAnswer(page, 0);
      expect(text, path).toBe(lines[i]!.text);
      const {width, height} = await sharp(path).metadata();
      const tolerance = Math.max(width, height) > 1600 ? REDUCED : TOLERANCE;
      const difference = Math.abs(confidence - lines[i]!.confidence);
      expect(difference, path).toBeLessThan(tolerance);
      farthest = Math.max(farthest, difference);
      await page.getByTestId("back").click();
      await readAnswer(page, 1);
    }
    process.stdout.write(`${paths.length} photos: confidences differ by up to ${farthest.toExponential(1)}\n`);
    await page.context().close();
  });
});
