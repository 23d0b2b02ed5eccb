import { CERTIFICATE } from "@/lib/testing/certificate";
import { inWireNames, OWL_CAFE, OWL_CAMPAIGN } from "@/lib/testing/registrations";

/** What an operation is asked: its parameters, or its JSON, and whatever in its path is another than one of each. */
export type Asked = {
  readonly rows?: Rows;
  readonly params?: Readonly<Record<string, unknown>>;
};

type Rows = Readonly<Record<string, string>>;

/** Asks the API as the account that has one of each. @returns what it answers, which is no refusal */
export type Ask = (method: string, path: string, params?: Readonly<Record<string, unknown>>) => Promise<Answer>;
type Answer = Readonly<Record<string, string>>;

type Prepare = (rows: Rows, ask: Ask) => Promise<Asked> | Asked;

const HOME = "/2010-04-01/Accounts";
const TEMPLATE = { friendly_name: "Table", language: "en", variables: {}, types: { "twilio/text": { body: "Ready" } } };
const CALLBACK = "https://example.com/told";

/** Parameters of an operation that needs nothing but them. */
const says =
  (params: Readonly<Record<string, unknown>>): Prepare =>
  () => ({ params });

/** Names another row in the path, made for it, since the operation uses it up. */
const onNew =
  (name: string, make: (rows: Rows, ask: Ask) => Promise<Answer>): Prepare =>
  async (rows, ask) => ({ rows: { [name]: (await make(rows, ask)).sid ?? "" } });

const newService = (ask: Ask) => ask("POST", "/v1/Services", { FriendlyName: "Short-lived" });
const newNumber = (rows: Rows, ask: Ask, AreaCode = "212") =>
  ask("POST", `${HOME}/${rows.AccountSid}/IncomingPhoneNumbers.json`, { AreaCode });
const newKey = (rows: Rows, ask: Ask) => ask("POST", `${HOME}/${rows.AccountSid}/Keys.json`);
const newTemplate = (ask: Ask) => ask("POST", "/v1/Content", TEMPLATE);
const newMessage = async (rows: Rows, ask: Ask) => {
  const { phone_number: To } = await newNumber(rows, ask);
  return ask("POST", "/senderpool/v1/Simulator/Inbound", { From: "+15553332222", To, Body: "Hi" });
};

const CAMPAIGN = inWireNames(OWL_CAMPAIGN);
const { UsAppToPersonUsecase: _usecase, ...CAMPAIGN_CHANGES } = CAMPAIGN;
const VERIFICATION = inWireNames(OWL_CAFE);

const newCampaign = async ({ BrandSid }: Rows, ask: Ask) => {
  const { sid: ServiceSid = "" } = await newService(ask);
  const said = { ...CAMPAIGN, BrandRegistrationSid: BrandSid };
  await ask("POST", `/v1/Services/${ServiceSid}/Compliance/Usa2p`, said);
  return { ServiceSid };
};
const newTollFreeNumber = async (rows: Rows, ask: Ask) => {
  const free = await ask("GET", `${HOME}/${rows.AccountSid}/AvailablePhoneNumbers/US/TollFree.json`, { PageSize: 1 });
  const [number] = free.available_phone_numbers as unknown as readonly Answer[];
  const said = { PhoneNumber: number?.phone_number };
  return (await ask("POST", `${HOME}/${rows.AccountSid}/IncomingPhoneNumbers.json`, said)).sid;
};
const onNewVerification = onNew("VerificationSid", async (rows, ask) => {
  const said = { ...VERIFICATION, TollfreePhoneNumberSid: await newTollFreeNumber(rows, ask) };
  return ask("POST", "/v1/Tollfree/Verifications", said);
});

const onNewAlphaSender: Prepare = async (_rows, ask) => {
  const { sid: ServiceSid = "" } = await newService(ask);
  const { sid = "" } = await ask("POST", `/v1/Services/${ServiceSid}/AlphaSenders`, { AlphaSender: "Owls" });
  return { rows: { ServiceSid, AlphaSenderSid: sid } };
};
const secondToken: Prepare = async (_rows, ask) => {
  await ask("DELETE", "/v1/AuthTokens/Secondary").catch(() => undefined);
  await ask("POST", "/v1/AuthTokens/Secondary");
  return {};
};

