/**
 * Returns a function that hands its argument to *work*, one at a time: while one is under way, only the latest of
 * those that come is kept for after it. *onResult* gets each result with the argument that it is about, or the error,
 * in the order of the arguments; what was overtaken while it waited gets none.
 */
export function latestOnly<Input, Result>(
  work: (input: Input) => Promise<Result>,
  onResult: (input: Input, result: {value: Result} | {error: Error}) => void
): (input: Input) => void {
  let busy = false;
  let next: {input: Input} | undefined;

  async function run(input: Input): Promise<void> {
    busy = true;
    const result = await work(input).then(
      (value) => ({value}),
      (error: unknown) => ({error: error instanceof Error ? error : new Error(String(error))})
    );
    busy = false;
    onResult(input, result);
    const waiting = next;
    next = undefined;
    if (waiting && !busy) void run(waiting.input);
  }

  return (input) => {
    if (busy) next = {input};
    else void run(input);
  };
}
