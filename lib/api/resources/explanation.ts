import { own } from "@/lib/api/dialect";
import { one } from "@/lib/api/params";
import { defineResource, readFields } from "@/lib/api/resource";
import { type DecisionLine, linesOf } from "@/lib/domain/decision";
import { explain } from "@/lib/domain/errors";
import { PRICE_UNIT, priceOf } from "@/lib/domain/price";
import { segmentsOf } from "@/lib/domain/segmentation";
import { toSid } from "@/lib/domain/sid";
import { type Forecast, ForecastMessage, forecastMessage } from "@/lib/operations/forecast";
import { fetchService } from "@/lib/operations/services";

/** Of the characters that make a text UCS-2, so many are named. */
const FORCING_MAX = 20;

/** What is read as the send reads it: wrong values are part of the forecast. */
const Options = ForecastMessage.pick({
  from: true,
  contentSid: true,
  contentVariables: true,
  shortenUrls: true,
  smartEncoded: true,
});

type Explained = { readonly serviceId: string; readonly to: string; readonly forecast: Forecast };

/**
 * A dry run: what would become of a message of this service, by which rule, from which of its senders, when, for how
 * much. Nothing is stored and nothing is sent.
 */
export const explanation = defineResource({
  dialect: own,
  path: "Services/:ServiceSid/Explain",
  update: async (ctx, { ServiceSid: serviceId }, params): Promise<Explained> => {
    await fetchService(ctx, serviceId);
    const asked = readFields(Options, params);
    const [to, body] = ["To", "Body"].map((name) => one(params, name) ?? "") as [string, string];
    return {
      serviceId,
      to,
      forecast: await forecastMessage(ctx, {
        ...asked,
        serviceId,
        to,
        body,
        mediaUrl: params.get("MediaUrl")?.slice(),
      }),
    };
  },
  docs: {
    about: { update: "What would become of a message of this service. Nothing is stored and nothing is sent." },
    params: {
      update: {
        To: { required: true, about: "Recipient, as of a message." },
        Body: { about: "Text, as of a message." },
        MediaUrl: { several: true, about: "Files, as of a message; they are not fetched." },
        From: { about: "A sender of the pool, where the request would name one." },
        ContentSid: { type: "sid HX", about: "A template, as of a message." },
        ContentVariables: { about: "JSON of what fills it, as of a message." },
        ShortenUrls: { type: "boolean", about: "As of a message; no link is made." },
        SmartEncoded: { type: "boolean", about: "As of a message." },
      },
    },
    row: {
      account_sid: "sid AC",
      messaging_service_sid: "sid MG",
      outcome: "sends|fails|refused",
      error_code: "integer|null",
      error_message: "string|null",
      cause: "string|null",
      remedy: "string|null",
      to: "string",
      from: "string|null",
      rule: "string|null",
      because: "string|null",
      settings_revision: "integer|null",
      senders: [{ phone_number: "string", outcome: "chosen|kept|rejected", reason: "string" }],
      senders_not_named: "integer",
      body: "string|null",
      encoding: "string|null",
      num_segments: "string|null",
      num_media: "string|null",
      ucs2_forced_by: [{ character: "string", code_point: "string", index: "integer" }],
      price: "string|null",
      price_unit: "string",
      expected_send_time: "date-time-rfc-2822|null",
      expected_wait_ms: "integer|null",
      carrier_block: { $null: "null", code: "integer", enforced: "boolean", cause: "string" },
    },
  },
  serialize: ({ serviceId, to, forecast }, { accountSid }) => {
    const { message, decision } = forecast;
    const sends = forecast.sends ? forecast : undefined;
    const stops = forecast.sends ? undefined : forecast;
    const lines = decision ? linesOf(decision, { from: sends?.from ?? null, country: message?.country ?? null }) : [];
    const segments = message && segmentsOf(message.body);
    return {
      account_sid: accountSid,
      messaging_service_sid: toSid("MG", serviceId),
      outcome: sends ? "sends" : stops?.refused ? "refused" : "fails",
      error_code: stops?.code ?? null,
      error_message: stops ? explain(stops.code).name : null,
      cause: stops?.cause ?? null,
      remedy: stops?.remedy ?? null,
      to: message?.to ?? to,
      from: sends?.from ?? null,
      rule: decision?.rule ?? null,
      because: sends?.because ?? null,
      settings_revision: decision?.revision ?? null,
      senders: lines.map(senderLine),
      senders_not_named: decision ? decision.candidates + decision.rejections - lines.length : 0,
      body: message?.body ?? null,
      encoding: segments?.encoding ?? null,
      num_segments: message ? String(message.segments) : null,
      num_media: message ? String(message.numMedia) : null,
      ucs2_forced_by: (segments?.forcing ?? []).slice(0, FORCING_MAX).map(({ char, codePoint, index }) => ({
        character: char,
        code_point: `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`,
        index,
      })),
      price: sends ? priceOf(sends.message) : null,
      price_unit: PRICE_UNIT,
      expected_send_time: sends?.leaveAt ?? null,
      expected_wait_ms: sends ? sends.leaveAt.getTime() - sends.message.createdAt.getTime() : null,
      carrier_block: sends?.block
        ? { code: sends.block.code, enforced: sends.block.enforced, cause: sends.block.cause }
        : null,
    };
  },
});

const senderLine = ({ number, outcome, text }: DecisionLine) => ({ phone_number: number, outcome, reason: text });