/** What one of each still lacks for every list to have a row and every part to be there. */
export async function arrange(rows: Rows, ask: Ask): Promise<void> {
  const pool = `/v1/Services/${rows.ServiceSid}`;
  await ask("POST", `${pool}/ShortCodes`, { ShortCodeSid: rows.ShortCodeSid });
  await ask("POST", `${pool}/ChannelSenders`, { Sid: rows.ChannelSenderSid });
  await ask("POST", `${pool}/AlphaSenders`, { AlphaSender: "Owls" });
  const domain = `/v1/LinkShortening/Domains/${rows.DomainSid}`;
  await ask("POST", `${domain}/RequestManagedCert`);
  await ask("POST", `${domain}/MessagingServices/${rows.ServiceSid}`);
}

/** By method and published path. What is not here is asked without parameters, about one of each. */
export const INPUTS: Readonly<Record<string, Prepare>> = {
  "POST /v1/AuthTokens/Promote": secondToken,
  "DELETE /v1/AuthTokens/Secondary": secondToken,

  "PATCH /v1/Messaging/GeoPermissions": says({
    Permissions: [JSON.stringify({ country_code: "IN", type: "country", enabled: true })],
  }),

  "POST /2010-04-01/Accounts.json": says({ FriendlyName: "Shop" }),
  "POST /2010-04-01/Accounts/{Sid}.json": says({ FriendlyName: "Owl" }),
  "POST /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json": says({ AreaCode: "415" }),
  "POST /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/Local.json": says({ PhoneNumber: "+12065550123" }),
  "POST /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/Mobile.json": says({ PhoneNumber: "+447700900123" }),
  "POST /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/TollFree.json": says({ PhoneNumber: "+18335550123" }),
  "DELETE /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{Sid}.json": onNew("PhoneNumberSid", newNumber),
  "DELETE /2010-04-01/Accounts/{AccountSid}/Keys/{Sid}.json": onNew("KeySid", newKey),
  "DELETE /2010-04-01/Accounts/{AccountSid}/SigningKeys/{Sid}.json": onNew("KeySid", newKey),
  "DELETE /v1/Keys/{Sid}": onNew("KeySid", newKey),
  "GET /v1/Keys": ({ AccountSid }) => ({ params: { AccountSid } }),
  "POST /v1/Keys": ({ AccountSid }) => ({ params: { AccountSid } }),
  "POST /2010-04-01/Accounts/{AccountSid}/Messages.json": ({ ServiceSid }) => ({
    params: { To: "+15553332222", MessagingServiceSid: ServiceSid, Body: "Ready" },
  }),
  "POST /2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Feedback.json": async (rows, ask) => {
    const { sid = "" } = await ask("POST", `${HOME}/${rows.AccountSid}/Messages.json`, {
      To: "+15553332222",
      MessagingServiceSid: rows.ServiceSid,
      Body: "Ready",
      ProvideFeedback: "true",
    });
    return { rows: { MessageSid: sid }, params: { Outcome: "confirmed" } };
  },
  "DELETE /2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json": onNew("MessageSid", newMessage),
  "POST /2010-04-01/Accounts/{AccountSid}/Usage/Triggers.json": says({
    CallbackUrl: CALLBACK,
    TriggerValue: "100",
    UsageCategory: "sms",
  }),

  "POST /v1/Content": says(TEMPLATE),
  "PUT /v1/Content/{Sid}": says({ types: TEMPLATE.types }),
  "POST /v1/Content/{ContentSid}/ApprovalRequests/whatsapp": async (_rows, ask) => ({
    ...(await onNew("ContentSid", () => newTemplate(ask))({}, ask)),
    params: { name: "table_ready", category: "UTILITY" },
  }),
  "DELETE /v1/Content/{Sid}": onNew("ContentSid", (_rows, ask) => newTemplate(ask)),

  "POST /v1/Services": says({ FriendlyName: "Reminders" }),
  "DELETE /v1/Services/{Sid}": onNew("ServiceSid", (_rows, ask) => newService(ask)),
  "POST /v1/Services/{ServiceSid}/PhoneNumbers": async (rows, ask) => ({
    params: { PhoneNumberSid: (await newNumber(rows, ask)).sid },
  }),
  "POST /v1/Services/{ServiceSid}/ShortCodes": async (_rows, ask) => {
    const { sid: ShortCodeSid } = await ask("POST", "/senderpool/v1/Senders", { Address: "987654", Country: "US" });
    return { params: { ShortCodeSid } };
  },
  "POST /v1/Services/{MessagingServiceSid}/ChannelSenders": async (_rows, ask) => {
    const { sid: Sid } = await ask("POST", "/senderpool/v1/Senders", { Address: "whatsapp:+14155550987" });
    return { params: { Sid } };
  },
  "POST /v1/Services/{ServiceSid}/AlphaSenders": async (_rows, ask) => {
    const { sid: ServiceSid = "" } = await newService(ask);
    return { rows: { ServiceSid }, params: { AlphaSender: "Owls" } };
  },
  "GET /v1/Services/{ServiceSid}/AlphaSenders/{Sid}": onNewAlphaSender,
  "DELETE /v1/Services/{ServiceSid}/AlphaSenders/{Sid}": onNewAlphaSender,
  "POST /v1/Services/{ServiceSid}/DestinationAlphaSenders": says({ AlphaSender: "Owls", IsoCountryCode: "GB" }),

  "POST /v1/a2p/BrandRegistrations": says({
    CustomerProfileBundleSid: `BU${"1".repeat(32)}`,
    A2PProfileBundleSid: `BU${"2".repeat(32)}`,
  }),
  "POST /v1/a2p/BrandRegistrations/{Sid}": ({ FailedBrandSid = "" }) => ({ rows: { BrandSid: FailedBrandSid } }),
  "POST /v1/a2p/BrandRegistrations/{BrandRegistrationSid}/SmsOtp": ({ SoleBrandSid = "" }) => ({
    rows: { BrandSid: SoleBrandSid },
  }),
  "POST /v1/a2p/BrandRegistrations/{BrandSid}/Vettings": says({ VettingProvider: "aegis" }),
  "POST /v1/Services/PreregisteredUsa2p": async (_rows, ask) => ({
    params: { CampaignId: "C1A2B3C", MessagingServiceSid: (await newService(ask)).sid },
  }),
  "POST /v1/Services/{MessagingServiceSid}/Compliance/Usa2p": async ({ BrandSid }, ask) => ({
    rows: { ServiceSid: (await newService(ask)).sid ?? "" },
    params: { ...CAMPAIGN, BrandRegistrationSid: BrandSid },
  }),
  "POST /v1/Services/{MessagingServiceSid}/Compliance/Usa2p/{Sid}": async (rows, ask) => ({
    rows: await newCampaign(rows, ask),
    params: { ...CAMPAIGN_CHANGES, AgeGated: false, DirectLending: false },
  }),
  "DELETE /v1/Services/{MessagingServiceSid}/Compliance/Usa2p/{Sid}": async (rows, ask) => ({
    rows: await newCampaign(rows, ask),
  }),
  "POST /v1/Tollfree/Verifications": async (rows, ask) => ({
    params: { ...VERIFICATION, TollfreePhoneNumberSid: await newTollFreeNumber(rows, ask) },
  }),
  "POST /v1/Tollfree/Verifications/{Sid}": async (rows, ask) => ({
    ...(await onNewVerification(rows, ask)),
    params: { BusinessName: "Owls" },
  }),
  "DELETE /v1/Tollfree/Verifications/{Sid}": onNewVerification,

  "POST /v1/LinkShortening/Domains/{DomainSid}/Certificate": async (_rows, ask) => {
    const { sid: DomainSid = "" } = await ask("POST", "/senderpool/v1/LinkShortening/Domains", {
      DomainName: "link.example.com",
    });
    return { rows: { DomainSid }, params: { TlsCert: CERTIFICATE } };
  },
  "POST /v1/LinkShortening/Domains/{DomainSid}/MessagingServices/{MessagingServiceSid}": onNew(
    "ServiceSid",
    (_rows, ask) => newService(ask),
  ),
};
