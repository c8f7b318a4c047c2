import {expose} from "comlink";

/** Replaces a browser's `Worker` in Node: runs a module's `api` at the other end of a channel. */
export class ModuleWorker {
  static started: ModuleWorker[] = [];
  /** The `api` exported by the module at each address (`isReady` is added); a missing module can't be loaded. */
  static apis: Readonly<Record<string, object>> = {};
  onerror: (() => void) | undefined;
  isClosed = false;
  readonly #channel = new MessageChannel();

  constructor(
    readonly address: string,
    readonly options?: unknown
  ) {
    ModuleWorker.started.push(this);
    const api = ModuleWorker.apis[address];
    if (api) expose({...api, isReady: () => true}, this.#channel.port2);
    else setTimeout(() => this.onerror!());
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.#channel.port1.postMessage(message, transfer);
  }

  addEventListener(type: "message", listener: (event: MessageEvent) => void): void {
    this.#channel.port1.addEventListener(type, listener);
    this.#channel.port1.start();
  }

  removeEventListener(type: "message", listener: (event: MessageEvent) => void): void {
    this.#channel.port1.removeEventListener(type, listener);
  }

  terminate(): void {
    this.isClosed = true;
    this.#channel.port1.close();
  }
}
