import type { SenderSettings } from "@/lib/domain/settings";
import type { AlphaSender, Carrier, OwnedSender, PhoneNumber, PoolMember } from "@/lib/store/generated/client";

/** Rows of the three tables that hold senders, as what sends. */

type OfCarrier = { readonly carrier: Pick<Carrier, "kind"> };

type NumberRow = Pick<
  PhoneNumber,
  | "id"
  | "accountId"
  | "phoneNumber"
  | "country"
  | "type"
  | "sms"
  | "mms"
  | "voice"
  | "registration"
  | "carrierId"
  | "segmentsPerSecond"
  | "smsUrl"
  | "smsMethod"
  | "smsFallbackUrl"
  | "smsFallbackMethod"
  | "createdAt"
> &
  OfCarrier;

export const fromNumber = (
  row: NumberRow,
  member: Pick<PoolMember, "serviceId" | "createdAt" | "pausedAt"> | null,
): SenderSettings => ({
  id: row.id,
  accountId: row.accountId,
  serviceId: member?.serviceId ?? null,
  phoneNumber: row.phoneNumber,
  country: row.country,
  type: row.type === "toll_free" ? "toll-free" : row.type,
  capabilities: { sms: row.sms, mms: row.mms, voice: row.voice },
  registration: row.registration,
  carrierId: row.carrierId,
  carrierKind: row.carrier.kind,
  segmentsPerSecond: row.segmentsPerSecond,
  smsUrl: row.smsUrl,
  smsMethod: row.smsMethod,
  smsFallbackUrl: row.smsFallbackUrl,
  smsFallbackMethod: row.smsFallbackMethod,
  paused: member ? member.pausedAt !== null : false,
  addedAt: member?.createdAt ?? row.createdAt,
});

export const fromOwnedSender = (row: OwnedSender & OfCarrier): SenderSettings => ({
  id: row.id,
  accountId: row.accountId,
  serviceId: row.serviceId,
  phoneNumber: row.address,
  country: row.country,
  type: row.kind === "short_code" ? "short-code" : row.kind,
  capabilities: { sms: true, mms: row.mms, voice: false },
  registration: "none",
  carrierId: row.carrierId,
  carrierKind: row.carrier.kind,
  segmentsPerSecond: row.segmentsPerSecond,
  smsUrl: row.smsUrl,
  smsMethod: row.smsMethod,
  smsFallbackUrl: row.smsFallbackUrl,
  smsFallbackMethod: row.smsFallbackMethod,
  paused: row.pausedAt !== null,
  addedAt: row.joinedAt ?? row.createdAt,
});

/** Names carry text one way: nothing comes in, so nobody is to be told. */
export const fromAlphaSender = (row: AlphaSender & OfCarrier): SenderSettings => ({
  id: row.id,
  accountId: row.accountId,
  serviceId: row.serviceId,
  phoneNumber: row.name,
  country: row.country,
  type: "alphanumeric",
  forDestination: row.forDestination,
  capabilities: { sms: true, mms: false, voice: false },
  registration: row.registration,
  carrierId: row.carrierId,
  carrierKind: row.carrier.kind,
  segmentsPerSecond: null,
  smsUrl: null,
  smsMethod: "POST",
  smsFallbackUrl: null,
  smsFallbackMethod: "POST",
  paused: row.pausedAt !== null,
  addedAt: row.createdAt,
});
