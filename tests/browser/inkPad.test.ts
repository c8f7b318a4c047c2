import type {CDPSession, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {InkPad} from "../../src/components/pad/inkInput.js";
import type {Point, Stroke} from "../../src/pen/pen.js";
import {findViolations} from "./accessibility.js";
import {dataOf, drawByMouse, drawByTouch, PLAIN, readAnswer} from "./hand.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const PHONE = {viewport: {width: 375, height: 667}, hasTouch: true, isMobile: true, deviceScaleFactor: 2};

const LINE: Stroke = [
  [0.2, 0.5],
  [0.5, 0.5],
  [0.8, 0.5]
];

const valueOf = (page: Page): Promise<readonly Stroke[]> =>
  page.locator(".ink-pad").evaluate((pad) => (pad as InkPad).value);

/** Returns the share of the surface that is ink, by its pixels, once they are painted. */
function inked(page: Page): Promise<number> {
  return page.getByTestId("ink").evaluate(async (element) => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const canvas = element as HTMLCanvasElement;
    const {data} = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, i) => i % 4 === 3 && value > 128).length / (canvas.width * canvas.height);
  });
}

/** Returns where a point of the surface is in the window. */
async function placer(page: Page): Promise<(point: Point) => {x: number; y: number}> {
  const {x, y, width} = (await page.getByTestId("ink").boundingBox())!;
  return ([u, v]) => ({x: x + u * width, y: y + v * width});
}

/** Moves a pen along a stroke, pressed as hard as *force* says, in [0, 1]. */
async function drawByPen(session: CDPSession, page: Page, stroke: Stroke, force: number): Promise<void> {
  const place = await placer(page);
  const send = (type: "mousePressed" | "mouseMoved" | "mouseReleased", point: Point, buttons: number) =>
    session.send("Input.dispatchMouseEvent", {
      type,
      ...place(point),
      button: "left",
      buttons,
      clickCount: 1,
      pointerType: "pen",
      force
    });
  await send("mousePressed", stroke[0]!, 1);
  for (const point of stroke) await send("mouseMoved", point, 1);
  await send("mouseReleased", stroke.at(-1)!, 0);
}

