import {max, quantileSorted, sort} from "d3-array";
import {randomLcg} from "d3-random";
import type {Browser, Page} from "playwright-core";
import {withSite} from "./chromium.js";
import {drawByMouse, readAnswer, sessionOf, writeOnSurface} from "./hand.js";
import {median, type Result, type Say} from "./result.js";
import {workerHeaps} from "./workerHeaps.js";
import {mapTuple} from "../../src/mapTuple.js";

const [LOADS, ANSWERS, DRAWINGS] = [5, 200, 500];
/** The drawing that growth is measured from: by then the history is full and functions are compiled. */
const WARM = 250;

/** The number of drawings between two readings of the heaps. */
const BETWEEN = 50;
/** Milliseconds between two points, as from a mouse polled 125 times a second. */
const PACE = 8;

/**
 * Measures the drawing page of the site in *dist*: the time to the first answer, the time of answers while a hand draws
 * at its pace, the longest task on the main thread, and the growth of memory, its workers' too, up to the 500th drawing.
 */
export async function benchDrawing(dist: string, say: Say): Promise<Result[]> {
  return withSite(dist, async ({url, browser}) => {
    const first = await firstAnswers(browser, `${url}draw`, say);
    const page = await browser.newPage();
    await page.goto(`${url}draw`, {waitUntil: "networkidle"});
    await watchTasks(page);
    const answers = await timeAnswers(page, say);
    const tasks = await longTasks(page);
    const growth = await measureGrowth(page, say);
    const [middle, late] = mapTuple([0.5, 0.95], (share) => quantileSorted(sort(answers), share)!);
    return [
      judge(
        "first answer",
        median(first),
        1.5,
        "s",
        `from the click on a link to the answer, nothing cached: ${first.map((s) => s.toFixed(2)).join(", ")} s (judged by the median)`
      ),
      judge(
        "answers",
        middle,
        8,
        "ms",
        `median of ${answers.length} answers, from the pointer's event to the answer in the document`
      ),
      judge("late answers", late, 16, "ms", `95th percentile of the same; the longest ${max(answers)!.toFixed(1)} ms`),
      judge(
        "main thread",
        max(tasks) ?? 0,
        50,
        "ms",
        `longest task of the page while it draws and shows these answers; ${tasks.length} of more than 50 ms`
      ),
      judge(
        "heap",
        growth.heap / 1e6,
        0.5,
        "MB",
        `more after ${DRAWINGS} drawings than after ${WARM}, when it was ${(growth.before / 1e6).toFixed(1)} MB, garbage collected`
      ),
      judge(
        "workers' heaps",
        growth.workers / 1e6,
        0.5,
        "MB",
        `more in the page's workers in drawings ${WARM} to ${DRAWINGS} than before, by the smallest readings, their kernel's memory included, garbage collected`
      )
    ];
  });
}

function judge(name: string, judged: number, target: number, unit: string, figures: string): Result {
  return {name: `drawing, ${name}`, figures, judged, target: `≤ ${target} ${unit}`, holds: judged <= target};
}

/** Returns the seconds from the start of a visit to its first answer, for visitors who draw as soon as they can. */
async function firstAnswers(browser: Browser, url: string, say: Say): Promise<number[]> {
  const seconds: number[] = [];
  for (let visit = 1; visit <= LOADS; ++visit) {
    say(`first answer, visit ${visit} of ${LOADS}`);
    const page = await browser.newPage();
    await page.goto(url, {waitUntil: "commit"});
    await page.getByTestId("ink").waitFor();
    const strokes = writeOnSurface(1, randomLcg(visit / LOADS));
    await drawByMouse(page, strokes);
    await readAnswer(page, strokes.length);
    seconds.push((await measures(page)).map(({startTime, duration}) => (startTime + duration) / 1000)[0]!);
    await page.context().close();
  }
  return seconds;
}

/** Returns the milliseconds of each answer while digits are drawn at a hand's pace. */
async function timeAnswers(page: Page, say: Say): Promise<number[]> {
  const random = randomLcg(0.5);
  await draw(page, 0, random);
  await page.evaluate(() => performance.clearMeasures("recognize"));
  let durations: number[] = [];
  for (let drawing = 1; durations.length < ANSWERS; ++drawing) {
    say(`${durations.length} of ${ANSWERS} answers`);
    await draw(page, drawing % 10, random, PACE);
    durations = (await measures(page)).map(({duration}) => duration);
  }
  return durations.slice(0, ANSWERS);
}

/** Draws a digit, waits for its answer, and clears the surface. */
async function draw(page: Page, digit: number, random: () => number, pace = 0): Promise<void> {
  const strokes = writeOnSurface(digit, random);
  await drawByMouse(page, strokes, {pace});
  await readAnswer(page, strokes.length);
  await page.getByTestId("clear").click();
}

function measures(page: Page): Promise<{startTime: number; duration: number}[]> {
  return page.evaluate(() =>
    performance.getEntriesByName("recognize").map(({startTime, duration}) => ({startTime, duration}))
  );
}

/** Starts to collect the page's long tasks: those of more than 50 ms. */
async function watchTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({duration}) => duration))).observe({
      type: "longtask"
    });
    Object.assign(globalThis, {tasks});
  });
}

/** Returns the milliseconds of the long tasks. */
function longTasks(page: Page): Promise<number[]> {
  return page.evaluate(() => (globalThis as unknown as {tasks: number[]}).tasks);
}

/**
 * Returns the growth of the heaps of the page and its workers, in bytes: the page's from drawing WARM to the last, and that of
 * the workers between the smallest readings before and after WARM, because what they may give back comes and goes by more than
 * a megabyte.
 */
async function measureGrowth(page: Page, say: Say): Promise<{before: number; heap: number; workers: number}> {
  const random = randomLcg(0.25);
  const readings: {heap: number; workers: number}[] = [];
  for (let drawing = 1; drawing <= DRAWINGS; ++drawing) {
    await draw(page, (drawing - 1) % 10, random);
    if (drawing % BETWEEN) continue;
    say(`drawing ${drawing} of ${DRAWINGS}`);
    readings.push({heap: await usedHeap(page), workers: await workerHeaps(await sessionOf(page))});
  }
  const warm = WARM / BETWEEN;
  const smallest = (of: typeof readings) => Math.min(...of.map(({workers}) => workers));
  const before = readings[warm - 1]!.heap;
  return {
    before,
    heap: readings.at(-1)!.heap - before,
    workers: smallest(readings.slice(warm)) - smallest(readings.slice(0, warm))
  };
}

async function usedHeap(page: Page): Promise<number> {
  const session = await sessionOf(page);
  await session.send("HeapProfiler.collectGarbage");
  return (await session.send("Runtime.getHeapUsage")).usedSize;
}
