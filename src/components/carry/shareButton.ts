import {html} from "htl";
import type {CodedDrawing} from "../../pen/drawingCode.js";
import type {DeskHolder} from "../desk/deskContent.js";
import {drawingLink} from "./drawingLink.js";

/** The longest link: what common browsers take from their address bar, in characters. */
const MAX_LINK = 32_000;

/** What came of sharing a link. */
export type Shared =
  | {readonly how: "copied" | "shared" | "canceled"}
  /** The browser lets the page copy nothing: the visitor copies the link. */
  | {readonly how: "shown"; readonly link: string}
  | {readonly how: "refused"; readonly problem: string};

/** Returns what is said of a shared link; "" for nothing. */
export function sharedWords(shared: Shared): string {
  switch (shared.how) {
    case "copied":
      return "Link copied. It holds the drawing itself; nothing was uploaded.";
    case "shared":
    case "canceled":
      return "";
    case "shown":
      return "Copy this link. It holds the drawing itself:";
    case "refused":
      return shared.problem;
  }
}

/** How this browser can pass a link on. */
export interface Ways {
  /** A phone's own dialog; rejects with an AbortError where the visitor closes it. */
  readonly share?: ((data: {readonly title: string; readonly url: string}) => Promise<void>) | undefined;
  readonly copy?: ((text: string) => Promise<void>) | undefined;
}

/** Passes a *link* on by the first way that works, or else gives it back to be shown. */
export async function shareLink(link: string, {share, copy}: Ways): Promise<Shared> {
  if (link.length > MAX_LINK) {
    return {how: "refused", problem: "This drawing is too long for a link. Save it as strokes (JSON) below."};
  }
  try {
    if (share) {
      await share({title: "A drawing in Handscope", url: link});
      return {how: "shared"};
    }
  } catch (error) {
    if ((error as Error).name === "AbortError") return {how: "canceled"};
  }
  try {
    await copy?.(link);
    return copy ? {how: "copied"} : {how: "shown", link};
  } catch {
    return {how: "shown", link}; // without permission, or in a frame
  }
}

type Encode = (drawing: CodedDrawing) => string;

/** A button that shares what lies on a desk; `follow` tells it which desk. */
export interface ShareButton extends HTMLElement {
  follow(desk: HTMLElement & DeskHolder): void;
}

/**
 * Returns a button that copies a link to the drawing on a desk, or on a phone hands it to other apps. It shows as soon as
 * there is a drawing; a photo fits in no link.
 */
export function shareButton(): ShareButton {
  const ways = waysOf(navigator);
  const button = html<"button">`<button type="button" data-testid="share">
    ${ways.share ? "Share" : "Copy link"}
  </button>`;
  const status = html`<span role="status"></span>`;
  const field = html<"input">`<input type="text" readonly hidden aria-label="Link to this drawing" />`;
  const row = html`<div class="desk-share toolbar" data-blank>${button}${status}${field}</div>`;

  function say(shared: Shared): void {
    status.textContent = sharedWords(shared);
    field.hidden = shared.how !== "shown";
    if (shared.how !== "shown") return;
    field.value = shared.link;
    field.focus();
    field.select();
  }

  function follow(desk: HTMLElement & DeskHolder): void {
    const update = () => {
      row.toggleAttribute("data-blank", desk.isBlank || desk.photoName !== undefined);
      say({how: "canceled"}); // what was said is about another drawing
    };
    desk.addEventListener("input", update);
    // Loaded before the click: some browsers let a page copy and share only at once.
    let encode: Encode | undefined;
    const load = async () => (encode ??= (await import("../../pen/drawingCode.js")).encodeDrawing);
    const prepare = () => void load().catch(() => {}); // the click says so
    for (const name of ["pointerenter", "pointerdown", "focus"]) button.addEventListener(name, prepare);
    const share = (ready: Encode) => shareLink(linkTo(desk, ready), ways);
    button.addEventListener("click", () => {
      void (encode ? share(encode) : load().then(share))
        .catch((): Shared => ({how: "refused", problem: "A part of the site can’t be loaded. Reload the page."}))
        .then(say);
    });
    update();
  }

  return Object.assign(row, {follow});
}

function linkTo({content, run}: DeskHolder, encode: Encode): string {
  const {feedback, ...drawing} = content;
  return drawingLink(location.href, encode({...drawing, constraints: feedback.constraints}), run);
}

/** A mouse has the clipboard at hand: only on a phone or tablet is the system's own dialog the shorter way. */
function waysOf({share, clipboard}: Partial<Pick<Navigator, "share" | "clipboard">>): Ways {
  const isTouch = matchMedia("(pointer: coarse)").matches;
  return {
    share: isTouch && share ? (data) => navigator.share(data) : undefined,
    copy: clipboard && ((text) => clipboard.writeText(text))
  };
}
