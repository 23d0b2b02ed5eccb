import { X509Certificate } from "node:crypto";
import { lookup } from "node:dns/promises";
import { z } from "zod";
import { Refusal } from "@/lib/domain/errors";
import { readHost } from "@/lib/domain/link-shortening";
import type { Listing, Page } from "@/lib/domain/page";
import type { Ctx } from "@/lib/operations/ctx";
import { flag, webhookUrl } from "@/lib/operations/inputs";
import { fetchService } from "@/lib/operations/services";
import type { StoredDomain } from "@/lib/store/link-domains";
import * as domains from "@/lib/store/link-domains";

export type { StoredDomain };

/** Our choice. */
const DOMAINS_MAX = 100;
const DNS_MS = 2_000;

export const CreateDomain = z.object({
  domainName: z
    .string("Enter a host name")
    .max(253, "Use at most 253 characters")
    .transform((text, context) => {
      const host = readHost(text);
      if (host === undefined) context.addIssue("Enter a host name such as link.example.com");
      return host ?? "";
    }),
});

/** @source OpenAPI twilio_messaging_v1 (UpdateDomainConfigRequest) */
export const ConfigureDomain = z.object({
  fallbackUrl: webhookUrl().optional(),
  callbackUrl: webhookUrl().optional(),
  continueOnFailure: flag.optional(),
  disableHttps: flag.optional(),
});

/** Enters a name for short links. @throws Refusal 20409 the account has it already, or 100 others */
export async function createDomain(ctx: Ctx, { domainName }: z.output<typeof CreateDomain>): Promise<StoredDomain> {
  if ((await domains.count(ctx.db, ctx.accountId)) >= DOMAINS_MAX) {
    throw new Refusal(20409, `The account has ${DOMAINS_MAX} domains`);
  }
  const made = await domains.insert(ctx.db, ctx.accountId, { id: ctx.newId(), host: domainName, at: ctx.now() });
  if (!made) throw new Refusal(20409, `The account has the domain ${domainName} already`);
  return made;
}

/** @throws Refusal 20404 if it is not this account's */
export async function fetchDomain(ctx: Ctx, id: string): Promise<StoredDomain> {
  return (await domains.find(ctx.db, ctx.accountId, id)) ?? notFound();
}

/** Newest first. */
export async function listDomains(ctx: Ctx, page: Page): Promise<Listing<StoredDomain>> {
  return domains.list(ctx.db, ctx.accountId, page);
}

/** Its links go on leading where they lead. @throws Refusal 20404 */
export async function deleteDomain(ctx: Ctx, id: string): Promise<void> {
  if (!(await domains.remove(ctx.db, ctx.accountId, id))) notFound();
}

/** Changes what is given and nothing else. @throws Refusal 20404 */
export async function configureDomain(
  ctx: Ctx,
  id: string,
  input: z.output<typeof ConfigureDomain>,
): Promise<StoredDomain> {
  return (await domains.configure(ctx.db, ctx.accountId, id, { ...input, at: ctx.now() })) ?? notFound();
}

/** A domain with its certificate. @throws Refusal 20404 unknown, or without one */
export async function fetchCertified(ctx: Ctx, id: string): Promise<StoredDomain> {
  const domain = await fetchDomain(ctx, id);
  return domain.certificate ? domain : notFound();
}

/**
 * Notes how long a domain's certificate holds. The certificate is read and the private key that comes with it is thrown
 * away: whoever stands in front of this installation ends TLS and needs both, not we.
 * @param pem certificate, chain and key, one after the other
 * @throws Refusal 20404 unknown, 20001 no certificate, one that is over, or of another name
 */
export async function saveCertificate(ctx: Ctx, id: string, pem: string): Promise<StoredDomain> {
  const { host } = await fetchDomain(ctx, id);
  const at = ctx.now();
  const certificate = readCertificate(pem);
  const expiresAt = new Date(certificate.validTo);
  if (expiresAt <= at) throw new Refusal(20001, "Bad request: TlsCert: The certificate is over");
  const name = host.replace(/:\d+$/, "");
  if (!certificate.checkHost(name))
    throw new Refusal(20001, `Bad request: TlsCert: The certificate is not for ${name}`);
  return certify(ctx, id, { managed: false, expiresAt });
}

function readCertificate(pem: string): X509Certificate {
  const [first] = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.exec(pem) ?? [];
  try {
    return new X509Certificate(first ?? "");
  } catch {
    throw new Refusal(20001, "Bad request: TlsCert: Use a certificate in PEM format");
  }
}

/** Says that somebody in front of this installation keeps the certificate of a domain. @throws Refusal 20404 */
export async function requestManagedCertificate(ctx: Ctx, id: string): Promise<StoredDomain> {
  return certify(ctx, id, { managed: true, expiresAt: null });
}

async function certify(
  ctx: Ctx,
  id: string,
  given: { managed: boolean; expiresAt: Date | null },
): Promise<StoredDomain> {
  const { certificate } = await fetchDomain(ctx, id);
  const at = ctx.now();
  const kept = { id: certificate?.id ?? ctx.newId(), createdAt: certificate?.createdAt ?? at, updatedAt: at, ...given };
  return (await domains.certify(ctx.db, ctx.accountId, id, kept, at)) ?? notFound();
}

/** @throws Refusal 20404 unknown, or without one */
export async function deleteCertificate(ctx: Ctx, id: string): Promise<void> {
  await fetchCertified(ctx, id);
  await domains.certify(ctx.db, ctx.accountId, id, null, ctx.now());
}

/** Whether the domain's name leads anywhere; whether it leads here, only a visitor can tell. */
export type DnsVerdict = { readonly domain: StoredDomain; readonly isValid: boolean; readonly reason: string };

/** @throws Refusal 20404 */
export async function validateDns(ctx: Ctx, id: string): Promise<DnsVerdict> {
  const domain = await fetchDomain(ctx, id);
  const late = new Promise<never>((_resolve, reject) => setTimeout(reject, DNS_MS, new Error("late")).unref());
  try {
    await Promise.race([lookup(domain.host.replace(/:\d+$/, "")), late]);
    return { domain, isValid: true, reason: "" };
  } catch {
    return { domain, isValid: false, reason: `No address was found for ${domain.host}` };
  }
}

/** The domain of a service. @throws Refusal 20404 unknown, or without one */
export async function fetchDomainOfService(ctx: Ctx, serviceId: string): Promise<StoredDomain> {
  return (await domains.findOfService(ctx.db, ctx.accountId, serviceId)) ?? notFound();
}

/**
 * Has a service's links shortened to a domain. Again changes nothing.
 * @throws Refusal 20404 unknown, 30130 the service has another domain
 * @source behaviour §6.4
 */
export async function attachDomain(ctx: Ctx, id: string, serviceId: string): Promise<StoredDomain> {
  const [domain] = await Promise.all([fetchDomain(ctx, id), fetchService(ctx, serviceId)]);
  const found = await domains.findOfService(ctx.db, ctx.accountId, serviceId);
  if (found?.id === id) return domain;
  const isOurs = await domains.attach(ctx.db, ctx.accountId, serviceId, { from: null, to: id, at: ctx.now() });
  if (!isOurs) throw new Refusal(30130);
  return domain;
}

/** @throws Refusal 20404 unknown, or the service does not have this domain */
export async function detachDomain(ctx: Ctx, id: string, serviceId: string): Promise<void> {
  const isDone = await domains.attach(ctx.db, ctx.accountId, serviceId, { from: id, to: null, at: ctx.now() });
  if (!isDone) notFound();
}

function notFound(): never {
  throw new Refusal(20404);
}
