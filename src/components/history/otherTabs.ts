/** What a tab did to the drawings. */
export type DrawingChange =
  {readonly type: "put" | "want"} | {readonly type: "remove"; readonly id: string} | {readonly type: "clear"};

/** The other tabs of this site. */
export interface OtherTabs {
  /** Tells them of a change that was made here. */
  tell(change: DrawingChange): void;
  /** Calls *onChange* with each change that was made in one of them. */
  listen(onChange: (change: DrawingChange) => void): void;
}

/** Returns the other tabs; where the browser can't reach them, or keeps nothing that they could share, nobody. */
export function otherTabs(): OtherTabs {
  if (!("BroadcastChannel" in globalThis && "indexedDB" in globalThis)) return {tell: () => {}, listen: () => {}};
  const channel = new BroadcastChannel("handscope:drawings");
  return {
    tell: (change) => channel.postMessage(change),
    listen(onChange) {
      channel.addEventListener("message", ({data}: MessageEvent<DrawingChange>) => onChange(data));
    }
  };
}
