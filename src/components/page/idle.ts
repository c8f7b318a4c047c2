/** Milliseconds after the last ink until the desk is idle. Then other requests no longer delay its own. */
export const IDLE = 150;

/** Resolves after *milliseconds*; at once for 0 or less. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
