/** So long after the last ink, in milliseconds, the desk is idle: then questions beside its own no longer delay it. */
export const IDLE = 150;

/** Resolves after as many *milliseconds*, at once where there are none left. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
