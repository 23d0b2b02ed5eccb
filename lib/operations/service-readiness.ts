import { Refusal } from "@/lib/domain/errors";
import type { ReadinessInput } from "@/lib/domain/readiness";
import { asOf, stageOf } from "@/lib/domain/review";
import type { Service } from "@/lib/domain/service";
import type { SenderSettings } from "@/lib/domain/settings";
import type { Ctx } from "@/lib/operations/ctx";
import { countNumbers } from "@/lib/operations/phone-numbers";
import { fetchService } from "@/lib/operations/services";

/** Who looks, and how fast the simulator is here. */
export type Viewer = Pick<ReadinessInput, "mayAdminister" | "simulatedMps">;

/** A service with what its verdicts are made from; nothing in it is secret, so a browser may judge a pool of its own. */
export type JudgedService = { readonly service: Service; readonly input: ReadinessInput };

/**
 * Reads what {@link readinessOf} asks: the pool past any cache, as the next request will find it. A service that names no
 * destinations is judged for the countries of its senders, and without any for the account's home.
 * @throws Refusal 20404
 */
export async function fetchJudgedService(ctx: Ctx, id: string, viewer: Viewer): Promise<JudgedService> {
  const [service, settings, account, ownedNumbers] = await Promise.all([
    fetchService(ctx, id),
    ctx.settings.service(ctx.accountId, id, { fresh: true }),
    ctx.settings.account(ctx.accountId, { fresh: true }),
    countNumbers(ctx, {}),
  ]);
  if (!settings || !account) throw new Refusal(20404);
  const now = ctx.now();
  const { friendlyName, geoCountries, geoMode, longCodeMode, tollFreeMode, alphaMode, homeCountry } = account;
  return {
    service,
    input: {
      pool: settings.pool.map((sender) => asOf(sender, now)),
      destinations: destinationsOf(service, settings.pool, homeCountry),
      account: { friendlyName, geoCountries, geoMode, longCodeMode, tollFreeMode, alphaMode },
      service: {
        friendlyName: service.friendlyName,
        useInboundWebhookOnNumber: service.useInboundWebhookOnNumber,
        inboundRequestUrl: service.inboundRequestUrl,
      },
      campaign: service.campaign && !service.campaign.isMock ? stageOf(service.campaign, now) : undefined,
      ownedNumbers,
      ...viewer,
    },
  };
}

/** The countries a service is judged for. */
export function destinationsOf(
  service: Pick<Service, "destinations">,
  pool: readonly Pick<SenderSettings, "country">[],
  homeCountry: string,
): readonly string[] {
  if (service.destinations.length > 0) return service.destinations;
  const countries = new Set(pool.flatMap(({ country }) => country ?? []));
  return countries.size > 0 ? [...countries] : [homeCountry];
}
