import { v1 } from "@/lib/api/dialect";
import { one, type Params } from "@/lib/api/params";
import { type Call, defineResource } from "@/lib/api/resource";
import { type AlertLevel, alertId, LEVELS, levelOf } from "@/lib/domain/alert";
import { messageSid } from "@/lib/domain/callback";
import { parseIso8601 } from "@/lib/domain/dates";
import { explain, moreInfo, Refusal } from "@/lib/domain/errors";
import { maskedHeaders, withoutPassword } from "@/lib/domain/masking";
import type { WebhookAttempt } from "@/lib/domain/message-event";
import { toSid } from "@/lib/domain/sid";
import { type Alert, type AlertFilter, fetchAlert, listAlerts } from "@/lib/operations/alerts";

type Told = { readonly alert: Alert; readonly details?: { readonly request: WebhookAttempt | undefined } };

/** What went wrong with messages, and with the endpoints that were told of them. @source behaviour §9.5; OpenAPI (monitor_v1) */
export const alerts = defineResource({
  dialect: v1,
  path: "Alerts/:AlertSid",
  list: {
    key: "alerts",
    prefix: "SM",
    run: async (ctx, _path, page, params) => {
      const { rows, ...around } = await listAlerts(ctx, readFilter(params), page);
      return { rows: rows.map((alert): Told => ({ alert })), ...around };
    },
  },
  fetch: async (ctx, { AlertSid }): Promise<Told> => {
    const { alert, request } = await fetchAlert(ctx, AlertSid);
    return { alert, details: { request } };
  },
  serialize: ({ alert, details }: Told, { accountSid, origin }: Call) => {
    const sid = toSid("NO", alertId(alert));
    return {
      account_sid: accountSid,
      alert_text: textOf(alert),
      api_version: "2010-04-01",
      date_created: alert.at,
      date_generated: alert.at,
      date_updated: alert.at,
      error_code: String(alert.code),
      log_level: levelOf(alert.code),
      more_info: moreInfo(alert.code),
      request_method: alert.method ?? details?.request?.method ?? null,
      request_url: alert.url && withoutPassword(alert.url),
      resource_sid: messageSid({ id: alert.messageId, numMedia: alert.numMedia }),
      sid,
      service_sid: alert.serviceId && toSid("MG", alert.serviceId),
      url: `${origin}${v1.prefix}/Alerts/${sid}`,
      ...(details && exchange(details.request)),
    };
  },
});

/** @source behaviour §9.5 (alert_text) */
const textOf = ({ code, about }: Alert) =>
  new URLSearchParams({
    Msg: about || explain(code).name,
    ErrorCode: String(code),
    LogLevel: levelOf(code).toUpperCase(),
  }).toString();

const exchange = (request: WebhookAttempt | undefined) => ({
  request_variables: request ? variablesOf(request) : null,
  request_headers: request ? headersOf(request.requestHeaders) : null,
  response_headers: request?.responseHeaders ? headersOf(request.responseHeaders) : null,
  response_body: request?.responseBody ?? null,
});

/** Of a GET they stand in the address. */
const variablesOf = ({ method, url, requestBody }: WebhookAttempt) =>
  method === "GET" ? (url.split("#", 1)[0]?.split("?", 2)[1] ?? "") : requestBody;

const headersOf = (headers: Readonly<Record<string, string>>) => new URLSearchParams(maskedHeaders(headers)).toString();

/** @throws Refusal 20001 what cannot be read */
function readFilter(params: Params): AlertFilter {
  const level = one(params, "LogLevel")?.toLowerCase() || undefined;
  if (level !== undefined && !isLevel(level))
    throw new Refusal(20001, `Bad request: LogLevel: Use ${LEVELS.join(", ")}`);
  return { level, since: readTime(params, "StartDate"), until: readTime(params, "EndDate") };
}

const isLevel = (text: string): text is AlertLevel => (LEVELS as readonly string[]).includes(text);

/** A day stands for its first moment. */
function readTime(params: Params, name: string): Date | undefined {
  const text = one(params, name);
  if (!text) return undefined;
  const time = parseIso8601(text);
  if (!time) throw new Refusal(20001, `Bad request: ${name}: Use YYYY-MM-DD, or a time like 2026-01-31T12:00:00Z`);
  return time;
}
