import { own, v1, v2 } from "@/lib/api/dialect";
import { one } from "@/lib/api/params";
import { defineResource, readFields } from "@/lib/api/resource";
import { Refusal } from "@/lib/domain/errors";
import { toSid } from "@/lib/domain/sid";
import {
  attachDomain,
  ConfigureDomain,
  CreateDomain,
  configureDomain,
  createDomain,
  type DnsVerdict,
  deleteCertificate,
  deleteDomain,
  detachDomain,
  fetchCertified,
  fetchDomain,
  fetchDomainOfService,
  listDomains,
  requestManagedCertificate,
  type StoredDomain,
  saveCertificate,
  validateDns,
} from "@/lib/operations/link-domains";

/** Short links: their domains, certificates and settings, and the services that use them. @source behaviour §6.4 */
const BASE = "LinkShortening";

/** The domains themselves, which Twilio makes in its console alone. */
const linkDomains = defineResource({
  dialect: own,
  path: `${BASE}/Domains/:DomainSid`,
  create: (ctx, _path, params) => createDomain(ctx, readFields(CreateDomain, params)),
  list: { key: "domains", prefix: "DN", run: (ctx, _path, page) => listDomains(ctx, page) },
  fetch: (ctx, { DomainSid }) => fetchDomain(ctx, DomainSid),
  remove: (ctx, { DomainSid }) => deleteDomain(ctx, DomainSid),
  docs: {
    about: {
      list: "The names that short links have.",
      read: "A name that short links have.",
      create: "Enters a name for short links.",
      delete: "Takes it away; its links go on leading where they lead.",
    },
    params: { create: { DomainName: { required: true, about: "A host name, with its port if it has one." } } },
    row: {
      sid: "sid DN",
      account_sid: "sid AC",
      domain_name: "string",
      date_created: "date-time-rfc-2822",
      date_updated: "date-time-rfc-2822",
    },
  },
  serialize: (domain: StoredDomain, { accountSid }) => ({
    sid: toSid("DN", domain.id),
    account_sid: accountSid,
    domain_name: domain.host,
    date_created: domain.createdAt,
    date_updated: domain.updatedAt,
  }),
});

const certificates = defineResource({
  dialect: v1,
  path: `${BASE}/Domains/:DomainSid/Certificate`,
  fetch: (ctx, { DomainSid }) => fetchCertified(ctx, DomainSid),
  update: async (ctx, { DomainSid }, params) => {
    const pem = one(params, "TlsCert");
    if (!pem) {
      await fetchDomain(ctx, DomainSid);
      throw new Refusal(20001, "Missing required parameter TlsCert in the post body");
    }
    return saveCertificate(ctx, DomainSid, pem);
  },
  remove: (ctx, { DomainSid }) => deleteCertificate(ctx, DomainSid),
  serialize: (domain: StoredDomain, { origin, path }) => ({
    ...certificateFields(domain),
    cert_in_validation: null,
    url: origin + path,
  }),
});

/** The same in the second generation, which tells both kinds. */
const certificatesV2 = defineResource({
  dialect: v2,
  path: `${BASE}/Domains/:DomainSid/Certificate`,
  fetch: (ctx, { DomainSid }) => fetchCertified(ctx, DomainSid),
  serialize: (domain: StoredDomain, { origin, path }) => ({
    ...certificateFields(domain),
    managed: domain.certificate?.managed ?? false,
    requesting: false,
    cert_in_validation: null,
    url: origin + path,
  }),
});

const managedCertificates = defineResource({
  dialect: v1,
  path: `${BASE}/Domains/:DomainSid/RequestManagedCert`,
  update: (ctx, { DomainSid }) => requestManagedCertificate(ctx, DomainSid),
  serialize: (domain: StoredDomain, { origin, path }) => ({
    ...certificateFields(domain),
    managed: domain.certificate?.managed ?? false,
    requesting: false,
    url: origin + path,
  }),
});

