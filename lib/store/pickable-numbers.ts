import type { PickableNumber } from "@/lib/domain/pickable-number";
import { asOf } from "@/lib/domain/review";
import type { Db } from "@/lib/store/db";
import type { Prisma } from "@/lib/store/generated/client";
import { type NumberFilter, whereOf } from "@/lib/store/phone-numbers";
import { registrationOf, WITH_CAMPAIGN, WITH_VERIFICATION } from "@/lib/store/sender-rows";

const PICKED = {
  id: true,
  phoneNumber: true,
  friendlyName: true,
  country: true,
  type: true,
  locality: true,
  region: true,
  sms: true,
  mms: true,
  voice: true,
  registration: true,
  segmentsPerSecond: true,
  smsUrl: true,
  carrier: { select: { kind: true } },
  ...WITH_VERIFICATION,
  pool: {
    select: {
      createdAt: true,
      service: { select: { id: true, friendlyName: true, ...WITH_CAMPAIGN.service.select } },
    },
  },
} satisfies Prisma.PhoneNumberSelect;

/**
 * Numbers that match, at most `limit`: those in no pool first, each part newest first.
 * @param now of which registrations are told
 * @param textOnly leaves out what can only be called
 */
export async function listPickable(
  db: Db,
  accountId: string,
  { textOnly, ...filter }: Omit<NumberFilter, "serviceId"> & { readonly textOnly?: boolean },
  limit: number,
  now: Date,
): Promise<PickableNumber[]> {
  const matching = [whereOf(accountId, filter), textOnly ? { OR: [{ sms: true }, { mms: true }] } : {}];
  const read = (pool: Prisma.PhoneNumberWhereInput["pool"], take: number) =>
    db.prisma.phoneNumber.findMany({ where: { AND: matching, pool }, select: PICKED, orderBy: { id: "desc" }, take });
  const free = await read(null, limit);
  const others = free.length < limit ? await read({ isNot: null }, limit - free.length) : [];
  return [...free, ...others].map((row) => toPickable(row, now));
}

/** The account's numbers of these ids or digits (E.164), in no order. */
export async function listNamed(
  db: Db,
  accountId: string,
  { ids, phoneNumbers }: { ids: readonly string[]; phoneNumbers: readonly string[] },
  now: Date,
): Promise<PickableNumber[]> {
  const found = await db.prisma.phoneNumber.findMany({
    where: { accountId, OR: [{ id: { in: [...ids] } }, { phoneNumber: { in: [...phoneNumbers] } }] },
    select: PICKED,
  });
  return found.map((row) => toPickable(row, now));
}

function toPickable(
  {
    sms,
    mms,
    voice,
    type,
    carrier,
    pool,
    verification,
    ...row
  }: Prisma.PhoneNumberGetPayload<{ select: typeof PICKED }>,
  now: Date,
): PickableNumber {
  const service = pool?.service ?? null;
  const registered = registrationOf({ ...row, type, verification }, pool?.createdAt ?? null, service?.campaign ?? null);
  return {
    ...row,
    registration: asOf(registered, now).registration,
    type: type === "toll_free" ? "toll-free" : type,
    capabilities: { sms, mms, voice },
    carrierKind: carrier.kind,
    service: service && { id: service.id, friendlyName: service.friendlyName },
  };
}
