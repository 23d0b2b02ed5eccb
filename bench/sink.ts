import { type AddressInfo, createServer } from "node:net";
import { answering } from "@/bench/processes";

export type SinkReport = {
  readonly port: number;
  /** Callbacks since the last reset, by MessageStatus. */
  readonly byStatus: Readonly<Record<string, number>>;
  readonly count: number;
  /** Different messages told of, and callbacks that came more than once. */
  readonly messages: number;
  readonly repeated: number;
  /** When the last one came, ms since epoch. */
  readonly lastAt: number;
};

const ANSWER = "HTTP/1.1 204 No Content\r\n\r\n";
let byStatus: Record<string, number> = {};
let seen = new Map<string, Set<string>>();
let count = 0;
let repeated = 0;
let lastAt = 0;

/** As little of an HTTP server as answers callbacks over kept connections. */
const server = createServer({ noDelay: true }, (socket) => {
  let received = "";
  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    received += chunk.toString("latin1");
    for (;;) {
      const end = received.indexOf("\r\n\r\n");
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(received)?.[1] ?? 0);
      if (end < 0 || received.length < end + 4 + length) return;
      keep(received.slice(end + 4, end + 4 + length));
      received = received.slice(end + 4 + length);
      socket.write(ANSWER);
    }
  });
});

function keep(body: string): void {
  const status = /MessageStatus=(\w+)/.exec(body)?.[1] ?? "none";
  const sid = /MessageSid=(\w+)/.exec(body)?.[1] ?? "none";
  const statuses = seen.get(sid) ?? new Set();
  if (statuses.has(status)) repeated += 1;
  seen.set(sid, statuses.add(status));
  byStatus[status] = (byStatus[status] ?? 0) + 1;
  count += 1;
  lastAt = Date.now();
}

const listening = new Promise<void>((resolve) => server.listen(0, "127.0.0.1", 4_096, resolve));

answering<"reset" | "report", SinkReport>(async (question) => {
  await listening;
  if (question === "reset") {
    byStatus = {};
    seen = new Map();
    count = repeated = lastAt = 0;
  }
  const { port } = server.address() as AddressInfo;
  return { port, byStatus, count, messages: seen.size, repeated, lastAt };
});
