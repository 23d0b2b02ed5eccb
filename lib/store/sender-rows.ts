import type { BrandType } from "@/lib/domain/brand";
import { campaignRate, NUMBER_JOINS_MS } from "@/lib/domain/campaign";
import { mmsQueueOf } from "@/lib/domain/pacing";
import { registrationBy, type TimedRegistration } from "@/lib/domain/review";
import type { SenderSettings, SharedPace } from "@/lib/domain/settings";
import type {
  Account,
  AlphaSender,
  Carrier,
  OwnedSender,
  PhoneNumber,
  PoolMember,
  Prisma,
} from "@/lib/store/generated/client";
import { REVIEW_COLUMNS, toReview } from "@/lib/store/reviews";

/** Rows of the three tables that hold senders, as what sends. */

/** What each of the tables is read with. */
export const WITH_PACE = {
  carrier: { select: { kind: true } },
  account: { select: { ownerId: true, segmentsPerSecond: true } },
} satisfies Prisma.PhoneNumberInclude;
type Paced = {
  readonly carrier: Pick<Carrier, "kind">;
  readonly account: Pick<Account, "ownerId" | "segmentsPerSecond">;
};
/** What a number's registration follows from beside itself: its verification, and its service's campaign. */
export const WITH_VERIFICATION = {
  verification: { select: REVIEW_COLUMNS },
} satisfies Prisma.PhoneNumberInclude;
const CAMPAIGN_SHARED = {
  campaignSegmentsPerSecond: true,
  campaign: {
    select: { ...REVIEW_COLUMNS, usecase: true, brand: { select: { type: true, mock: true, score: true } } },
  },
} satisfies Prisma.MessagingServiceSelect;
export const WITH_CAMPAIGN = { service: { select: CAMPAIGN_SHARED } } satisfies Prisma.PoolMemberInclude;
type Verified = Prisma.PhoneNumberGetPayload<{ select: typeof WITH_VERIFICATION }>;
type ServiceOfCampaign = Prisma.MessagingServiceGetPayload<{ select: typeof CAMPAIGN_SHARED }>;
type CampaignRow = ServiceOfCampaign["campaign"];
type Member = Pick<PoolMember, "serviceId" | "createdAt" | "pausedAt"> & { readonly service: ServiceOfCampaign };

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
  Paced &
  Verified;

export const fromNumber = (row: NumberRow, member: Member | null): SenderSettings => ({
  id: row.id,
  accountId: row.accountId,
  serviceId: member?.serviceId ?? null,
  phoneNumber: row.phoneNumber,
  country: row.country,
  type: typeOfNumber(row),
  capabilities: { sms: row.sms, mms: row.mms, voice: row.voice },
  ...registrationOf(row, member?.createdAt ?? null, member?.service.campaign ?? null),
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

/**
 * A toll-free number's verification says what it is, a US long code's campaign does; where there is none, what an operator
 * noted. A campaign of a mock brand registers nothing.
 * @param joinedAt when it joined its service
 * @source behaviour §6.2, §7.1, §7.2
 */
export function registrationOf(
  { type, country, registration, verification }: Pick<NumberRow, "type" | "country" | "registration"> & Verified,
  joinedAt: Date | null,
  campaign: CampaignRow,
): TimedRegistration {
  if (type === "toll_free" && verification) return registrationBy(toReview(verification));
  if (type !== "local" || country !== "US" || !campaign || campaign.brand?.mock) return { registration };
  const joins = joinedAt && new Date(joinedAt.getTime() + NUMBER_JOINS_MS);
  return registrationBy(toReview(campaign), joins);
}

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
  const campaignMps = member && campaignMpsOf(member.service);
  return {
    mmsQueue: mmsQueueOf({ id, type }, account.ownerId ?? accountId),
    campaign: member && campaignMps !== null ? { queue: member.serviceId, segmentsPerSecond: campaignMps } : null,
    accountMps: account.segmentsPerSecond,
  };
}

/** What was set for a service's campaign, else what its kind and its brand allow. */
function campaignMpsOf({ campaignSegmentsPerSecond, campaign }: ServiceOfCampaign): number | null {
  if (campaignSegmentsPerSecond !== null || !campaign || campaign.rejection || campaign.brand?.mock) {
    return campaignSegmentsPerSecond;
  }
  const brand = campaign.brand && { ...campaign.brand, type: campaign.brand.type as BrandType };
  return campaignRate(campaign.usecase, brand).segmentsPerSecond;
}
