import type { HttpMethod } from "@/lib/domain/service";
import type { ChannelType } from "@/lib/domain/settings";

export type OwnedSenderKind = "short-code" | ChannelType;

export const CHANNEL_KINDS = ["whatsapp", "messenger", "rcs"] as const satisfies readonly ChannelType[];

/** A short code or a channel's address that an account has from its carrier, as it has its numbers. */
export type OwnedSender = {
  readonly id: string;
  readonly accountId: string;
  readonly kind: OwnedSenderKind;
  /** The digits of a short code, or an address with its channel's prefix. */
  readonly address: string;
  readonly friendlyName: string;
  /** ISO 3166-1 alpha-2; null: the address belongs to no country. */
  readonly country: string | null;
  /** Besides texts. */
  readonly mms: boolean;
  readonly carrierId: string;
  /** Segments a second; null: what its kind allows (behaviour §1.5). */
  readonly segmentsPerSecond: number | null;
  readonly smsUrl: string | null;
  readonly smsMethod: HttpMethod;
  readonly smsFallbackUrl: string | null;
  readonly smsFallbackMethod: HttpMethod;
  /** The service whose pool it is in, and since when. */
  readonly service: { readonly id: string; readonly friendlyName: string } | null;
  readonly joinedAt: Date | null;
  /** Since when it is kept out of that pool's choice. */
  readonly pausedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};
