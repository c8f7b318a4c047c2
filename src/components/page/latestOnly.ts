/**
 * Returns a function that passes its argument to *work*, one call at a time. While a call runs, only the latest of the
 * new arguments is kept and run next. Calls *onResult* with each argument and its result or error, in the order of the
 * arguments; replaced arguments get none.
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
