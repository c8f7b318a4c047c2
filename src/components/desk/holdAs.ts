import {withMembers} from "../page/withMembers.js";
import type {DeskHolder} from "./deskContent.js";

/** Returns *view*, which holds what lies on the *input* in it; *run* answers. */
export function holdAs(view: HTMLElement, input: DeskHolder, run = input.run): HTMLElement & DeskHolder {
  return withMembers(view, {
    get content() {
      return input.content;
    },
    set content(content) {
      input.content = content;
    },
    get isBlank() {
      return input.isBlank;
    },
    get photoName() {
      return input.photoName;
    },
    run,
    say: input.say
  });
}
