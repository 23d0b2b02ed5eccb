import type { Message } from "@/lib/domain/message";

/**
 * Whether the message is bound to a sender for everybody to see. Before that its sender is known here, but the wire says
 * nothing of it, nor of its segments, unless the request named it.
 * @source behaviour §1.3
 */
const isBound = ({ status }: Pick<Message, "status">) => status !== "accepted" && status !== "scheduled";

/** The sender as the wire and the console tell it: null while none is chosen. */
export const toldFrom = (message: Pick<Message, "from" | "fromGiven" | "status">): string | null =>
  message.fromGiven || isBound(message) ? message.from : null;

/** Segments as the wire and the console tell them: null until the message is bound to a sender. */
export const toldSegments = (message: Pick<Message, "segments" | "status">): number | null =>
  isBound(message) ? message.segments : null;
