import type { KeyType } from "@/lib/domain/access";
import type { AdvancedOptOut } from "@/lib/domain/advanced-opt-out";
import { isAlphaSender } from "@/lib/domain/alpha-sender";
import type { Content } from "@/lib/domain/content";
import { Refusal } from "@/lib/domain/errors";
import type { AccountSettings, SenderSettings, ServiceSettings } from "@/lib/domain/settings";
import { find as findContent } from "@/lib/store/content";
import type { Db } from "@/lib/store/db";
import type { Prisma } from "@/lib/store/generated/client";
import { toDomain } from "@/lib/store/link-domains";
import { open } from "@/lib/store/secrets";
import {
  fromAlphaSender,
  fromNumber,
  fromOwnedSender,
  WITH_CAMPAIGN,
  WITH_PACE,
  WITH_VERIFICATION,
} from "@/lib/store/sender-rows";
import { toScenario } from "@/lib/store/simulator-scenario";
import { isUnavailable } from "@/lib/store/unavailable";

/** The account a key acts for, the hex digest of its secret, and what it may do. */
export type KeySettings = {
  readonly accountId: string;
  readonly secretHash: string;
  readonly type: KeyType;
  readonly allow: readonly string[];
};

/** What a request needs to know of accounts, services, senders, templates and keys, as it is stored now. */
export type SettingsSource = {
  account(accountId: string): Promise<AccountSettings | undefined>;
  service(accountId: string, serviceId: string): Promise<ServiceSettings | undefined>;
  /** Names are looked up among the account's own, everything else in any account. */
  sender(address: string, accountId: string): Promise<SenderSettings | undefined>;
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
    async sender(address, accountId) {
      if (isAlphaSender(address)) {
        const where = { accountId, name: address };
        const row = await db.prisma.alphaSender.findFirst({ where, orderBy: OWN_FIRST, include: WITH_PACE });
        return row ? { ...fromAlphaSender(row), serviceId: null, country: null, paused: false } : undefined;
      }
      if (!address.startsWith("+")) {
        const row = await db.prisma.ownedSender.findUnique({ where: { address }, include: WITH_PACE });
        return row ? fromOwnedSender(row) : undefined;
      }
      const row = await db.prisma.phoneNumber.findUnique({
        where: { phoneNumber: address },
        include: { ...WITH_PACE, ...WITH_VERIFICATION, pool: { include: WITH_CAMPAIGN } },
      });
      return row ? fromNumber(row, row.pool) : undefined;
    },
    content: (accountId, id) => findContent(db, accountId, id),
    async apiKey(id) {
      const row = await db.prisma.apiKey.findUnique({ where: { id }, select: KEY });
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

const KEY = { accountId: true, secretHash: true, type: true, allow: true } satisfies Prisma.ApiKeySelect;
/** Of the uses of a name, the account's own before a service's. */
const OWN_FIRST = [{ serviceId: { sort: "asc", nulls: "first" } }, { id: "asc" }] as const satisfies unknown[];
const WITH_POOL = {
  linkDomain: true,
  pool: {
    include: { number: { include: { ...WITH_PACE, ...WITH_VERIFICATION } }, ...WITH_CAMPAIGN },
    orderBy: [{ createdAt: "asc" }, { numberId: "asc" }],
  },
  ownedSenders: { include: WITH_PACE, orderBy: [{ joinedAt: "asc" }, { id: "asc" }] },
  alphaSenders: { include: WITH_PACE, orderBy: { id: "asc" } },
} satisfies Prisma.MessagingServiceInclude;

type ServiceRow = Prisma.MessagingServiceGetPayload<{ include: typeof WITH_POOL }>;

const toAccount = (row: Prisma.AccountGetPayload<object>): AccountSettings => ({
  id: row.id,
  friendlyName: row.friendlyName,
  status: row.status,
  type: row.type,
  ownerId: row.ownerId,
  authToken: open(row.authTokenSealed),
  secondToken: row.secondTokenSealed === null ? null : open(row.secondTokenSealed),
  homeCountry: row.homeCountry,
  geoCountries: row.geoCountries,
  geoMode: row.geoMode,
  longCodeMode: row.longCodeMode,
  tollFreeMode: row.tollFreeMode,
  alphaMode: row.alphaMode,
  simulator: toScenario(row.simulator),
  requestsPerSecond: row.requestsPerSecond,
  requestsAtOnce: row.requestsAtOnce,
  reviewSeconds: row.reviewSeconds,
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
  pool: [
    ...row.pool.map((member) => fromNumber(member.number, member)),
    ...row.ownedSenders.map(fromOwnedSender),
    ...row.alphaSenders.map(fromAlphaSender),
  ].toSorted((one, other) => one.addedAt.getTime() - other.addedAt.getTime()),
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
