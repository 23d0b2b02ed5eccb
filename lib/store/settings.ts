import type { AdvancedOptOut } from "@/lib/domain/advanced-opt-out";
import type { Content } from "@/lib/domain/content";
import { Refusal } from "@/lib/domain/errors";
import type { AccountSettings, SenderSettings, ServiceSettings } from "@/lib/domain/settings";
import { find as findContent } from "@/lib/store/content";
import type { Db } from "@/lib/store/db";
import type { PoolMember, Prisma } from "@/lib/store/generated/client";
import { toDomain } from "@/lib/store/link-domains";
import { open } from "@/lib/store/secrets";
import { toScenario } from "@/lib/store/simulator-scenario";
import { isUnavailable } from "@/lib/store/unavailable";

/** The account a key acts for, and the hex digest of its secret. */
export type KeySettings = { readonly accountId: string; readonly secretHash: string };

/** What a request needs to know of accounts, services, senders, templates and keys, as it is stored now. */
export type SettingsSource = {
  account(accountId: string): Promise<AccountSettings | undefined>;
  service(accountId: string, serviceId: string): Promise<ServiceSettings | undefined>;
  sender(phoneNumber: string): Promise<SenderSettings | undefined>;
  content(accountId: string, contentId: string): Promise<Content | undefined>;
  apiKey(keyId: string): Promise<KeySettings | undefined>;
};

/** Reads the database each time: for processes without a cache, and what a cache reads on a miss. */
export function readSettings(db: Db): SettingsSource {
  return {
    async account(id) {
      const row = await db.prisma.account.findUnique({ where: { id } });
      return row ? toAccount(row) : undefined;
    },
    async service(accountId, id) {
      const row = await db.prisma.messagingService.findUnique({ where: { id, accountId }, include: WITH_POOL });
      return row ? toService(row) : undefined;
    },
    async sender(phoneNumber) {
      const row = await db.prisma.phoneNumber.findUnique({ where: { phoneNumber }, include: WITH_CARRIER_AND_POOL });
      return row ? toSender(row, row.pool) : undefined;
    },
    content: (accountId, id) => findContent(db, accountId, id),
    async apiKey(id) {
      const row = await db.prisma.apiKey.findUnique({ where: { id }, select: { accountId: true, secretHash: true } });
      return row ?? undefined;
    },
  };
}

/**
 * Reads `source`, but does not wait for a database that is known to be away.
 * @throws Refusal 20503 while it is, and for a read that fails because it just went: nothing was begun
 */
export function refuseWhileAway(source: SettingsSource, isUp: () => boolean): SettingsSource {
  const guarded =
    <Key extends unknown[], Value>(read: (...key: Key) => Promise<Value>) =>
    async (...key: Key): Promise<Value> => {
      if (!isUp()) throw new Refusal(20503);
      return read(...key).catch((error) => {
        throw isUnavailable(error) ? new Refusal(20503) : error;
      });
    };
  return {
    account: guarded(source.account),
    service: guarded(source.service),
    sender: guarded(source.sender),
    content: guarded(source.content),
    apiKey: guarded(source.apiKey),
  };
}

const WITH_CARRIER = { carrier: { select: { kind: true } } } satisfies Prisma.PhoneNumberInclude;
const WITH_CARRIER_AND_POOL = { ...WITH_CARRIER, pool: true } satisfies Prisma.PhoneNumberInclude;
const WITH_POOL = {
  linkDomain: true,
  pool: { include: { number: { include: WITH_CARRIER } }, orderBy: [{ createdAt: "asc" }, { numberId: "asc" }] },
} satisfies Prisma.MessagingServiceInclude;

type NumberRow = Prisma.PhoneNumberGetPayload<{ include: typeof WITH_CARRIER }>;
type ServiceRow = Prisma.MessagingServiceGetPayload<{ include: typeof WITH_POOL }>;

const toAccount = (row: Prisma.AccountGetPayload<object>): AccountSettings => ({
  id: row.id,
  friendlyName: row.friendlyName,
  status: row.status,
  type: row.type,
  authToken: open(row.authTokenSealed),
  homeCountry: row.homeCountry,
  geoCountries: row.geoCountries,
  geoMode: row.geoMode,
  longCodeMode: row.longCodeMode,
  tollFreeMode: row.tollFreeMode,
  simulator: toScenario(row.simulator),
});

const toSender = (
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

const toService = (row: ServiceRow): ServiceSettings => ({
  id: row.id,
  accountId: row.accountId,
  friendlyName: row.friendlyName,
  inboundRequestUrl: row.inboundRequestUrl,
  inboundMethod: row.inboundMethod,
  fallbackUrl: row.fallbackUrl,
  fallbackMethod: row.fallbackMethod,
  statusCallback: row.statusCallback,
  stickySender: row.stickySender,
  mmsConverter: row.mmsConverter,
  smartEncoding: row.smartEncoding,
  areaCodeGeomatch: row.areaCodeGeomatch,
  validityPeriod: row.validityPeriod,
  synchronousValidation: row.synchronousValidation,
  useInboundWebhookOnNumber: row.useInboundWebhookOnNumber,
  advancedOptOut: ifEnabled(row.advancedOptOut),
  durableCallbacks: row.durableCallbacks,
  numberedCallbacks: row.numberedCallbacks,
  linkDomain: row.linkDomain && toDomain(row.linkDomain),
  revision: row.revision,
  pool: row.pool.map((member) => toSender(member.number, member)),
});

const ifEnabled = (stored: Prisma.JsonValue): AdvancedOptOut | null => {
  const settings = stored as AdvancedOptOut | null;
  return settings?.enabled ? settings : null;
};

export type CarrierSettings = {
  readonly id: string;
  readonly kind: "simulated" | "smpp" | "http";
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
};

/** Every carrier of the installation. */
export async function readCarriers(db: Db): Promise<CarrierSettings[]> {
  const rows = await db.prisma.carrier.findMany({ orderBy: { id: "asc" } });
  return rows.map(({ id, kind, name, settings }) => ({
    id,
    kind,
    name,
    settings: settings as Record<string, unknown>,
  }));
}
