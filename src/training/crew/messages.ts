import type {Lengths, OwnedExchange} from "./exchange.js";
import {portExchange} from "./portExchange.js";
import {sharedExchange, type SharedRoom} from "./sharedExchange.js";

/** What connects a worker with the others: shared memory, or a port to each worker whose rank differs in one bit. */
export type Link = {readonly room: SharedRoom} | {readonly ports: readonly MessagePort[]};

/** What a worker needs for its exchange. */
export interface Connection {
  readonly rank: number;
  readonly link: Link;
  readonly lengths: Lengths;
  /** The compiled kernels; without them the sums are the same, but slower. */
  readonly kernels: WebAssembly.Module | undefined;
}

/** The message that rank 0 sends a follower: its connection, and the request to train as rank 0 got it. */
export interface Order<Request> {
  readonly connection: Connection;
  readonly request: Request;
}

/** The messages that a follower sends rank 0: that it runs, and why it failed. */
export type Report = {readonly kind: "ready"} | {readonly kind: "failed"; readonly message: string};

/** Returns the exchange of a connected worker. */
export function createExchange({rank, link, lengths, kernels}: Connection): OwnedExchange {
  return "room" in link ? sharedExchange(rank, link.room, kernels) : portExchange(rank, link.ports, lengths, kernels);
}
