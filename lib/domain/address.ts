import { isAlphaSender } from "@/lib/domain/alpha-sender";
import { isShortCode, parseTo } from "@/lib/domain/phone-number";
import type { ChannelType, SenderType } from "@/lib/domain/settings";

/** The network a message travels on; texts and MMS are one. */
export type Channel = "sms" | ChannelType;

/** Whom a message is to or from, on whatever channel. */
export type Address = {
  /** As it stands on the wire: E.164, or with its channel's prefix, `whatsapp:+14155550100`. */
  readonly address: string;
  readonly channel: Channel;
  /** ISO 3166-1 alpha-2; null when no country can be told. */
  readonly country: string | null;
};

const PREFIX = /^(whatsapp|messenger|rcs):/;

/** By its prefix alone; a few comparisons, so that the way of every message can afford it. */
export function channelOf(address: string): Channel {
  if (address.startsWith("+")) return "sms";
  return (PREFIX.exec(address)?.[1] as ChannelType | undefined) ?? "sms";
}

/** The channel that senders of a type send on. RCS senders carry what is sent to a plain number besides. */
export const channelOfType = (type: SenderType): Channel => (isChannelType(type) ? type : "sms");

export const isChannelType = (type: string): type is ChannelType =>
  type === "whatsapp" || type === "messenger" || type === "rcs";

/** Ids of pages and agents, as their networks give them. */
const ID = /^[A-Za-z0-9._-]{1,100}$/;

/**
 * Reads a recipient: a phone number as {@link parseTo} does, or with a channel's prefix a number (`whatsapp:`, `rcs:`) or a
 * user's id (`messenger:`).
 * @returns undefined when it cannot be one (21211)
 * @source behaviour §2.8
 */
export function parseAddress(text: string): Address | undefined {
  const channel = channelOf(text);
  if (channel === "sms") {
    const number = parseTo(text);
    return number && { address: number.e164, channel, country: number.country };
  }
  const rest = text.slice(channel.length + 1);
  if (channel === "messenger") return ID.test(rest) ? { address: text, channel, country: null } : undefined;
  const number = parseTo(rest);
  return number && { address: `${channel}:${number.e164}`, channel, country: number.country };
}

/**
 * Reads the address of a sender that can be written to: a phone number, a short code, or on a channel a number for
 * WhatsApp, a page for Messenger, an agent for RCS.
 * @returns undefined for anything else, names among them
 * @source behaviour §2.8
 */
export function parseSender(text: string): Address | undefined {
  if (isShortCode(text)) return { address: text, channel: "sms", country: null };
  return channelOf(text) === "rcs" ? parseAgent(text) : parseAddress(text);
}

const parseAgent = (text: string): Address | undefined =>
  ID.test(text.slice("rcs:".length)) ? { address: text, channel: "rcs", country: null } : undefined;

/** What a message may be from: as {@link parseSender}, or a name. @returns as senders are called; undefined for anything else */
export const parseFrom = (text: string): string | undefined =>
  isAlphaSender(text) ? text : parseSender(text)?.address;
