import {NO_FEEDBACK} from "../answer/feedback.js";
import type {DeskContent, DeskHolder} from "../desk/deskContent.js";
import type {DeskDrawings, KeptIdentity} from "../history/deskDrawings.js";
import {InputError} from "../../inputError.js";
import {readStored, writeStored} from "../page/stored.js";
import {codeIn} from "./drawingLink.js";
import {formatSession, parseSession, type SessionDrawing} from "./sessionDrawing.js";

/** Where the tab remembers what lies on its desks. */
const KEY = "handscope:drawing";

const BLANK: DeskContent = {strokes: [], feedback: NO_FEEDBACK};

/** A pause without new ink after which the tab remembers the drawing, in ms. */
const PAUSE = 400;

/**
 * Puts on *desk* the drawing in the page's address, or else what lay on a desk of this site in the same tab, and
 * remembers what lies there, until it is cleared: so it goes along from page to page, and survives reloading. The drawing
 * leaves the address once the visitor changes it. With *history*, the drawing stays the same one there.
 */
export function carryDrawing(desk: HTMLElement & DeskHolder, history?: Pick<DeskDrawings, "current" | "resume">): void {
  /** When the visitor changed what lies there, in ms; undefined while this page has nothing to remember. */
  let touched: number | undefined;
  /** As which drawing a history knew it, on this page or an earlier one. */
  let identity: KeptIdentity | undefined;
  let isOpening = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function restore(): void {
    const session = readSession();
    if (!session) return;
    touched = session.at;
    const {content, photoName} = session;
    if (content.strokes.length || content.cells) return put(content, session.identity);
    if (photoName !== undefined) desk.say(`“${photoName}” is gone: this page keeps no photos. Choose it again.`);
  }

  /** The page was frozen: what lies there may have changed on another one. */
  function wake(): void {
    const {content = BLANK, identity: known} = readSession() ?? {};
    if (!isSame(content, desk.content)) put(content, known);
  }

  /** Puts something on the desk, which the visitor did not do: the address still holds it. */
  function put(content: DeskContent, known: KeptIdentity | undefined): void {
    identity = known;
    if (known) history?.resume(known, content.cells ? [] : content.strokes);
    isOpening = true;
    desk.content = content;
    isOpening = false;
  }

  async function open(code: string): Promise<void> {
    try {
      const {decodeDrawing} = await import("../../pen/drawingCode.js");
      const {constraints, ...drawing} = decodeDrawing(code, "link");
      const content = {...drawing, feedback: {...NO_FEEDBACK, constraints}};
      const session = readSession();
      put(content, session && isSame(content, session.content) ? session.identity : undefined); // the page was reloaded
      touched = Date.now();
      save();
    } catch (error) {
      put(BLANK, undefined);
      desk.say(linkProblem(error));
    }
  }

  function save(): void {
    clearTimeout(timer);
    if (touched === undefined) return;
    const {content, photoName} = desk;
    writeSession(formatSession({at: touched, content, photoName, identity: history?.current ?? identity}));
  }

  function onInput(event: Event): void {
    // Ink, feedback, cells and photos come with the time of the visitor's event; what is only shown otherwise does not count.
    const detail: unknown = (event as CustomEvent<unknown>).detail;
    if (typeof detail !== "object" || detail === null || !("timeStamp" in detail)) return;
    if ("changed" in detail && detail.changed === "penWidth") return;
    if (isOpening) return;
    touched = Date.now();
    identity = desk.isBlank || !identity ? undefined : {...identity, isDeleted: false};
    if (codeIn(location.hash) !== undefined) leaveAddress();
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  }

  desk.addEventListener("input", onInput);
  addEventListener("pagehide", save);
  addEventListener("pageshow", ({persisted}) => persisted && wake());
  addEventListener("hashchange", () => {
    const code = codeIn(location.hash);
    if (code !== undefined) void open(code);
  });
  const code = codeIn(location.hash);
  if (code === undefined) restore();
  else void open(code);
}

function isSame(a: DeskContent, b: DeskContent): boolean {
  const [one, other] = [a, b].map(({strokes, cells}) => JSON.stringify([strokes, cells && Array.from(cells)]));
  return one === other;
}

/** Says why the drawing in a link can't be shown. */
function linkProblem(error: unknown): string {
  if (!(error instanceof InputError)) return "The drawing in this link can’t be loaded. Reload the page to try again.";
  return error.expected.startsWith("version")
    ? "This link is not from this version of Handscope. Reload the page, or ask for another link."
    : "This link is damaged: its drawing is cut off or changed. Ask for it again.";
}

function leaveAddress(): void {
  window.history.replaceState(window.history.state, "", location.pathname + location.search);
}

/** Returns what the tab remembers; without storage each page starts with a blank desk. */
function readSession(): SessionDrawing | undefined {
  const text = readStored("sessionStorage", KEY);
  return text === undefined ? undefined : parseSession(text, Date.now());
}

/** Has the tab remember *text*. Without storage, or with no room for a drawing this large, it stays on its page. */
function writeSession(text: string | undefined): void {
  writeStored("sessionStorage", KEY, text);
}
