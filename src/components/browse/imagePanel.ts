import {html} from "htl";
import {withMembers} from "../page/withMembers.js";

export interface ImagePanelOptions {
  /** Called when the visitor closes the panel. */
  readonly onClose: () => void;
  /** Called with −1 for the previous and 1 for the next image. */
  readonly onStep: (step: -1 | 1) => void;
}

/** Where an image stands among those that the filters keep; undefined if they leave it out. */
export interface PanelPlace {
  readonly position: number | undefined;
  readonly n: number;
}

/** A panel that shows an image: beside the images where there is room, else as a sheet from below. */
export interface ImagePanel extends HTMLDialogElement {
  /** Shows *content*; as a sheet, which the page waits behind, where *isSheet*. */
  present(content: HTMLElement, place: PanelPlace, isSheet: boolean): void;
  /** Shows where the image stands now. */
  locate(place: PanelPlace): void;
  dismiss(): void;
}

/** Returns the panel, closed. Escape closes it; the left and right arrows go to the previous and the next image. */
export function imagePanel({onClose, onStep}: ImagePanelOptions): ImagePanel {
  const previous = step("Previous", "‹", () => onStep(-1));
  const next = step("Next", "›", () => onStep(1));
  const words = html`<span class="panel-place" role="status"></span>`;
  const close = html`<button type="button" class="panel-step" aria-label="Close" title="Close" onclick=${onClose}>
    ×
  </button>`;
  const body = html`<div class="panel-body"></div>`;
  const panel = html<"dialog">`<dialog class="image-panel" aria-label="Image">
    <div class="panel-head">${previous}${words}${next}${close}</div>
    ${body}
  </dialog>`;
  const keys: Readonly<Record<string, () => void>> = {
    Escape: onClose,
    ArrowLeft: () => !previous.disabled && onStep(-1),
    ArrowRight: () => !next.disabled && onStep(1)
  };
  panel.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key !== "Escape" && (event.target as Element).closest("input, select, textarea, [tabindex='0']")) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
  panel.addEventListener("cancel", (event) => {
    event.preventDefault(); // a phone's back gesture
    onClose();
  });
  panel.addEventListener("click", (event) => {
    if (event.target === panel && panel.matches(":modal")) onClose(); // beside the sheet
  });

  const locate = ({position, n}: PanelPlace): void => {
    words.textContent = position === undefined ? "Not among these images" : placeWords(position, n);
    previous.disabled = position === undefined || position === 0;
    next.disabled = position === undefined || position === n - 1;
  };
  return withMembers(panel, {
    present(content: HTMLElement, at: PanelPlace, isSheet: boolean) {
      locate(at);
      body.replaceChildren(content);
      body.scrollTop = 0;
      if (panel.open && panel.matches(":modal") !== isSheet) panel.close();
      if (panel.open) return;
      if (isSheet) panel.showModal();
      else panel.show();
    },
    locate,
    dismiss() {
      panel.close();
      body.replaceChildren();
    }
  });
}

function step(label: string, sign: string, act: () => void): HTMLButtonElement {
  return html<"button">`<button type="button" class="panel-step" aria-label=${label} title=${label} onclick=${act}>
    ${sign}
  </button>`;
}

function placeWords(position: number, n: number): string {
  return `${(position + 1).toLocaleString("en-US")} of ${n.toLocaleString("en-US")}`;
}
