import { connect } from "node:net";
import { answering } from "@/bench/processes";

export type LoadOrder = {
  readonly port: number;
  /** Path of the request. */
  readonly path: string;
  /** `user:password` */
  readonly auth: string;
  /** Form without To and Body. */
  readonly form: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
};

export type LoadResult = {
  readonly accepted: number;
  /** Answers of another status than 201, and connections that broke. */
  readonly errors: number;
  readonly seconds: number;
  /** Of an answer, in ms. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
};

/** Recipients whose last four digits mean nothing to the simulator. */
const recipient = (n: number) =>
  `+1415${String(2_000_000 + (n % 700) * 10_000 + 5_000 + (Math.floor(n / 700) % 4_000))}`;

answering<LoadOrder, LoadResult>(async ({ port, path, auth, form, connections, seconds }) => {
  const head = `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Basic ${Buffer.from(auth).toString("base64")}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: `;
  const fixed = new URLSearchParams(form).toString();
  const times: number[] = [];
  let made = 0;
  let accepted = 0;
  let errors = 0;
  const begun = performance.now();
  const until = begun + seconds * 1_000;

  /** One customer: the next message when the last one is answered. */
  const customer = () =>
    new Promise<void>((resolve) => {
      const socket = connect({ port, host: "127.0.0.1", noDelay: true });
      let sentAt = 0;
      let received = "";
      const send = () => {
        if (performance.now() >= until) return void socket.end();
        made += 1;
        const body = `${fixed}&To=${encodeURIComponent(recipient(made))}&Body=m${made}+Your+order+has+shipped+and+arrives+tomorrow`;
        sentAt = performance.now();
        socket.write(`${head}${body.length}\r\n\r\n${body}`);
      };
      socket.on("connect", send);
      socket.on("data", (chunk) => {
        received += chunk.toString("latin1");
        const end = received.indexOf("\r\n\r\n");
        if (end < 0) return;
        const length = /\r\ncontent-length: (\d+)/i.exec(received)?.[1];
        if (length === undefined || received.length < end + 4 + Number(length)) return;
        times.push(performance.now() - sentAt);
        if (received.startsWith("HTTP/1.1 201")) accepted += 1;
        else errors += 1;
        received = "";
        send();
      });
      socket.on("error", () => {
        errors += 1;
      });
      socket.on("close", () => resolve());
    });

  await Promise.all(Array.from({ length: connections }, customer));
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return {
    accepted,
    errors,
    seconds: (performance.now() - begun) / 1_000,
    p50: at(0.5),
    p99: at(0.99),
    max: at(1),
  };
});
