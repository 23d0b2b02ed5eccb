import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Brand, BrandType } from "@/lib/domain/brand";
import type { Rejection } from "@/lib/domain/review";
import { toSid } from "@/lib/domain/sid";
import { acceptOne } from "@/lib/operations/accept";
import { searchAvailable } from "@/lib/operations/available-numbers";
import type { Ctx } from "@/lib/operations/ctx";
import { buyNumber, type OwnedNumber } from "@/lib/operations/phone-numbers";
import { addSenders } from "@/lib/operations/sender-pool";
import { createService, type Service } from "@/lib/operations/services";
import * as accounts from "@/lib/store/accounts";
import { insert as insertBrand } from "@/lib/store/brands";
import type { Db } from "@/lib/store/db";
import { readSettings } from "@/lib/store/settings";
import { testShelf } from "@/lib/testing/media";
import { newId } from "@/lib/testing/sending";

/** Of a world that keeps no files; the browser specs use it too, outside of Vitest. */
const NO_MEDIA = path.join(tmpdir(), "senderpool-no-media");

export type World = Omit<Ctx, "accountId" | "actor">;

/** The world over a test database, without a gateway: messages are accepted and stay as they are. */
export const testWorld = (db: Db, given: Partial<World> = {}): World => ({
  db,
  now: () => new Date(),
  newId,
  randomBytes,
  settings: readSettings(db),
  media: testShelf({ dataDir: NO_MEDIA }),
  accept: acceptOne(db, { now: () => new Date(), newId, simulatedMps: 10 }),
  simulatedMps: 10,
  ...given,
});

export type TestAccount = { readonly ctx: Ctx; readonly sid: string; readonly authToken: string };

/** A new account that can sign in to the API. */
export async function createAccount(world: World): Promise<TestAccount> {
  const authToken = Buffer.from(world.randomBytes(16)).toString("hex");
  const { id } = await accounts.insert(world.db, {
    id: world.newId(),
    at: world.now(),
    friendlyName: "Owl",
    authToken,
  });
  const sid = toSid("AC", id);
  return { ctx: { ...world, accountId: id, actor: sid }, sid, authToken };
}

/** Buys a number that is free; by default any of San Francisco's. */
export const createNumber = (ctx: Ctx, areaCode = "415"): Promise<OwnedNumber> => buyNumber(ctx, { areaCode });

/** Buys a US toll-free number that is free. */
export async function createTollFreeNumber(ctx: Ctx): Promise<OwnedNumber> {
  const [free] = await searchAvailable(ctx, { country: "US", type: "toll-free" }, { limit: 1 });
  return buyNumber(ctx, { phoneNumber: free?.phoneNumber ?? "" });
}

/** A brand that was decided a moment ago: approved, unless it is rejected. */
export const createDecidedBrand = (
  ctx: Ctx,
  { type = "STANDARD", rejection = null }: { type?: BrandType; rejection?: Rejection | null } = {},
): Promise<Brand> =>
  insertBrand(ctx.db, ctx.accountId, {
    id: ctx.newId(),
    businessName: "Owl, Inc.",
    type,
    customerProfileId: ctx.newId(),
    a2pProfileId: ctx.newId(),
    mock: false,
    skipAutomaticSecVet: false,
    score: 75,
    review: {
      submittedAt: new Date(ctx.now().getTime() - 60_000),
      decidedAt: new Date(ctx.now().getTime() - 30_000),
      rejection,
      suspendedAt: null,
    },
  });

/** A service with these numbers in its pool. */
export async function createServiceWith(ctx: Ctx, numbers: readonly OwnedNumber[]): Promise<Service> {
  const service = await createService(ctx, { friendlyName: "Appointment reminders" });
  await addSenders(
    ctx,
    service.id,
    numbers.map(({ id }) => id),
  );
  return service;
}