describe("the drawing surface", () => {
  test("cuts out what the eraser passes, in one step of undo", async () => {
    const {page, problems} = await visit(site, "draw");
    const eraser = page.getByTestId("eraser");
    expect(await eraser.isDisabled()).toBe(true); // nothing to erase yet
    await drawByMouse(page, [LINE]);
    await eraser.click();
    expect(await eraser.getAttribute("aria-pressed")).toBe("true");
    await drawByMouse(page, [
      [
        [0.4, 0.2],
        [0.4, 0.6],
        [0.6, 0.6],
        [0.6, 0.2]
      ]
    ]);
    await readAnswer(page, 3);
    const [left, middle, right] = await valueOf(page);
    expect(left![0]![0]).toBeCloseTo(0.2, 2);
    expect(left!.at(-1)![0]).toBeLessThan(0.37);
    expect(middle![0]![0]).toBeGreaterThan(0.43);
    expect(right!.at(-1)![0]).toBeCloseTo(0.8, 2);
    await page.getByTestId("undo").click();
    expect(await valueOf(page)).toHaveLength(1);
    expect((await valueOf(page))[0]).toHaveLength(LINE.length);
    await page.getByTestId("redo").click();
    expect(await valueOf(page)).toHaveLength(3);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("erases nothing where there is nothing, which is no step of undo, and gives the pen back when all is gone", async () => {
    const {page} = await visit(site, "draw");
    await drawByMouse(page, [LINE]);
    await page.keyboard.press("e");
    await drawByMouse(page, [
      [
        [0.2, 0.9],
        [0.8, 0.9]
      ]
    ]);
    await page.keyboard.press("Control+z");
    expect(await valueOf(page)).toEqual([]);
    expect(await page.getByTestId("eraser").getAttribute("aria-pressed")).toBe("false");
    await drawByMouse(page, [LINE]);
    expect(await valueOf(page)).toHaveLength(1);
    await page.context().close();
  });

  test("erases with the other end of a pen, whatever is selected", async () => {
    const {page} = await visit(site, "draw");
    await drawByMouse(page, [LINE]);
    const place = await placer(page);
    // Chromium's protocol has no such button: the events are made as the Pointer Events standard says that they come.
    await page.getByTestId("ink").evaluate(
      (surface, at) => {
        surface.setPointerCapture = () => undefined; // there is no such pointer
        const event = {pointerId: 9, pointerType: "pen", bubbles: true, clientX: at.x, clientY: at.y};
        surface.dispatchEvent(new PointerEvent("pointerdown", {...event, button: 5, buttons: 32}));
        surface.dispatchEvent(new PointerEvent("pointerup", {...event, button: 5, buttons: 0}));
      },
      place([0.5, 0.5])
    );
    expect(await valueOf(page)).toHaveLength(2);
    expect(await page.getByTestId("eraser").getAttribute("aria-pressed")).toBe("false");
    await page.context().close();
  });

  test("shows the ink in the width that is chosen, and reads the same", async () => {
    const {page, problems} = await visit(site, "draw");
    await drawByMouse(page, PLAIN["7"]!);
    const before = await readAnswer(page, 1);
    const medium = await inked(page);
    await page.getByTestId("pen-width").getByLabel("Thick").check();
    expect((await inked(page)) / medium).toBeGreaterThan(1.4);
    await page.getByTestId("pen-width").getByLabel("Thin").check();
    expect((await inked(page)) / medium).toBeLessThan(0.7);
    expect(await page.locator(".ink-pad").evaluate((pad) => (pad as InkPad).penWidth)).toBe(0.025);
    expect(await readAnswer(page, 1)).toEqual(before);
    await page.keyboard.press("Control+z"); // the shortcuts work from here too
    expect(await valueOf(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("dispatches input with the pointer event's time, and says when only the looks changed", async () => {
    const {page} = await visit(site, "draw");
    await page.evaluate(() => {
      const log: unknown[] = ((window as unknown as {log: unknown[]}).log = []);
      const times: number[] = [];
      const pad = document.querySelector(".ink-pad")!;
      for (const type of ["pointerdown", "pointerrawupdate", "pointermove", "pointerup"])
        document.addEventListener(type, (event) => times.push(event.timeStamp), true);
      pad.addEventListener("input", (event) => {
        const {timeStamp, changed} = (event as CustomEvent<{timeStamp: number; changed: string}>).detail;
        log.push([changed, changed === "penWidth" || times.at(-1) === timeStamp]);
      });
    });
    await drawByMouse(page, [LINE]);
    await page.getByTestId("pen-width").getByLabel("Thick").check();
    const log = (await page.evaluate(() => (window as unknown as {log: unknown[]}).log)) as [string, boolean][];
    expect(log.at(-1)).toEqual(["penWidth", true]);
    expect(log.length).toBeGreaterThanOrEqual(4); // down, two moves or one of both, up, and the width
    expect(log.slice(0, -1)).toEqual(log.slice(0, -1).map(() => ["strokes", true]));
    await page.context().close();
  });

  test("has each point that the pointer was at once, in order, however fast it moves", async () => {
    const {page} = await visit(site, "draw");
    const line = Array.from({length: 60}, (_, i): Point => [0.1 + 0.013 * i, 0.2 + 0.005 * i]);
    await drawByMouse(page, [line], {pace: 3});
    const [stroke] = await valueOf(page);
    const {width} = (await page.getByTestId("ink").boundingBox())!;
    expect(stroke).toHaveLength(line.length);
    stroke!.forEach(([x, y], i) => {
      expect(Math.abs(x - line[i]![0])).toBeLessThan(1 / width);
      expect(Math.abs(y - line[i]![1])).toBeLessThan(1 / width);
    });
  });

  test("draws where the pointer is when the page is scrolled meanwhile", async () => {
    const {page} = await visit(site, "draw");
    await page.evaluate(() => (document.body.style.paddingBottom = "2000px"));
    const place = await placer(page);
    const [start, end] = [place([0.3, 0.3]), place([0.6, 0.6])];
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.evaluate(() => scrollBy({top: 40, behavior: "instant"}));
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    await page.mouse.move(end.x, end.y);
    await page.mouse.up();
    const [stroke] = await valueOf(page);
    const {width} = (await page.getByTestId("ink").boundingBox())!;
    const [x, y] = stroke!.at(-1)!;
    expect(x).toBeCloseTo(0.6, 2);
    expect(y).toBeCloseTo(0.6 + 40 / width, 2);
  });

  test("draws thicker where a pen is pressed harder, and its value does not tell", async () => {
    const {page} = await visit(site, "draw");
    const session = await page.context().newCDPSession(page);
    const shares: number[] = [];
    for (const force of [0.1, 0.5, 1]) {
      await drawByPen(session, page, LINE, force);
      shares.push(await inked(page));
      expect((await valueOf(page))[0]!.every((point) => point.length === 2)).toBe(true);
      await page.getByTestId("clear").click();
    }
    expect(shares[0]).toBeLessThan(0.75 * shares[1]!);
    expect(shares[2]).toBeGreaterThan(1.25 * shares[1]!);
    await page.context().close();
  });

  test("a second finger neither draws nor disturbs the stroke under way", async () => {
    const {page} = await visit(site, "draw", PHONE);
    const session = await page.context().newCDPSession(page);
    const place = await placer(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", points: readonly Point[]) =>
      session.send("Input.dispatchTouchEvent", {type, touchPoints: points.map((p, id) => ({...place(p), id}))});
    await touch("touchStart", [[0.5, 0.2]]);
    await touch("touchMove", [[0.5, 0.4]]);
    await touch("touchStart", [[0.5, 0.4], [0.1, 0.9]]); // prettier-ignore
    await touch("touchMove", [[0.5, 0.6], [0.9, 0.9]]); // prettier-ignore
    await touch("touchMove", [[0.5, 0.8], [0.1, 0.1]]); // prettier-ignore
    await touch("touchEnd", []);
    const strokes = await valueOf(page);
    expect(strokes).toHaveLength(1);
    expect(strokes[0]!.every(([x]) => Math.abs(x - 0.5) < 0.01)).toBe(true);
    expect(strokes[0]!.at(-1)![1]).toBeCloseTo(0.8, 1);
    expect((await readAnswer(page, 1)).text).toBe("1");
    await page.context().close();
  });

  test("a pen takes over from the hand that it is held in", async () => {
    const {page} = await visit(site, "draw", PHONE);
    const session = await page.context().newCDPSession(page);
    const place = await placer(page);
    await session.send("Input.dispatchTouchEvent", {type: "touchStart", touchPoints: [place([0.9, 0.9])]});
    await drawByPen(session, page, LINE, 0.5);
    await session.send("Input.dispatchTouchEvent", {type: "touchEnd", touchPoints: []});
    const strokes = await valueOf(page);
    expect(strokes).toHaveLength(1);
    expect(strokes[0]![0]![0]).toBeCloseTo(0.2, 1);
    await page.context().close();
  });

  test("the right button neither draws nor keeps a stroke from its end", async () => {
    const {page} = await visit(site, "draw");
    const place = await placer(page);
    const to = async (point: Point) => {
      const {x, y} = place(point);
      await page.mouse.move(x, y);
    };
    await to([0.2, 0.2]);
    await page.mouse.down({button: "right"});
    await to([0.4, 0.2]);
    await page.mouse.up({button: "right"});
    expect(await valueOf(page)).toEqual([]);
    await to([0.5, 0.2]);
    await page.mouse.down();
    await to([0.5, 0.8]);
    await page.mouse.down({button: "right"});
    await page.mouse.up();
    await to([0.9, 0.9]);
    await page.mouse.up({button: "right"});
    const strokes = await valueOf(page);
    expect(strokes).toHaveLength(1);
    expect(strokes[0]!.at(-1)![0]).toBeCloseTo(0.5, 2);
    await page.context().close();
  });

  test.each(["touchCancel", "lost capture"])(
    "keeps the ink so far after a %s, and takes the next stroke",
    async (how) => {
      const {page} = await visit(site, "draw", PHONE);
      const session = await page.context().newCDPSession(page);
      const place = await placer(page);
      const send = (type: "touchStart" | "touchMove" | "touchEnd" | "touchCancel", points: readonly Point[]) =>
        session.send("Input.dispatchTouchEvent", {type, touchPoints: points.map(place)});
      await send("touchStart", [[0.3, 0.3]]);
      await send("touchMove", [[0.5, 0.5]]);
      if (how === "touchCancel") await send("touchCancel", []);
      else {
        await page.getByTestId("ink").evaluate((surface) => {
          for (let id = 0; id < 100; ++id) if (surface.hasPointerCapture(id)) surface.releasePointerCapture(id);
        });
        await send("touchMove", [[0.7, 0.7]]);
        await send("touchMove", [[0.9, 0.9]]);
        await send("touchEnd", []);
      }
      expect(await valueOf(page)).toHaveLength(1);
      expect((await valueOf(page))[0]!.at(-1)![0]).toBeLessThan(0.75);
      await drawByTouch(page, [LINE]);
      expect(await valueOf(page)).toHaveLength(2);
      await page.context().close();
    }
  );

  test("keeps away from keys that are typed elsewhere, and from what is behind a dialog", async () => {
    const {page} = await visit(site, "draw");
    await drawByMouse(page, [LINE]);
    await page.getByTestId("model").focus();
    await page.keyboard.press("Control+z");
    expect(await valueOf(page)).toHaveLength(1);
    await page.evaluate(() => {
      const dialog = document.body.appendChild(document.createElement("dialog"));
      dialog.showModal();
    });
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Escape");
    expect(await valueOf(page)).toHaveLength(1);
    await page.locator("h1").click(); // the focus is nowhere now
    await page.keyboard.press("Control+z");
    expect(await valueOf(page)).toEqual([]);
    await page.context().close();
  });

  test("shows its shortcuts on the buttons where there is a mouse, and not to a finger", async () => {
    const wide = await visit(site, "draw");
    const shown = (page: Page) => page.locator(".ink-pad kbd:visible").allInnerTexts();
    expect(await shown(wide.page)).toEqual(["Ctrl+Z", "Ctrl+Shift+Z", "Esc", "E"]);
    const phone = await visit(site, "draw", PHONE);
    expect(await shown(phone.page)).toEqual([]);
    await Promise.all([wide, phone].map(({page}) => page.context().close()));
  });
});

describe("a phone", () => {
  test("keeps the ink when it is turned, and leaves room beside the surface to scroll by", async () => {
    const {page} = await visit(site, "draw", PHONE);
    await drawByTouch(page, PLAIN["7"]!);
    await readAnswer(page, 1);
    const [before, value] = [await inked(page), await valueOf(page)];
    await page.setViewportSize({width: 667, height: 375});
    await expect.poll(() => inked(page)).toBeCloseTo(before, 2);
    expect(await valueOf(page)).toEqual(value);
    const {width, height} = (await page.getByTestId("ink").boundingBox())!;
    expect(height).toBeLessThan(375);
    expect(width).toBeCloseTo(height, 0);
    await page.setViewportSize({width: 375, height: 667});
    await expect.poll(() => inked(page)).toBeCloseTo(before, 2);
    await page.context().close();
  });

  test("scrolls and zooms by two fingers outside of the surface, and not on it", async () => {
    const {page} = await visit(site, "draw", PHONE);
    const session = await page.context().newCDPSession(page);
    const view = () => page.evaluate(() => ({scale: visualViewport!.scale, top: scrollY}));
    const place = await placer(page);
    const on = place([0.5, 0.5]);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: {x: number; y: number; id: number}[]) =>
      session.send("Input.dispatchTouchEvent", {type, touchPoints});
    // By plain touches: what the protocol synthesizes does not always scroll or zoom a headless Chromium's page.
    const scroll = async ({x, y}: {x: number; y: number}) => {
      await touch("touchStart", [{x, y, id: 0}]);
      for (let way = 10; way <= 150; way += 10) await touch("touchMove", [{x, y: y - way, id: 0}]);
      await touch("touchEnd", []);
    };
    const pinch = async ({x, y}: {x: number; y: number}) => {
      const fingers = (way: number) => [
        {x: x - way, y, id: 0},
        {x: x + way, y, id: 1}
      ];
      await touch("touchStart", fingers(20));
      for (let way = 20; way <= 80; way += 5) await touch("touchMove", fingers(way));
      await touch("touchEnd", []);
    };
    await scroll(on);
    await pinch(on);
    await page.waitForTimeout(300); // for what must not happen
    expect(await view()).toEqual({scale: 1, top: 0});
    expect(await valueOf(page)).not.toEqual([]);
    const heading = (await page.locator("h1").boundingBox())!;
    const off = {x: heading.x + heading.width / 2, y: heading.y + heading.height / 2};
    await scroll(off);
    await expect.poll(async () => (await view()).top).toBeGreaterThan(50);
    // The page may still glide: back at its top, and there a moment later too.
    await expect
      .poll(async () => {
        await page.evaluate(() => scrollTo(0, 0));
        await page.waitForTimeout(200);
        return (await view()).top;
      })
      .toBe(0);
    await pinch(off);
    await expect.poll(async () => (await view()).scale).toBeGreaterThan(1.3);
    await page.context().close();
  });

  test("does not forbid zooming by its viewport", async () => {
    const {page} = await visit(site, "draw", PHONE);
    const content = await page.locator('meta[name="viewport"]').getAttribute("content");
    expect(content).not.toMatch(/user-scalable|maximum-scale/);
    await page.context().close();
  });
});

describe("sharpness", () => {
  test("what is painted bit by bit, and erased, is the same picture as what is painted at once", async () => {
    const {page} = await visit(site, "draw", {deviceScaleFactor: 1.5});
    const pixels = () =>
      page.getByTestId("ink").evaluate(async (element) => {
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        const {width, height} = element as HTMLCanvasElement;
        const {data} = (element as HTMLCanvasElement).getContext("2d")!.getImageData(0, 0, width, height);
        const alpha = data.filter((_, i) => i % 4 === 3);
        return Array.from(alpha, (value) => String.fromCharCode(value)).join("");
      });
    const loops = Array.from({length: 60}, (_, i): Point => [0.5 + 0.4 * Math.sin(i / 3), 0.5 + 0.4 * Math.cos(i / 4)]);
    const place = await placer(page);
    const drag = async (points: readonly Point[]) => {
      for (const [i, point] of points.entries()) {
        const {x, y} = place(point);
        await page.mouse.move(x, y);
        if (i === 0) await page.mouse.down();
      }
      await page.mouse.up();
    };
    await drag(loops);
    await drag(PLAIN["0"]![0]!);
    await page.keyboard.press("e");
    await drag([[0.1, 0.3], [0.6, 0.4], [0.4, 0.9]]); // prettier-ignore
    await page.mouse.move(0, 0);
    const bitByBit = await pixels();
    await page.setViewportSize({width: 500, height: 900});
    await page.setViewportSize({width: 1280, height: 900});
    const atOnce = await pixels();
    expect(atOnce.length).toBe(bitByBit.length);
    const differs = (value: string, i: number) => Math.abs(value.charCodeAt(0) - bitByBit.charCodeAt(i)) > 8;
    expect(Array.from(atOnce).filter(differs).length).toBe(0);
    await page.context().close();
  });

  test.each([1, 2.5, 3])(
    "has a pixel of its own for each of a screen with %s pixels to the CSS pixel",
    async (density) => {
      const {page} = await visit(site, "draw", {deviceScaleFactor: density});
      await drawByMouse(page, [LINE]);
      const canvas = page.getByTestId("ink");
      const [width, shown] = await canvas.evaluate((element) => [
        (element as HTMLCanvasElement).width,
        element.getBoundingClientRect().width * devicePixelRatio
      ]);
      expect(Math.abs(width - shown)).toBeLessThanOrEqual(1);
      await page.context().close();
    }
  );

  test("follows the window from one screen to another, and keeps the ink", async () => {
    const {page} = await visit(site, "draw");
    await drawByMouse(page, PLAIN["7"]!);
    const before = await inked(page);
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setDeviceMetricsOverride", {
      width: 1280,
      height: 900,
      deviceScaleFactor: 2,
      mobile: false
    });
    // Chromium tells a page of a density that is emulated by no event, so it shows with the next thing that is painted.
    await page.getByTestId("pen-width").getByLabel("Medium").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    const width = () => page.getByTestId("ink").evaluate((element) => (element as HTMLCanvasElement).width);
    const side = (await page.getByTestId("ink").boundingBox())!.width;
    await expect.poll(width).toBe(Math.round(2 * side));
    expect(await inked(page)).toBeCloseTo(before, 2);
    await page.context().close();
  });
});

describe("the cells", () => {
  /** Tabs to the cells as a visitor does who has no mouse. */
  async function tabToCells(page: Page): Promise<void> {
    const isThere = (selector: string) => page.evaluate((s) => document.activeElement!.matches(s), selector);
    for (let i = 0; i < 60 && !(await isThere(".cell-entry summary")); ++i) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await isThere('[role="gridcell"]')).toBe(true);
  }

  async function press(page: Page, keys: string): Promise<void> {
    for (const key of keys.split(" ")) {
      const [name, times] = key.split("*");
      for (let i = 0; i < Number(times ?? 1); ++i) await page.keyboard.press(name!);
    }
  }

  test("a 1 and a 7 are drawn by keyboard alone, and read", async () => {
    const {page, problems} = await visit(site, "draw");
    await tabToCells(page);
    await press(page, "Control+Home ArrowRight*14 ArrowDown*4 Enter ArrowDown*19 Enter");
    await expect.poll(async () => (await dataOf(page.getByTestId("answer"))).text).toBe("1");
    await press(page, "Tab Enter"); // the button that clears
    expect((await dataOf(page.getByTestId("answer"))).state).toBe("empty");
    await press(page, "Control+Home ArrowDown*5 ArrowRight*8 Enter ArrowRight*11 ArrowDown*4");
    for (let i = 0; i < 5; ++i) await press(page, "ArrowLeft ArrowDown*2");
    await press(page, "Enter");
    await expect.poll(async () => (await dataOf(page.getByTestId("answer"))).text).toBe("7");
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("Space inks a cell and takes the ink away, Delete takes it away, and its name says so", async () => {
    const {page} = await visit(site, "draw");
    await tabToCells(page);
    const focused = () => page.evaluate(() => document.activeElement!.getAttribute("aria-label"));
    const said = () => page.locator('.cell-editor [role="status"]').innerText();
    await press(page, "Control+Home ArrowRight*4 ArrowDown*2");
    expect(await focused()).toBe("Row 3, column 5: blank");
    await press(page, "Space");
    expect([await focused(), await said()]).toEqual(["Row 3, column 5: ink", "Ink"]);
    await press(page, "Delete");
    expect([await focused(), await said()]).toEqual(["Row 3, column 5: blank", "Blank"]);
    await press(page, "Shift+Space ArrowRight*2");
    expect(await focused()).toBe("Row 3, column 7: ink");
    await press(page, "Shift+Space ArrowRight");
    expect([await focused(), await page.locator('[role="gridcell"][aria-label$="ink"]').count()]).toEqual([
      "Row 3, column 8: blank",
      3
    ]);
    await page.context().close();
  });

  test("a mouse draws without gaps, and takes away where it begins on ink", async () => {
    const {page} = await visit(site, "draw");
    await page.locator(".cell-entry summary").click();
    await page.getByTestId("cells").scrollIntoViewIfNeeded();
    const {x, y, width} = (await page.getByTestId("cells").boundingBox())!;
    const drag = async (from: Point, to: Point) => {
      await page.mouse.move(x + ((from[0] + 0.5) * width) / 28, y + ((from[1] + 0.5) * width) / 28);
      await page.mouse.down();
      await page.mouse.move(x + ((to[0] + 0.5) * width) / 28, y + ((to[1] + 0.5) * width) / 28);
      await page.mouse.up();
    };
    const inkCount = () => page.locator('[role="gridcell"][aria-label$="ink"]').count();
    await drag([4, 4], [20, 4]);
    expect(await inkCount()).toBe(17);
    await drag([10, 4], [12, 4]);
    expect(await inkCount()).toBe(14);
    await page.context().close();
  });

  test.each(["light", "dark"] as const)(
    "have nothing for axe to find in the %s, on a phone's width",
    async (colorScheme) => {
      const {page} = await visit(site, "draw", {colorScheme, viewport: {width: 375, height: 700}});
      await page.getByTestId("ink").scrollIntoViewIfNeeded();
      await drawByMouse(page, [LINE]);
      await page.getByTestId("eraser").click();
      await page.locator(".cell-entry summary").click();
      await page.locator('[role="gridcell"][tabindex="0"]').press("Space");
      expect(await findViolations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
      await page.context().close();
    }
  );
});
