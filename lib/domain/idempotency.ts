import { createHash } from "node:crypto";
import type { Message } from "@/lib/domain/message";
import type { MessageEvent } from "@/lib/domain/message-event";

/** Names of the header, by precedence. @source IETF draft-ietf-httpapi-idempotency-key-header; Twilio's own webhooks */
export const KEY_HEADERS = ["idempotency-key", "i-twilio-idempotency-token"] as const;

export const KEY_LENGTH_MAX = 255;

/** A key is kept so long, and removed within the hour after. */
export const KEY_HOURS = 24;

const KEY = new RegExp(`^[\\x21-\\x7e]([\\x20-\\x7e]{0,${KEY_LENGTH_MAX - 2}}[\\x21-\\x7e])?$`);

/** Whether a header's value can be a key: 1 to 255 printable ASCII characters, no blanks around them. */
export const isKey = (text: string) => KEY.test(text);

/**
 * What stands for a request: the same whenever it says the same, however its parameters are encoded and ordered. The
 * values of a repeated parameter keep their order, which can matter.
 * @returns SHA-256, hexadecimal
 */
export function fingerprint(params: Iterable<readonly [name: string, values: readonly string[]]>): string {
  const inOrder = [...params].sort(([name], [other]) => (name < other ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(inOrder)).digest("hex");
}

/**
 * The message as its create was answered, whatever has become of it since; what was redacted stays redacted.
 * @param first  its first event, which says what it was accepted as and, where it was changed, the text as it was asked
 */
export function firstAnswer(message: Message, first: Pick<MessageEvent, "name" | "detail"> | undefined): Message {
  const asked = (first?.detail.request as { Body?: string } | undefined)?.Body;
  return {
    ...message,
    status: (first?.name as Message["status"] | undefined) ?? message.status,
    errorCode: null,
    body: asked ?? message.body,
    price: null,
    sentAt: null,
    updatedAt: message.createdAt,
    attempt: 0,
    seq: 0,
  };
}
