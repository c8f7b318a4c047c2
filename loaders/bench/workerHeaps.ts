import type {CDPSession} from "playwright-core";

/** What a worker answers to a command of the DevTools protocol, https://chromedevtools.github.io/devtools-protocol/ */
interface Reply {
  readonly id: number;
  readonly result: {readonly usedSize?: number; readonly backingStorageSize?: number};
}

/**
 * Resolves to the bytes on the heaps of all workers of a *session*'s page, garbage collected, with the memory of their
 * arrays and of WebAssembly. @throws Error if the page has no worker
 */
export async function workerHeaps(session: CDPSession): Promise<number> {
  const workers: string[] = [];
  const replies = new Map<string, (reply: Reply) => void>();
  const attach = ({sessionId}: {sessionId: string}) => void workers.push(sessionId);
  const receive = ({sessionId, message}: {sessionId: string; message: string}) => {
    const reply = JSON.parse(message) as Reply;
    replies.get(`${sessionId} ${reply.id}`)?.(reply);
  };
  session.on("Target.attachedToTarget", attach);
  session.on("Target.receivedMessageFromTarget", receive);
  await session.send("Target.setAutoAttach", {autoAttach: true, waitForDebuggerOnStart: false, flatten: false});
  let id = 0;
  const ask = (sessionId: string, method: string) =>
    new Promise<Reply>((resolve) => {
      replies.set(`${sessionId} ${++id}`, resolve);
      void session.send("Target.sendMessageToTarget", {sessionId, message: JSON.stringify({id, method})});
    });
  let bytes = 0;
  for (const worker of workers) {
    await ask(worker, "HeapProfiler.collectGarbage");
    const {usedSize = 0, backingStorageSize = 0} = (await ask(worker, "Runtime.getHeapUsage")).result;
    bytes += usedSize + backingStorageSize;
  }
  await session.send("Target.setAutoAttach", {autoAttach: false, waitForDebuggerOnStart: false, flatten: false});
  session.off("Target.attachedToTarget", attach);
  session.off("Target.receivedMessageFromTarget", receive);
  if (!bytes) throw new Error("the page has no worker whose heap could be measured");
  return bytes;
}
