import {html} from "htl";

/** What is asked of the camera: the one at the back of a tablet, and no more than is read. */
const VIDEO: MediaTrackConstraints = {facingMode: "environment", width: {ideal: 1920}, height: {ideal: 1080}};

/**
 * Shows what the camera sees, over the page, until a picture is taken. Resolves to that picture as a PNG file, undefined
 * where the visitor took none. Rejects with a sentence for the visitor where there is no camera, or it may not be used.
 */
export async function takePhoto(): Promise<File | undefined> {
  const stream = await navigator.mediaDevices.getUserMedia({video: VIDEO}).catch((error: unknown) => {
    throw new Error(explain(error as DOMException));
  });
  try {
    return await shoot(stream);
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}

/** Resolves to the frame that is shown when the shutter is pressed. */
function shoot(stream: MediaStream): Promise<File | undefined> {
  const video = html<"video">`<video autoplay playsinline muted aria-label="What the camera sees"></video>`;
  const shutter = html<"button">`<button value="shoot" data-testid="shutter" disabled>Take the photo</button>`;
  const dialog = html<"dialog">`<dialog class="camera" aria-label="Camera">
    <form method="dialog">
      ${video}
      <div class="toolbar">${shutter}<button value="">Cancel</button></div>
      <small>The photo stays on this device.</small>
    </form>
  </dialog>`;
  video.srcObject = stream;
  video.muted = true; // as an attribute it is heeded in parsed pages alone
  video.addEventListener("loadeddata", () => (shutter.disabled = false));
  dialog.addEventListener("keydown", (event) => event.stopPropagation()); // Escape closes this, and clears no drawing
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve, reject) => {
    dialog.addEventListener("close", () => {
      const picture = dialog.returnValue === "shoot" ? captureFrame(video) : Promise.resolve(undefined);
      picture.then(resolve, reject);
      dialog.remove();
    });
  });
}

async function captureFrame(video: HTMLVideoElement): Promise<File> {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  canvas.getContext("2d")!.drawImage(video, 0, 0);
  return new File([await canvas.convertToBlob()], "The camera’s photo", {type: "image/png"});
}

function explain({name}: DOMException): string {
  if (name === "NotFoundError") return "No camera was found. Choose, drop or paste a photo.";
  if (name === "NotAllowedError")
    return "The browser does not allow this page the camera. Choose, drop or paste a photo.";
  return "The camera can’t be used now; another program may have it. Choose, drop or paste a photo.";
}
