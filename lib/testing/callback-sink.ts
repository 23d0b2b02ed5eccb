import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import twilio from "twilio";

/** A webhook request as it came in. */
export type Callback = {
  /** Ms since epoch. */
  readonly at: number;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly params: Readonly<Record<string, string>>;
  /** As it came. */
  readonly body: string;
};

export type CallbackSink = {
  /** Its base address, on loopback. */
  readonly url: string;
  /** Everything received, in the order it came. */
  readonly received: readonly Callback[];
  /** Waits until `enough` is true of what was received. @throws Error when `timeoutMs` have passed */
  until(enough: (received: readonly Callback[]) => boolean, timeoutMs?: number): Promise<readonly Callback[]>;
  /** Whether the official helper takes a request's signature as made with this token. */
  isSigned(callback: Callback, authToken: string): boolean;
  close(): Promise<void>;
};

const answerNothing = (_callback: Callback, response: ServerResponse) => {
  response.writeHead(204).end();
};

/** A customer's web server that remembers everything. @param answer by default 204 */
export async function startCallbackSink(
  answer: (callback: Callback, response: ServerResponse) => void = answerNothing,
): Promise<CallbackSink> {
  const received: Callback[] = [];
  const waiting = new Set<() => void>();
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const { url = "", method = "", headers } = request;
    const params = Object.fromEntries(new URLSearchParams(method === "GET" ? url.split("?")[1] : body));
    const callback = { at: Date.now(), url: base + url, method, headers, params, body };
    received.push(callback);
    answer(callback, response);
    for (const look of waiting) look();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url: base,
    received,
    until: (enough, timeoutMs = 10_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`Waited in vain after ${received.map(({ params }) => params.MessageStatus).join(", ")}`));
        }, timeoutMs);
        const look = () => {
          if (!enough(received)) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(received);
        };
        waiting.add(look);
        look();
      }),
    isSigned: ({ headers, url, params, body }, authToken) => {
      const signature = String(headers["x-twilio-signature"]);
      return headers["content-type"] === "application/json"
        ? twilio.validateRequestWithBody(authToken, signature, url, body)
        : twilio.validateRequest(authToken, signature, url, { ...params });
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
