import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import type { Ledger } from "@/lib/carriers/carrier";

const RECONNECT_MS = 200;

/**
 * A ledger in another process: one line of JSON an entry over TCP, each answered by one line once it is kept. When the
 * connection breaks, entries without an answer are in doubt and rejected.
 * @param address `host:port`
 */
export function connectLedger(address: string): Ledger {
  const [host = "", port = ""] = address.split(":");
  let waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  let socket: Socket;
  let up = false;
  let closed = false;
  open();

  function open(): void {
    socket = connect({ host, port: Number(port), noDelay: true });
    socket.on("connect", () => {
      up = true;
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      up = false;
      const lost = waiting;
      waiting = [];
      for (const { reject } of lost) reject(new Error("The ledger's connection broke"));
      if (!closed) setTimeout(open, RECONNECT_MS);
    });
    // It repeats its socket's errors.
    const answers = createInterface({ input: socket }).on("error", () => {});
    answers.on("line", () => waiting.shift()?.resolve());
  }

  return {
    isUp: () => up,
    record(line) {
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        socket.write(`${JSON.stringify(line)}\n`);
      });
    },
    close() {
      closed = true;
      socket.destroy();
    },
  };
}
