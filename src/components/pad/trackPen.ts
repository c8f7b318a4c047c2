import type {Point} from "../../pen/pen.js";

/** A place where the pen was. */
export interface PenPlace {
  /** In fractions of the surface's width, from its upper left corner. */
  readonly point: Point;
  /** How hard it was pressed, in [0, 1]; 0.5 is usual, and what a pointer has that can't tell. */
  readonly pressure: number;
}

/** What is told of the pen; each with the time of the pointer event (`performance.now`). */
export interface PenListener {
  /** The pen was put down; by its other end where that is an eraser. */
  begin(place: PenPlace, event: {isEraser: boolean; timeStamp: number}): void;
  /** It moved through *places*, at least one, since it was last heard of. */
  move(places: readonly PenPlace[], timeStamp: number): void;
  /** It was lifted, or the browser took it away. */
  end(timeStamp: number): void;
  /** It was no pen but a hand: what it did is to be forgotten. */
  drop(timeStamp: number): void;
}

/** What buttons mean in pointer events, https://www.w3.org/TR/pointerevents3/#chorded-button-interactions */
const [LEFT, ERASER] = [1, 32];

/**
 * The minimum time between two movements that are told before their frame, in ms: a mouse polled 1,000 times a second
 * would keep the page busy.
 */
const PACE = 4;

/**
 * Tells *listener* of one pointer on *surface* at a time: mouse, finger or pen. Other fingers and other buttons neither
 * draw nor disturb; a pen that comes while a finger draws takes over, as that was the hand which it is held in. Movements
 * are told at once where the browser tells of them at once, not with the next frame.
 */
export function trackPen(surface: HTMLElement, listener: PenListener): void {
  let pen: {readonly id: number; readonly type: string} | undefined;
  /** Where the surface is; undefined until it is measured again. A layout at each movement would take milliseconds. */
  let place: DOMRect | undefined;
  /** Movements that are still to be told, and when the last ones were told. */
  let waiting: PenPlace[] = [];
  let told = 0;
  let isNew = newMovements();

  function placesOf(events: readonly PointerEvent[]): PenPlace[] {
    place ??= surface.getBoundingClientRect();
    const {left, top, width} = place;
    return events.map(({clientX, clientY, pointerType, pressure}) => ({
      point: [(clientX - left) / width, (clientY - top) / width],
      pressure: pointerType === "pen" ? pressure : 0.5
    }));
  }

  function keep(event: PointerEvent): void {
    const events = event.getCoalescedEvents();
    waiting.push(...placesOf((events.length ? events : [event]).filter(isNew)));
  }

  function tell(timeStamp: number): void {
    if (!waiting.length) return;
    const places = waiting;
    waiting = [];
    told = timeStamp;
    listener.move(places, timeStamp);
  }

  function end({pointerId, timeStamp}: PointerEvent): void {
    if (pointerId !== pen?.id) return;
    tell(timeStamp);
    pen = undefined;
    listener.end(timeStamp);
  }

  surface.addEventListener("pointerdown", (event) => {
    const isEraser = (event.buttons & ERASER) > 0;
    if (event.button !== 0 && !isEraser) return;
    if (pen && !(pen.type === "touch" && event.pointerType === "pen")) return;
    if (pen) listener.drop(event.timeStamp);
    event.preventDefault();
    pen = {id: event.pointerId, type: event.pointerType};
    [waiting, told, isNew, place] = [[], event.timeStamp, newMovements(), undefined];
    surface.setPointerCapture(event.pointerId);
    listener.begin(placesOf([event])[0]!, {isEraser, timeStamp: event.timeStamp});
  });
  surface.addEventListener("pointermove", (event) => {
    if (event.pointerId !== pen?.id) return;
    if (!(event.buttons & (LEFT | ERASER))) return end(event); // while another button is held, no pointerup tells
    keep(event);
    tell(event.timeStamp);
  });
  surface.addEventListener("pointerrawupdate", (raw) => {
    const event = raw as PointerEvent;
    if (event.pointerId !== pen?.id || !(event.buttons & (LEFT | ERASER))) return;
    keep(event);
    if (event.timeStamp - told >= PACE) tell(event.timeStamp);
  });
  // What may move the surface while the pen is down.
  const forget = () => (place = undefined);
  for (const type of ["scroll", "resize"]) addEventListener(type, forget, {capture: true, passive: true});
  for (const type of ["pointerup", "pointercancel", "lostpointercapture"] as const) surface.addEventListener(type, end);
  // Drawing is no gesture: no scroll, no zoom, no menu, and no fling that would swallow the next tap on a button.
  surface.addEventListener("touchstart", (event) => event.preventDefault(), {passive: false});
  surface.addEventListener("contextmenu", (event) => pen && event.preventDefault());
}

/**
 * Returns a function that says whether a movement is a new one: browsers tell of each twice, at once and with its frame,
 * whichever comes first. What scripts dispatch comes once.
 */
function newMovements(): (event: PointerEvent) => boolean {
  let latest = -1;
  let places = new Set<string>(); // at that time
  return ({isTrusted, timeStamp, clientX, clientY}) => {
    if (!isTrusted) return true;
    if (timeStamp < latest) return false;
    if (timeStamp > latest) [latest, places] = [timeStamp, new Set()];
    const place = `${clientX} ${clientY}`;
    if (places.has(place)) return false;
    places.add(place);
    return true;
  };
}
