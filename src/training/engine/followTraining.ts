/** Takes part in a training as one of its followers. */
export function followTraining(): Promise<void> {
  return Promise.reject(new Error("training has no loop for followers yet"));
}
