/** Who held the message when it went wrong, and so who can put it right. @source console §1.2 */
export type Party = "Your request" | "Senderpool" | "Carrier" | "Recipient" | "Your endpoint";

type Entry = {
  /** The status this code has when it is the answer to a request. */
  readonly httpStatus: number;
  /** The dictionary's short name: the default answer, and a message's `error_message`. */
  readonly message: string;
  readonly party: Party;
  /** One sentence: what happened. */
  readonly cause: string;
  /** One sentence: what to do about it. */
  readonly remedy: string;
};

const by =
  (party: Party) =>
  (httpStatus: number, message: string, cause: string, remedy: string): Entry => ({
    httpStatus,
    message,
    party,
    cause,
    remedy,
  });

const request = by("Your request");
const senderpool = by("Senderpool");
const carrier = by("Carrier");
const recipient = by("Recipient");
const endpoint = by("Your endpoint");

/**
 * One line per code this product can answer or put on a message: HTTP status, name, cause, remedy.
 * @source twilio.com/docs/api/errors; behaviour §3
 */
// biome-ignore format: a code is one line, so that grep shows all of it
export const CATALOGUE = {
  // Accounts
  10001: request(403, "Account is not active", "The account the request is about is suspended or closed.", "Reactivate the account before changing anything in it."),

  // The API itself
  20001: request(400, "Bad request", "A parameter has a value the API cannot read.", "Correct the parameter the text names."),
  20002: request(400, "Invalid FriendlyName", "The name is empty or longer than 64 characters.", "Give a name of 1 to 64 characters."),
  20003: request(401, "Authenticate", "The Account SID, API key or secret was not accepted.", "Check the credentials; a rotated token or revoked key stops at once."),
  20004: request(405, "Method not allowed", "This resource does not know this HTTP method.", "Use one of the methods in the Allow header."),
  20005: request(401, "Account not active", "The account is suspended or closed.", "Reactivate the account before sending."),
  20006: request(403, "Access denied", "These credentials may not do this.", "Use the account's own token, or ask an owner."),
  20007: request(400, "Page size too large", "PageSize is above 1000.", "Ask for at most 1000 rows a page."),
  20008: request(403, "Resource not accessible with Test Account Credentials", "Test credentials only try out sending a message and buying a number.", "Use the account's own credentials."),
  20009: request(409, "Cannot delete or redact this resource before it is complete", "The message is still on its way.", "Wait until it has a final status; cancel it first if it is scheduled."),
  20404: request(404, "The requested resource was not found", "Nothing of that name belongs to this account.", "Check the SID, the account and the path, which is case-sensitive."),
  20409: request(409, "Conflict", "The resource is in a state that does not allow this.", "Read it again and repeat with what you find."),
  20413: request(413, "Request entity too large", "The request body is above the limit.", "Send less in one request."),
  20422: request(400, "Invalid parameter", "A parameter's value is not allowed; nothing was done.", "Correct the parameter and send again."),
  20423: request(400, "Invalid SID", "A SID is two letters and 32 hexadecimal digits.", "Copy the SID again."),
  20429: request(429, "Too many requests", "More requests are in flight than allowed; this one was not executed.", "Send it again after the time in Retry-After."),
  20500: senderpool(500, "Internal server error", "Senderpool failed while it handled the request.", "Look for the request id in the log; check whether the request took effect before repeating it."),
  20503: senderpool(503, "Service unavailable", "The database or the gateway is not reachable at the moment.", "Repeat the request in a few seconds."),
  21102: request(400, "Reached maximum number of Messaging Services", "The account has 1,000 Messaging Services.", "Delete one that is not used."),
  21481: request(400, "Invalid PageToken", "The page token was not made here, or for another list.", "Start again from the first page."),

  // Recipient, sender and content of a new message
  21211: request(400, "Invalid 'To' Phone Number", "The recipient is not a possible phone number.", "Write it with country code, like +14155550134."),
  21212: request(400, "Invalid 'From' Number", "The sender is not a possible phone number or sender ID.", "Write it with country code, like +14155550134."),
  21265: request(400, "'To' number cannot be a Short Code", "Short codes cannot receive messages from numbers.", "Send to a phone number."),
  21266: request(400, "'To' and 'From' number cannot be the same", "A number cannot text itself.", "Use another sender or recipient."),
  21267: request(400, "Alphanumeric Sender ID cannot be used as the 'From' number on trial accounts", "Trial accounts send from numbers only.", "Send from a number, or upgrade the account."),
  21268: request(400, "'To' number is premium-rate or an information service", "Messages to numbers that charge their caller are not sent.", "Send to an ordinary phone number."),
  21408: request(400, "Permission to send an SMS has not been enabled for the region indicated by the 'To' number", "Sending to the recipient's country is off for this account.", "Turn the country on in Settings, Geo permissions."),
  21601: request(400, "Phone number is not a valid SMS-capable inbound phone number", "The number cannot receive text messages.", "Use a number with the SMS capability."),
  21602: request(400, "Message body is required", "The request has neither Body nor MediaUrl.", "Give a Body of 1 to 1,600 characters, or a MediaUrl."),
  21603: request(400, "A 'From' or 'MessagingServiceSid' is required to send a message", "Nothing says who sends.", "Add MessagingServiceSid, or From."),
  21604: request(400, "A 'To' phone number is required", "The request has no recipient.", "Add To with country code, like +14155550134."),
  21606: request(400, "The 'From' phone number is not a valid, message-capable number for this account", "The sender is not a number of this account that can text.", "Use a number from Numbers, Active."),
  21608: request(400, "The 'To' number is unverified", "A trial account texts verified numbers only.", "Verify the number, or upgrade the account."),
  21609: request(400, "Invalid 'StatusCallback' URL", "The StatusCallback is not an http or https URL that may be called from here.", "Give a full URL with a host name without underscores, at most 4,000 characters."),
  21610: recipient(400, "Attempt to send to unsubscribed recipient", "The recipient has replied STOP to this sender or service.", "Do not send again until they reply START."),
  21611: request(400, "This 'From' number has exceeded the maximum number of queued messages", "Ten hours of messages already wait for this sender.", "Slow down, or spread the traffic over a Messaging Service."),
  21612: request(400, "Message cannot be sent with the current combination of 'To' and/or 'From' parameters", "This sender cannot reach that recipient's country.", "Use a sender that reaches it: US and Canadian recipients need a US or Canadian number."),
  21614: recipient(400, "'To' number is not a valid mobile number", "The number cannot receive text messages.", "Ask the recipient for a mobile number."),
  21617: request(400, "The concatenated message body exceeds the 1600 character limit", "The text is longer than 1,600 characters.", "Shorten the text, or send it as several messages."),
  21619: request(400, "A text message body, media URL or content SID is required", "The request has nothing to send.", "Add Body, MediaUrl or ContentSid."),
  21620: request(400, "Invalid media URL(s)", "A MediaUrl is not an http or https URL.", "Give a full URL that can be fetched without a login."),
  21621: request(400, "The 'From' number has not been enabled for MMS", "The sender cannot send media.", "Use a sender with the MMS capability, or send text only."),
  21623: request(400, "Number of media files exceeds allowed limit", "The request has more than 10 media files.", "Send at most 10 MediaUrl parameters."),
  21624: request(400, "Invalid validity period value", "ValidityPeriod is not a whole number of seconds from 1 to 36,000.", "Give 1 to 36,000, or leave it out for 10 hours."),
  21627: request(400, "Max price must be a valid float", "MaxPrice is not a positive number.", "Leave MaxPrice out: it has no effect."),
  21654: request(400, "ContentSid Required", "ContentVariables came without a ContentSid.", "Add the ContentSid the variables belong to."),
  21655: request(400, "The ContentSid is Invalid", "ContentSid is not HX and 32 hexadecimal digits of this account.", "Copy the SID again."),
  21656: request(400, "The ContentVariables Parameter is invalid", "ContentVariables is not a JSON object of texts, or a variable of the template has no value that can be put into it.", "Send a JSON object such as {\"1\":\"Ann\"} with a value for each variable that has none in the template."),
  21659: request(400, "'From' is not a phone number or Short Code of this installation, or country mismatch", "The sender is no number of ours, or a short code of another country.", "Use a number from Numbers, Active."),
  21660: request(400, "Mismatch between the 'From' number and the account", "The sender belongs to another account.", "Use a number of the account that sends."),
  21661: request(400, "'From' number is not SMS-capable", "The sender is voice only.", "Use a number with the SMS capability."),
  21664: request(400, "FallbackFrom cannot be used with From", "FallbackFrom takes over from a sender that a service chooses.", "Leave out From or FallbackFrom."),
  21665: request(400, "The FallbackFrom parameter is invalid", "FallbackFrom is no sender of this account that sends texts.", "Give a number, short code or name of the account."),
  21666: request(400, "MessagingServiceSid is required with FallbackFrom", "FallbackFrom takes over from a sender that a service chooses.", "Add MessagingServiceSid."),
  21667: request(400, "FallbackFrom needs an RCS sender in the service", "The service's pool has no RCS sender that it could stand in for.", "Add an RCS sender to the service, or leave FallbackFrom out."),

  // Numbers
  21401: request(400, "Invalid Phone Number", "The number to buy is not a possible phone number.", "Choose one from the search."),
  21421: request(400, "PhoneNumber is invalid", "The number is not one the carrier offers.", "Choose one from the search."),
  21422: request(400, "PhoneNumber is not available", "Someone bought it first. Nothing was charged.", "Choose another one from the search."),
  21451: request(400, "Invalid area code", "An area code is three digits, the first from 2 to 9.", "Give a US or Canadian area code, like 415."),
  21452: request(400, "No phone numbers found in area code", "The carrier has no number left in this area code.", "Try an area code that overlays it, or one nearby."),

  // Messaging Services and their pools
  21701: request(404, "The Messaging Service does not exist", "No Messaging Service of this account has that SID.", "Check MessagingServiceSid; the service may have been deleted."),
  21702: senderpool(400, "The Messaging Service is not available to send messages", "The service cannot send at the moment.", "Repeat the request later."),
  21703: request(400, "The Messaging Service does not have a sender available to send this message", "No sender in the pool can reach this recipient with this content.", "Add a sender for the recipient's country; US and Canada need a US or Canadian number."),
  21704: request(400, "The Messaging Service contains no phone numbers", "The sender pool is empty.", "Add a sender to the service."),
  21705: request(400, "The Messaging Service is invalid", "MessagingServiceSid is not MG and 32 hexadecimal digits.", "Copy the SID again."),
  21910: request(400, "Invalid 'From' and 'To' pair. 'From' and 'To' should be of the same channel", "A sender reaches only recipients on its own channel.", "Give both the same prefix, such as whatsapp:, or none."),
  63007: request(400, "Could not find a Channel with the specified 'From' address", "No sender of this account has that address.", "Use an address from the account's senders."),
  63031: request(400, "Channels message cannot have same From and To", "An address cannot text itself.", "Use another sender or recipient."),
  21708: request(400, "Alphanumeric Sender ID missing", "The request has no AlphaSender.", "Add AlphaSender, 1 to 11 characters."),
  21709: request(400, "Alphanumeric Sender ID is invalid", "The sender ID has other than 1 to 11 letters, digits, spaces, - + _ &, or digits only.", "Choose a name of letters and digits."),
  21710: request(409, "Phone Number or Short Code is already in the Messaging Service", "The sender is in this pool.", "Nothing to do."),
  21711: request(404, "Sender is not associated with the specified Messaging Service", "The sender is not in this service's pool.", "Add it to the pool, or use a sender that is."),
  21712: request(409, "Phone Number or Short Code is associated with another Messaging Service", "A number belongs to one service at a time.", "Remove it from the other service first."),
  21713: request(400, "The use case is invalid", "The use case is none of notifications, marketing, verification, discussion, poll, undeclared.", "Use one of these, in lower case."),
  21714: request(400, "Number Pool size limit reached", "The pool holds 400 numbers and short codes.", "Create a second service."),
  21715: request(400, "Phone Number does not have SMS or MMS capability", "The number is voice only.", "Choose a number that can text."),

  // Registrations with carriers
  21717: request(400, "The brand registration is missing or not valid for the use case", "The brand is not approved, not verified yet, or of another type than the campaign's use case takes.", "Wait for the brand's approval, or choose a use case of its type."),
  21719: request(400, "The use cases of the Messaging Service and the campaign are incompatible", "What the service is for rules this campaign out.", "Change the service's use case, or register the campaign for another service."),
  21720: request(400, "The A2P use case is invalid", "UsAppToPersonUsecase is none of the known codes.", "Use a code from Compliance/Usa2p/Usecases, in upper case."),
  21721: request(400, "Cannot import the vetting: incompatible A2P brand", "Vettings are imported to approved standard brands.", "Wait for the brand's approval; a sole proprietor has none."),
  21722: request(400, "Invalid Campaign Verify token", "VettingId is no token of Campaign Verify.", "Give the whole token, with all its parts between the bars."),
  21724: request(400, "Brand update count exceeded", "The brand was handed in again three times.", "Register another brand."),
  21725: request(400, "The brand cannot be updated in its state", "Only a brand that FAILED is handed in again.", "Read its status; there is nothing to do while it is pending or approved."),
  21727: request(400, "A parameter of the campaign is missing", "A campaign takes brand, description, message flow, samples, use case and what its messages contain.", "Add the parameter the text names."),
  21728: request(400, "A parameter of the campaign has the wrong length", "A text of the campaign, or the number of its samples, is out of its bounds.", "Keep to the lengths the text names."),
  21729: request(400, "The campaign is suspended", "A suspended campaign stays as it is until the suspension ends.", "Settle what it was suspended for."),
  21731: request(400, "The brand is suspended", "No campaign is registered for a suspended brand.", "Settle what it was suspended for, or use another brand."),
  21732: request(400, "The brand has as many campaigns as it may", "A sole proprietor has one campaign, a standard brand 50.", "Delete a campaign, or use another brand."),
  30437: request(400, "The verification can no longer be edited", "The time in which a rejected verification may be corrected is over, or what it is for is not allowed at all.", "Delete the verification and hand in a new one."),

  // Scheduling
  30409: request(400, "This message cannot be canceled", "Only a scheduled message can be canceled, before its time.", "Read the message's status."),
  35111: request(400, "SendAt is missing", "ScheduleType is fixed but there is no time.", "Add SendAt, like 2030-01-31T12:00:00Z."),
  35114: request(400, "SendAt is invalid", "SendAt is no ISO 8601 time from 5 minutes to 35 days ahead.", "Give a time in that window, in UTC."),
  35118: request(400, "MessagingServiceSid is required to schedule a message", "Scheduling works through a Messaging Service.", "Add MessagingServiceSid."),
  35125: request(400, "Maximum number of scheduled messages reached", "500,000 messages of this account already wait for their time.", "Cancel some, or schedule later."),
  35126: request(400, "ScheduleType is not supported", "ScheduleType is not fixed.", "Use ScheduleType=fixed with SendAt."),

  // Delivery
  30001: senderpool(400, "Queue overflow", "Ten hours of messages already waited for the sender.", "Add senders to the service, or send more slowly."),
  30002: senderpool(400, "Account suspended", "The account was suspended between queueing and sending.", "Reactivate the account, then send again."),
  30003: recipient(400, "Unreachable destination handset", "The phone was off, out of reach or barred.", "Send again later."),
  30004: recipient(400, "Message blocked", "The recipient or their carrier blocks this sender.", "Ask the recipient to allow it; do not send again until then."),
  30005: recipient(400, "Unknown destination handset", "The number is not in service.", "Remove the number from your list."),
  30006: recipient(400, "Landline or unreachable carrier", "The number is a landline, or its carrier takes no texts.", "Ask the recipient for a mobile number."),
  30007: carrier(400, "Message filtered", "The carrier judged the text to be unwanted.", "Check consent, sender registration, and links in the text."),
  30008: carrier(400, "Unknown error", "The carrier refused the message and gave no reason.", "Send one again; if it repeats, ask the carrier with the message's SID."),
  30009: carrier(400, "Missing inbound segment", "Parts of a long message that came in did not arrive within two minutes; the rest was joined.", "Ask the sender to write again if the text makes no sense."),
  30011: recipient(400, "MMS not supported by the receiving phone number in this region", "The recipient's country takes no media from here.", "Turn the service's MMS converter on, which sends a link, or send text."),
  30019: request(400, "Content size exceeds carrier limit", "The files of the message are larger than 5 MB together.", "Send smaller files, or fewer."),
  30029: request(400, "Invalid ContentRetention", "ContentRetention is neither retain nor discard.", "Use retain or discard."),
  30030: request(400, "Invalid AddressRetention", "AddressRetention is neither retain nor obfuscate.", "Use retain or obfuscate."),
  30031: request(400, "Invalid MaxRate", "The rate is not a number the carrier accepts.", "Leave the rate out."),
  30032: carrier(400, "Toll-Free Number has not been verified", "Carriers block unverified toll-free numbers in the US and Canada.", "Verify the number, or use another sender."),
  30033: carrier(400, "A2P campaign suspended", "The campaign of this number is suspended, so nothing leaves to the US.", "View the campaign and settle what it was suspended for."),
  30034: carrier(400, "Message from an unregistered number", "US carriers take texts only from numbers in an A2P campaign.", "Register brand and campaign, or use a verified toll-free number."),
  30035: carrier(400, "A2P number still being configured", "The number has not joined its campaign yet.", "Wait until the registration is done, then send again."),
  30036: senderpool(400, "Validity Period Expired", "The message waited longer than its validity period.", "Add senders, or allow a longer period."),
  30040: carrier(400, "Sender ID pre-registration required", "The recipient's country wants this sender ID registered first.", "Register it, or use a number."),
  30044: request(400, "Trial Message Length Exceeded", "The text is too long for a trial account.", "Shorten it, or upgrade the account."),
  30103: senderpool(400, "Links could not be shortened", "The service's short-link domain has no certificate that holds, so the message did not leave.", "Renew the certificate, or let messages continue with long links."),
  30106: senderpool(400, "Short-link domain not set up", "ShortenUrls was asked for, and the service has no domain for short links.", "Give the service a domain under Content, or leave ShortenUrls out."),
  30130: request(400, "Messaging Service has another short-link domain", "A service shortens its links to one domain at most.", "Take the other domain away from the service first."),
  30410: carrier(400, "Provider Timeout", "The carrier did not answer in time.", "Send again; check Carriers if it repeats."),
  30500: senderpool(500, "Internal error", "Senderpool failed while it sent the message.", "Look for the message's SID in the log, then send again."),

  // Your endpoints: status callbacks, inbound webhooks, media
  11100: endpoint(400, "Invalid URL format", "The webhook's URL cannot be read, or may not be called from here.", "Give a full http or https URL; private addresses need CALLBACK_ALLOW."),
  11200: endpoint(400, "HTTP retrieval failure", "Your endpoint answered with an error status.", "Answer 2xx within 15 s; see the attempt for what came back."),
  11205: endpoint(400, "HTTP connection failure", "No connection to your endpoint could be made.", "Check that it runs and that its address can be reached from here."),
  11206: endpoint(400, "HTTP protocol violation", "Your endpoint's answer is no valid HTTP.", "Check what answers on that port."),
  11210: endpoint(400, "HTTP bad host name", "The host name of your endpoint has no address.", "Check the name and its DNS records."),
  11215: endpoint(400, "HTTP too many redirects", "Your endpoint redirects, or redirects too often.", "Give the final URL."),
  11235: endpoint(400, "Certificate invalid: domain mismatch", "The certificate of your endpoint is for another name.", "Use a certificate that names the host of the URL."),
  11236: endpoint(400, "Certificate invalid: expired", "The certificate of your endpoint has expired.", "Renew the certificate."),
  11237: endpoint(400, "Certificate invalid: no chain of trust", "The certificate of your endpoint is signed by nobody that is trusted here.", "Serve the whole chain of a public certificate."),
  11220: endpoint(400, "SSL/TLS handshake error", "No secure connection to your endpoint could be made.", "Check its certificate: name, date, chain."),
  11243: endpoint(400, "Invalid connection override", "A setting after the # of the URL is out of its bounds.", "Use ct 100-10000, rt and tt 100-15000, rc 0-5, rp of 4xx,5xx,ct,rt,all."),
  11750: endpoint(400, "TwiML response body too large", "Your endpoint's answer is above 64 KB.", "Answer with less."),
  11751: endpoint(400, "Media message - media exceeds message size limit", "The media is larger than the message may be.", "Use a smaller file."),
  11770: endpoint(400, "Empty response body", "Your endpoint answered 200 without a body, so nothing was replied.", "Answer 204, or <Response/>, when there is nothing to say."),
  12100: endpoint(400, "Document parse failure", "Your endpoint's answer is no well-formed XML.", "Answer <Response/> when there is nothing to say."),
  12101: endpoint(400, "Invalid TwiML XML version", "The XML declaration of your endpoint's answer names another version than 1.", "Begin with <?xml version=\"1.0\"?>, or leave the declaration out."),
  12102: endpoint(400, "Root element must be Response", "Your endpoint's answer is XML, but not TwiML.", "Put everything into <Response>, written with a capital R."),
  12200: endpoint(400, "Schema validation warning", "The TwiML has an element or attribute that is not known here.", "Use Message, Body, Media and Redirect."),
  12300: endpoint(400, "Invalid Content-Type", "Your endpoint's answer or media has a type that cannot be used.", "Answer with text/xml; serve media with its true type."),
  12400: senderpool(400, "Internal failure", "Senderpool failed while it carried out your endpoint's answer; nothing of it was sent.", "Look for the message's SID in the log."),
  14101: endpoint(400, "Invalid 'To' attribute", "The recipient of a <Message> is no phone number that a reply can go to.", "Write to=\"+14155550134\", or leave it out to answer the sender."),
  14102: endpoint(400, "Invalid 'From' attribute", "The sender of a <Message> is no number of this account.", "Use a number from Numbers, Active, or leave from out."),
  14103: endpoint(400, "Invalid message body", "A reply has no text, or more than 1,600 characters.", "Give it a <Body> of 1 to 1,600 characters."),
  14104: endpoint(400, "Invalid method attribute", "A method in the TwiML is neither GET nor POST, so POST was used.", "Use GET or POST."),
  14105: endpoint(400, "Invalid statusCallback attribute", "A statusCallback or action in the TwiML is no URL, so nobody is told of that reply.", "Give an http or https URL, or one relative to the document."),
  14106: endpoint(400, "Reached document retrieval limit", "The TwiML redirected more than 10 times.", "Check for a <Redirect> that leads back to itself."),
  14107: endpoint(400, "Send rate limit exceeded", "15 replies went to this number within 30 seconds, so this one was not sent.", "Check whether two machines answer each other."),
  14108: endpoint(400, "'From' phone number not SMS capable", "The sender of a <Message> cannot text.", "Use a number with the SMS capability, or leave from out."),
  14109: endpoint(400, "Reply limit exceeded", "More than 10 replies to one message; the others were not sent.", "Send the rest through the API."),
  14110: endpoint(400, "Invalid verb for SMS reply", "The TwiML has a verb that messages do not have; it was passed over.", "Use <Message> and <Redirect>."),
} as const satisfies Record<number, Entry>;

