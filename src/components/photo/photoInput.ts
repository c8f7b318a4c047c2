import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import type {Photo} from "../../ink/image/image.js";
import {takePhoto} from "./cameraDialog.js";
import {listenForFiles, type Given} from "./givenFiles.js";
import {photoReader} from "./readPhoto.js";
import {messageOf} from "../../messageOf.js";

/** What a photo input's `input` event carries: when the photo was given (`performance.now` time). */
export interface PhotoDetail {
  readonly timeStamp: number;
}

/** A photo that was given, and what it is called. */
export interface NamedPhoto extends Photo {
  readonly name: string;
}

/**
 * An input whose value is the photo given last; null before, and after it was set to null. Setting it also forgets a photo
 * that is still being read, and takes back what the input says.
 */
export interface PhotoInput extends HTMLElement {
  get value(): NamedPhoto | null;
  set value(none: null);
  /** Photos can be dropped on *target*, too, and pasted while it is on the page. */
  listenOn(target: HTMLElement): void;
}

/**
 * Returns an input for photos: chosen, taken by the camera, dropped or pasted. It says that it reads one, and then dispatches
 * `input`, with a `PhotoDetail`; or it dispatches `problem`, with a sentence on why there is none as its detail, and says
 * that sentence unless the event is canceled: then its value stays what it was.
 */
export function photoInput(): PhotoInput {
  const reader = photoReader();
  const status = html`<p class="photo-status" role="status" data-testid="photo-status"></p>`;
  const problem = html`<p class="photo-problem" data-testid="photo-problem"></p>`;
  const input = html`<div class="photo-input" role="group" aria-label="A photo">
    <span>Or read a photo</span>
    <div class="toolbar">${chooser("Choose…", "upload", false)}${cameraWay()}</div>
    <small>Or drop it here, or paste it. It stays on this device.</small>
    ${status}${problem}
  </div>`;

  let value: NamedPhoto | null = null;
  /** Counts what was given: only the latest is read to its end. */
  let latest = 0;

  function say(words: string, trouble = ""): void {
    status.textContent = words;
    const isSaid = trouble && !input.dispatchEvent(new CustomEvent("problem", {detail: trouble, cancelable: true}));
    problem.textContent = isSaid ? "" : trouble;
  }

  async function read(files: readonly File[], timeStamp: number): Promise<void> {
    const [file] = files;
    if (!file) return;
    const mine = ++latest;
    say(`Reading ${file.name}…`);
    try {
      const {data, width, height} = await reader.read(file);
      if (mine !== latest) return;
      value = {data, width, height, name: file.name};
      say(files.length > 1 ? `One at a time: of ${files.length} files only ${file.name} was read.` : "");
      const detail: PhotoDetail = {timeStamp};
      input.dispatchEvent(new CustomEvent("input", {bubbles: true, detail}));
    } catch (error) {
      if (mine === latest) say("", messageOf(error));
    }
  }

  function onGive(given: Given): void {
    if ("files" in given) void read(given.files, performance.now());
    else refuse(given.problem);
  }

  function refuse(sentence: string): void {
    ++latest;
    say("", sentence);
  }

  function onChoice({target, timeStamp}: Event): void {
    const chooser = target as HTMLInputElement;
    const files = [...(chooser.files ?? [])];
    chooser.value = ""; // so that the same photo can be chosen again
    void read(files, timeStamp);
  }

  /** Returns a chooser of a file that looks like a button; a phone's camera may be what it opens. */
  function chooser(text: string, id: string, capture: boolean): HTMLElement {
    return html`<label class="photo-chooser"
      >${text}
      <input
        data-testid=${id}
        type="file"
        accept="image/*"
        capture=${capture ? "environment" : null}
        onchange=${onChoice}
        oninput=${stop}
      />
    </label>`;
  }

  /** Returns what takes a photo: the phone's own camera, or a dialog with this device's; null where there is none. */
  function cameraWay(): HTMLElement | null {
    if (matchMedia("(pointer: coarse)").matches) return chooser("Take one…", "camera", true);
    if (!("mediaDevices" in navigator)) return null; // or the page did not come by https
    return html`<button type="button" data-testid="camera" onclick=${onCamera}>Take one…</button>`;
  }

  async function onCamera({currentTarget}: Event): Promise<void> {
    const button = currentTarget as HTMLButtonElement;
    button.disabled = true;
    say("");
    try {
      const file = await takePhoto();
      if (file) void read([file], performance.now());
    } catch (error) {
      refuse(messageOf(error));
    }
    button.disabled = false;
  }

  return withMembers(input, {
    get value(): NamedPhoto | null {
      return value;
    },
    set value(none: null) {
      ++latest;
      value = none;
      say("");
    },
    listenOn(target: HTMLElement) {
      for (const name of ["pointerenter", "focusin", "dragenter"]) target.addEventListener(name, reader.prepare);
      listenForFiles(target, onGive);
    }
  });
}

/** Keeps to this input what the chooser within says: its own `input` comes when the photo has been read. */
function stop(event: Event): void {
  event.stopPropagation();
}
