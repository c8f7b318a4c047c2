import {readdirSync, readFileSync} from "node:fs";

/** Milliseconds between two samples. */
const EVERY = 50;
/** The kernel's clock ticks a second, the unit of times in /proc: 100 on every Linux in use. */
const TICKS = 100;

/** What a process and all its descendants have used. */
export interface ProcessUsage {
  /** The peak of their resident memory, summed, in bytes; pages shared between processes count for each of them. */
  readonly bytes: number;
  /** Processor time of all cores, in seconds, which a busy machine does not lengthen as it does the time on the clock. */
  readonly seconds: number;
}

/** Samples a process and all its descendants every 50 ms; `stop` returns what they used. All 0 without /proc: not on Linux. */
export function watchProcess(pid: number): {stop: () => ProcessUsage} {
  let [bytes, seconds] = [0, 0];
  const sample = () => {
    const pids = descendantsOf(pid);
    bytes = Math.max(bytes, sumOf(pids, residentBytes));
    seconds = Math.max(seconds, sumOf(pids, processorSeconds));
  };
  const timer = setInterval(sample, EVERY);
  return {
    stop: () => {
      clearInterval(timer);
      return {bytes, seconds};
    }
  };
}

/** Sums *measure* over processes; one that has ended counts as 0. */
function sumOf(pids: readonly number[], measure: (pid: number) => number): number {
  return pids.reduce((sum, pid) => sum + ifAlive(() => measure(pid), 0), 0);
}

function residentBytes(pid: number): number {
  return 1024 * Number(/VmRSS:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
}

/** Returns the processor time of a process and of its children that have ended. */
function processorSeconds(pid: number): number {
  // proc_pid_stat(5): after the name, which stands in parentheses, utime, stime, cutime and cstime are fields 12 to 15.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS;
}

/** Returns the numbers of a process and all its descendants; /proc lists children by the thread that started them. */
function descendantsOf(pid: number): number[] {
  const children = ifAlive(
    () =>
      readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
        readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean).map(Number)
      ),
    []
  );
  return [pid, ...children.flatMap(descendantsOf)];
}

function ifAlive<Value>(read: () => Value, otherwise: Value): Value {
  try {
    return read();
  } catch {
    return otherwise; // the process has ended
  }
}
