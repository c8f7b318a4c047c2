import {ALONE, crewSize, type Exchange, type Lengths} from "./exchange.js";
import {createExchange, type Connection, type Link, type Order, type Report} from "./messages.js";
import {createRoom} from "./sharedExchange.js";

/** A started worker, whose module calls `follow`. */
export interface StartedWorker {
  postMessage(order: Order<unknown>, transfer: MessagePort[]): void;
  /** Ends the worker, even if it is busy. */
  terminate(): Promise<unknown>;
}

/** What becomes of a worker. */
export interface WorkerListener {
  onReport(report: Report): void;
  /** Called when the worker can't be started, fails or ends. */
  onEnd(reason: Error): void;
}

/** The workers that a training may use. */
export interface Workers {
  /** The number of cores to use, at least 1. */
  readonly cores: number;
  /** Whether the workers may share memory and block their threads. */
  readonly canShare: boolean;
  /** Starts a worker. @throws Error if that is impossible */
  start(listener: WorkerListener): StartedWorker;
}

/** What the workers of a training have in common. */
export interface CrewTask<Request> {
  /** Sent to each follower once, as a structured clone. */
  readonly request: Request;
  readonly lengths: Lengths;
  /** The compiled kernels; without them the sums are the same, but slower. */
  readonly kernels: WebAssembly.Module | undefined;
}

/** Rank 0's side of the workers that share a training. */
export interface Crew {
  readonly exchange: Exchange;
  /** Ends the other workers, and resolves when they have ended. */
  stop(): Promise<void>;
}

/**
 * Starts the followers of a training, and resolves to rank 0's exchange with them. Where they can't be started, rank 0 is
 * alone, which gives the same weights. If a follower fails or ends, or *signal* aborts, the exchange rejects with the reason
 * and all followers are ended; in all other cases the caller ends them with `stop`.
 * @throws the reason of *signal* if it aborts before all have started
 */
export async function startCrew<Request>(
  workers: Workers,
  {request, lengths, kernels}: CrewTask<Request>,
  signal?: AbortSignal
): Promise<Crew> {
  signal?.throwIfAborted();
  const size = crewSize(workers.cores);
  const {started, areReady, ended, stop} = startFollowers(workers, size - 1, signal);
  const haveStarted = await areReady;
  if (!haveStarted || signal?.aborted) await stop();
  signal?.throwIfAborted();
  if (size === 1 || !haveStarted) return {exchange: ALONE, stop};

  try {
    const links = connect(size, workers.canShare, lengths);
    const [own, ...others] = links.map((link, rank): Connection => ({rank, link, lengths, kernels}));
    for (const [i, connection] of others.entries())
      started[i]!.postMessage({connection, request}, "ports" in connection.link ? [...connection.link.ports] : []);
    const exchange = createExchange(own!);
    const end = (reason: unknown) => {
      exchange.fail(reason);
      exchange.close();
      return stop();
    };
    void ended.then(end);
    return {exchange, stop: () => end(new Error("the training has ended"))};
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Workers that were started, perhaps not all that were to be. */
interface Followers {
  readonly started: readonly StartedWorker[];
  /** Resolves to whether all run. */
  readonly areReady: Promise<boolean>;
  /** Resolves to the reason when the first of them fails or ends, or when the training is aborted. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

function startFollowers(workers: Workers, count: number, signal: AbortSignal | undefined): Followers {
  const started: StartedWorker[] = [];
  let end!: (reason: unknown) => void;
  const ended = new Promise<unknown>((resolve) => (end = resolve));
  const abort = () => end(signal!.reason);
  signal?.addEventListener("abort", abort);

  function start(onReady: () => void): void {
    const onReport = (report: Report) => (report.kind === "ready" ? onReady() : end(new Error(report.message)));
    started.push(workers.start({onReport, onEnd: end}));
  }

  const ready = Array.from({length: count}, () => new Promise<void>(start)); // rejects where `start` throws
  return {
    started,
    areReady: new Promise((resolve) => {
      Promise.all(ready).then(
        () => resolve(true),
        () => resolve(false)
      );
      void ended.then(() => resolve(false));
    }),
    ended,
    async stop() {
      signal?.removeEventListener("abort", abort);
      await Promise.all(started.map((worker) => worker.terminate()));
    }
  };
}

/** Returns each rank's link with the others. */
function connect(size: number, canShare: boolean, lengths: Lengths): Link[] {
  if (canShare) {
    const room = createRoom(size, lengths);
    return Array.from({length: size}, () => ({room}));
  }
  const ports = Array.from({length: size}, (): MessagePort[] => []);
  for (let bit = 1; bit < size; bit *= 2)
    for (let rank = 0; rank < size; ++rank) {
      if (rank & bit) continue;
      const {port1, port2} = new MessageChannel();
      ports[rank]!.push(port1);
      ports[rank + bit]!.push(port2);
    }
  return ports.map((own) => ({ports: own}));
}