/** A code this product can answer or put on a message. */
export type ErrorCode = keyof typeof CATALOGUE;

/**
 * What the caller is told; everything else that is thrown is our bug and becomes a 500 without a text.
 * `detail` is the sentence of the answer, `fields` the sentence for each input of a form, by parameter name.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly code: ErrorCode,
    readonly detail: string = CATALOGUE[code].message,
    readonly fields?: Readonly<Record<string, string>>,
    /** Where a code is answered with another status than its usual one. */
    private readonly status?: number,
  ) {
    super(detail);
  }

  get httpStatus(): number {
    return this.status ?? CATALOGUE[this.code].httpStatus;
  }
}

export const isErrorCode = (code: number): code is ErrorCode => Object.hasOwn(CATALOGUE, code);

/** The page the API's `more_info` points at, known or not. @source behaviour §3.1 */
export const moreInfo = (code: number) => `https://www.twilio.com/docs/errors/${code}`;

export type Explanation = {
  readonly code: number;
  readonly name: string;
  readonly party: Party;
  readonly cause: string;
  readonly remedy: string;
};

/** What to show beside a code. A code a carrier made up is explained as its unknown error is, under its own number. */
export function explain(code: number): Explanation {
  const { message, party, cause, remedy } = CATALOGUE[isErrorCode(code) ? code : 30008];
  return { code, name: message, party, cause, remedy };
}