const configs = defineResource({
  dialect: v1,
  path: `${BASE}/Domains/:DomainSid/Config`,
  fetch: (ctx, { DomainSid }) => fetchDomain(ctx, DomainSid),
  update: (ctx, { DomainSid }, params) => configureDomain(ctx, DomainSid, readFields(ConfigureDomain, params)),
  serialize: (domain: StoredDomain, { origin, path }) => ({
    ...configFields(domain),
    disable_https: domain.disableHttps,
    url: origin + path,
  }),
});

const dnsVerdicts = defineResource({
  dialect: v1,
  path: `${BASE}/Domains/:DomainSid/ValidateDns`,
  fetch: (ctx, { DomainSid }) => validateDns(ctx, DomainSid),
  serialize: ({ domain, isValid, reason }: DnsVerdict, { origin, path }) => ({
    domain_sid: toSid("DN", domain.id),
    is_valid: isValid,
    reason,
    url: origin + path,
  }),
});

/** A domain with a service that uses it. */
type Association = { readonly domain: StoredDomain; readonly serviceId: string };

const associationFields = ({ domain, serviceId }: Association) => ({
  domain_sid: toSid("DN", domain.id),
  messaging_service_sid: toSid("MG", serviceId),
});

const associations = defineResource({
  dialect: v1,
  path: `${BASE}/Domains/:DomainSid/MessagingServices/:ServiceSid`,
  establish: async (ctx, { DomainSid, ServiceSid }): Promise<Association> => ({
    domain: await attachDomain(ctx, DomainSid, ServiceSid),
    serviceId: ServiceSid,
  }),
  remove: (ctx, { DomainSid, ServiceSid }) => detachDomain(ctx, DomainSid, ServiceSid),
  serialize: (association: Association, { origin, path }) => ({
    ...associationFields(association),
    url: origin + path,
  }),
});

const domainOfServices = defineResource({
  dialect: v1,
  path: `${BASE}/MessagingServices/:ServiceSid/Domain`,
  fetch: async (ctx, { ServiceSid }): Promise<Association> => ({
    domain: await fetchDomainOfService(ctx, ServiceSid),
    serviceId: ServiceSid,
  }),
  serialize: (association: Association, { origin, path }) => ({
    ...associationFields(association),
    url: origin + path,
  }),
});

const configOfServices = defineResource({
  dialect: v1,
  path: `${BASE}/MessagingService/:ServiceSid/DomainConfig`,
  fetch: async (ctx, { ServiceSid }): Promise<Association> => ({
    domain: await fetchDomainOfService(ctx, ServiceSid),
    serviceId: ServiceSid,
  }),
  serialize: ({ domain, serviceId }: Association, { origin, path }) => ({
    ...configFields(domain),
    messaging_service_sid: toSid("MG", serviceId),
    url: origin + path,
  }),
});

export const linkShortening = [
  linkDomains,
  certificates,
  certificatesV2,
  managedCertificates,
  configs,
  dnsVerdicts,
  associations,
  domainOfServices,
  configOfServices,
];

const certificateFields = ({ id, host, certificate }: StoredDomain) => ({
  certificate_sid: certificate && toSid("CW", certificate.id),
  domain_name: `https://${host}`,
  domain_sid: toSid("DN", id),
  date_created: certificate?.createdAt ?? null,
  date_updated: certificate?.updatedAt ?? null,
  date_expires: certificate?.expiresAt ?? null,
});

const configFields = (domain: StoredDomain) => ({
  domain_sid: toSid("DN", domain.id),
  config_sid: toSid("ZK", domain.id),
  fallback_url: domain.fallbackUrl,
  callback_url: domain.callbackUrl,
  continue_on_failure: domain.continueOnFailure,
  date_created: domain.configuredAt ?? domain.createdAt,
  date_updated: domain.updatedAt,
});
