import type {InkPad} from "../pad/inkInput.js";
import type {NamedPhoto} from "../photo/photoInput.js";
import {photoView, type PhotoView} from "../photo/photoView.js";

/** The photo that lies over the drawing, where one does. */
export interface PhotoLayer {
  readonly view: PhotoView | undefined;
  /** Lays a photo over the drawing, or takes away the one that lies there. */
  lay(photo: NamedPhoto | null): void;
}

/** Returns the layer over a *pad*, in its *surface*. */
export function photoLayer(
  surface: HTMLElement,
  pad: InkPad,
  actions: {readonly onSelect: (index: number) => void; readonly onBack: () => void}
): PhotoLayer {
  let view: PhotoView | undefined;
  return {
    get view() {
      return view;
    },
    lay(photo) {
      view?.remove();
      // A stroke that began on the photo goes on in the drawing.
      const onDraw = (events: readonly PointerEvent[]) => {
        for (const event of events) pad.surface.dispatchEvent(new PointerEvent(event.type, event));
      };
      view = photo ? photoView(photo, {...actions, onDraw}) : undefined;
      pad.inert = Boolean(photo);
      if (!view) return;
      surface.append(view);
      surface.scrollIntoView({block: "nearest"}); // a phone shows what was chosen below it
    }
  };
}
