import { mmsQueueOf } from "@/lib/domain/pacing";
import type { SenderSettings, SharedPace } from "@/lib/domain/settings";
import type {
  Account,
  AlphaSender,
  Carrier,
  MessagingService,
  OwnedSender,
  PhoneNumber,
  PoolMember,
  Prisma,
} from "@/lib/store/generated/client";

/** Rows of the three tables that hold senders, as what sends. */

/** What each of the tables is read with. */
export const WITH_PACE = {
  carrier: { select: { kind: true } },
  account: { select: { ownerId: true, segmentsPerSecond: true } },
} satisfies Prisma.PhoneNumberInclude;
export const WITH_CAMPAIGN = {
  service: { select: { campaignSegmentsPerSecond: true } },
} satisfies Prisma.PoolMemberInclude;

type Paced = {
  readonly carrier: Pick<Carrier, "kind">;
  readonly account: Pick<Account, "ownerId" | "segmentsPerSecond">;
};
type Member = Pick<PoolMember, "serviceId" | "createdAt" | "pausedAt"> & {
  readonly service: Pick<MessagingService, "campaignSegmentsPerSecond">;
};

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
  Paced;

export const fromNumber = (row: NumberRow, member: Member | null): SenderSettings => ({
  id: row.id,
  accountId: row.accountId,
  serviceId: member?.serviceId ?? null,
  phoneNumber: row.phoneNumber,
  country: row.country,
  type: typeOfNumber(row),
  capabilities: { sms: row.sms, mms: row.mms, voice: row.voice },
  registration: row.registration,
  carrierId: row.carrierId,
  carrierKind: row.carrier.kind,
  segmentsPerSecond: row.segmentsPerSecond,
  shared: sharedBy(row, typeOfNumber(row), member),
  smsUrl: row.smsUrl,
  smsMethod: row.smsMethod,
  smsFallbackUrl: row.smsFallbackUrl,
  smsFallbackMethod: row.smsFallbackMethod,
  paused: member ? member.pausedAt !== null : false,
  addedAt: member?.createdAt ?? row.createdAt,
});

export const fromOwnedSender = (row: OwnedSender & Paced): SenderSettings => ({
  id: row.id,
  accountId: row.accountId,
  serviceId: row.serviceId,
  phoneNumber: row.address,
  country: row.country,
  type: typeOfOwned(row),
  capabilities: { sms: true, mms: row.mms, voice: false },
  registration: "none",
  carrierId: row.carrierId,
  carrierKind: row.carrier.kind,
  segmentsPerSecond: row.segmentsPerSecond,
  shared: sharedBy(row, typeOfOwned(row)),
  smsUrl: row.smsUrl,
  smsMethod: row.smsMethod,
  smsFallbackUrl: row.smsFallbackUrl,
  smsFallbackMethod: row.smsFallbackMethod,
  paused: row.pausedAt !== null,
  addedAt: row.joinedAt ?? row.createdAt,
});

/** Names carry text one way: nothing comes in, so nobody is to be told. */
export const fromAlphaSender = (row: AlphaSender & Paced): SenderSettings => ({
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
  shared: sharedBy(row, "alphanumeric"),
  smsUrl: null,
  smsMethod: "POST",
  smsFallbackUrl: null,
  smsFallbackMethod: "POST",
  paused: row.pausedAt !== null,
  addedAt: row.createdAt,
});

const typeOfNumber = ({ type }: Pick<PhoneNumber, "type">) => (type === "toll_free" ? "toll-free" : type);
const typeOfOwned = ({ kind }: Pick<OwnedSender, "kind">) => (kind === "short_code" ? "short-code" : kind);

function sharedBy(
  { id, accountId, account }: { readonly id: string; readonly accountId: string } & Pick<Paced, "account">,
  type: SenderSettings["type"],
  member: Member | null = null,
): SharedPace {
  const campaignMps = member?.service.campaignSegmentsPerSecond ?? null;
  return {
    mmsQueue: mmsQueueOf({ id, type }, account.ownerId ?? accountId),
    campaign: member && campaignMps !== null ? { queue: member.serviceId, segmentsPerSecond: campaignMps } : null,
    accountMps: account.segmentsPerSecond,
  };
}
