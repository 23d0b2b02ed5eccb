/** Where senders are chosen from; the address may name one. */
export const SENDER_TABS = ["owned", "buy", "short-code", "alphanumeric", "channel"] as const;
export type SenderTab = (typeof SENDER_TABS)[number];
