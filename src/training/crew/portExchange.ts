import type {Lengths, OwnedExchange} from "./exchange.js";
import {createAdder} from "./pairwise.js";

/** The messages of a port, in order. */
interface Inbox {
  /** Resolves to the next message; rejects with *failure*'s reason once there is one. */
  next(failure: Failure): Promise<ArrayBuffer>;
  /** Has `next` look for a failure. */
  wake(): void;
}

/** Why the exchange failed, once it has. */
interface Failure {
  reason?: unknown;
}

/**
 * Returns the exchange of worker *rank* over messages: port *k* leads to the worker whose rank differs in bit *k*. The
 * workers exchange sums of 1, 2 and 4 workers in turn (recursive doubling), so each sends as many messages as it has ports.
 */
export function portExchange(
  rank: number,
  ports: readonly MessagePort[],
  {values: count, figures: figureCount}: Lengths,
  module: WebAssembly.Module | undefined
): OwnedExchange {
  const failure: Failure = {};
  const inboxes = ports.map(createInbox);
  const adder = createAdder(2, count, module);
  const [own, other] = adder.terms.map((term) => term.subarray(0, count)) as [Float32Array, Float32Array];
  let spare = new ArrayBuffer(8 * figureCount + 4 * count);
  const parse = (message: ArrayBuffer) => ({
    figures: new Float64Array(message, 0, figureCount),
    values: new Float32Array(message, 8 * figureCount, count)
  });

  async function allReduce(values: Float32Array, figures: Float64Array): Promise<void> {
    throwFailure(failure);
    own.set(values);
    for (const [k, port] of ports.entries()) {
      const message = spare;
      const sent = parse(message);
      sent.values.set(own);
      sent.figures.set(figures);
      port.postMessage(message, [message]);
      spare = await inboxes[k]!.next(failure); // to be sent in its turn
      const received = parse(spare);
      other.set(received.values);
      adder.add();
      for (let i = 0; i < figureCount; ++i) figures[i]! += received.figures[i]!;
    }
    values.set(own);
  }

  return {
    rank,
    size: 2 ** ports.length,
    allReduce,
    fail(reason) {
      if (!("reason" in failure)) failure.reason = reason;
      for (const inbox of inboxes) inbox.wake();
    },
    close: () => ports.forEach((port) => port.close())
  };
}

function createInbox(port: MessagePort): Inbox {
  const arrived: ArrayBuffer[] = [];
  const inbox = {
    async next(failure: Failure) {
      while (!arrived.length) {
        await new Promise<void>((resolve) => (inbox.wake = resolve));
        throwFailure(failure);
      }
      return arrived.shift()!;
    },
    wake() {}
  };
  port.onmessage = ({data}: MessageEvent<ArrayBuffer>) => {
    arrived.push(data);
    inbox.wake();
  };
  return inbox;
}

function throwFailure(failure: Failure): void {
  if ("reason" in failure) throw failure.reason;
}
