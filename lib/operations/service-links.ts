import { z } from "zod";
import { Refusal } from "@/lib/domain/errors";
import { readHost } from "@/lib/domain/link-shortening";
import type { Ctx } from "@/lib/operations/ctx";
import { webhookUrl } from "@/lib/operations/inputs";
import {
  attachDomain,
  configureDomain,
  createDomain,
  deleteCertificate,
  detachDomain,
  requestManagedCertificate,
  type StoredDomain,
} from "@/lib/operations/link-domains";
import { fetchService } from "@/lib/operations/services";
import * as domains from "@/lib/store/link-domains";

const host = z
  .string()
  .trim()
  .max(253, "Use at most 253 characters")
  .transform((text, context) => {
    const read = text === "" ? "" : readHost(text);
    if (read === undefined) context.addIssue("Enter a host name such as link.example.com");
    return read ?? "";
  });

export const SaveShortLinks = z.object({
  serviceId: z.uuid(),
  host,
  callbackUrl: webhookUrl(),
  fallbackUrl: webhookUrl(),
  continueOnFailure: z.stringbool().default(false),
  disableHttps: z.stringbool().default(false),
  managed: z.stringbool().default(false),
});

/** The domain that a service's links are shortened to; null while they are not. @throws Refusal 20404 */
export async function fetchShortLinks(ctx: Ctx, serviceId: string): Promise<StoredDomain | null> {
  await fetchService(ctx, serviceId);
  return (await domains.findOfService(ctx.db, ctx.accountId, serviceId)) ?? null;
}

/**
 * Gives a service the domain of this name, which is entered when the account has none, with these settings; an empty name
 * takes it away. What is set for a domain holds for every service that has it.
 * @throws Refusal 20404
 */
export async function saveShortLinks(ctx: Ctx, input: z.output<typeof SaveShortLinks>): Promise<void> {
  const { serviceId, host: name, managed, ...config } = input;
  const before = await fetchShortLinks(ctx, serviceId);
  if (before && before.host !== name) await detachDomain(ctx, before.id, serviceId);
  if (name === "") return;
  const domain = await domainNamed(ctx, name);
  await configureDomain(ctx, domain.id, config);
  if (managed && !domain.certificate?.managed) await requestManagedCertificate(ctx, domain.id);
  if (!managed && domain.certificate?.managed) await deleteCertificate(ctx, domain.id);
  await attachDomain(ctx, domain.id, serviceId);
}

/** Two operators may enter one name at the same moment: it is one domain. */
async function domainNamed(ctx: Ctx, name: string): Promise<StoredDomain> {
  const known = await domains.findNamed(ctx.db, ctx.accountId, name);
  if (known) return known;
  try {
    return await createDomain(ctx, { domainName: name });
  } catch (error) {
    const made = error instanceof Refusal && (await domains.findNamed(ctx.db, ctx.accountId, name));
    if (made) return made;
    throw error;
  }
}
