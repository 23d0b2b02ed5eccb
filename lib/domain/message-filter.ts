import { parseIso8601 } from "@/lib/domain/dates";
import { MESSAGE_STATUSES, type MessageStatus } from "@/lib/domain/message-status";
import { parseTo } from "@/lib/domain/phone-number";
import { fromSid, toSid } from "@/lib/domain/sid";

/** `outgoing` includes replies. @source behaviour §8.1 */
export const DIRECTION_FILTERS = ["incoming", "outgoing", "reply"] as const;
export type DirectionFilter = (typeof DIRECTION_FILTERS)[number];

/**
 * Which messages a list shows: each property that is there narrows it, `null` asks for "none". The log, the API's list
 * and the links out of Insights mean the same by it.
 */
export type MessageFilter = {
  readonly id?: string;
  /** Newer than this message. */
  readonly idAbove?: string;
  /** This message and older ones. */
  readonly idUntil?: string;
  /** Any of these. */
  readonly directions?: readonly DirectionFilter[];
  /** Any of these. */
  readonly statuses?: readonly MessageStatus[];
  /** Any of these; null among them: or none. */
  readonly serviceIds?: readonly (string | null)[];
  /** E.164, exact. */
  readonly from?: string | null;
  /** E.164, exact. */
  readonly to?: string;
  /** ISO 3166-1 alpha-2 of the other party. */
  readonly country?: string | null;
  readonly errorCode?: number;
  /** Inclusive. */
  readonly createdFrom?: Date;
  /** Exclusive. */
  readonly createdUntil?: Date;
  /** Inclusive, by the time it was sent; leaves out what never was. */
  readonly sentFrom?: Date;
  /** Exclusive. */
  readonly sentUntil?: Date;
};

/** Statuses that are asked for together: still with Senderpool, though not by its sender's wish. */
export const WAITING = ["accepted", "queued", "sending"] as const satisfies readonly MessageStatus[];

/** Everything a chart over outgoing messages shows: canceled ones were never sent. */
export const NOT_CANCELED: readonly MessageStatus[] = MESSAGE_STATUSES.filter((status) => status !== "canceled");

/** Statuses with a word of their own in the address. */
const GROUPS: Readonly<Record<string, readonly MessageStatus[]>> = { waiting: WAITING, "not-canceled": NOT_CANCELED };

/** Parameters of an address; one that repeats is a list. */
export type FilterParams = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The parameters of the log's address that make its filter, beside the range. */
export const FILTER_PARAMS = ["direction", "status", "service", "from", "to", "country", "error", "sid"] as const;
export type FilterParam = (typeof FILTER_PARAMS)[number];

/** Asked for as a service, a sender or a country, it means that there is none. */
const NONE = "none";

/** No row has it: a SID that cannot be read finds nothing, where ignoring it would find everything. */
const NO_ID = "00000000-0000-0000-0000-000000000000";

/**
 * Reads a filter out of an address, which people type and shorten. A word that is not known counts as absent; numbers
 * may be written as people write them. The range is read apart, as it depends on the clock.
 */
export function filterFromParams(params: FilterParams): MessageFilter {
  const all = (key: FilterParam) => [params[key] ?? []].flat().flatMap((value) => value.trim() || []);
  const directions = DIRECTION_FILTERS.filter((name) => all("direction").includes(name));
  const statuses = [...new Set(all("status").flatMap(statusesOf))];
  const serviceIds = all("service").map((word) => (word === NONE ? null : (fromSid("MG", word) ?? NO_ID)));
  const [[from], [to], [country], [error], [sid]] = [all("from"), all("to"), all("country"), all("error"), all("sid")];
  return {
    ...(directions.length > 0 && { directions }),
    ...(statuses.length > 0 && { statuses }),
    ...(serviceIds.length > 0 && { serviceIds }),
    ...(from && { from: from === NONE ? null : addressOf(from) }),
    ...(to && { to: addressOf(to) }),
    ...(country && { country: country === NONE ? null : country.toUpperCase() }),
    ...(error && /^\d{5}$/.test(error) && { errorCode: Number(error) }),
    ...(sid && { id: fromSid(["SM", "MM"], sid) ?? NO_ID }),
  };
}

/** The same filter as parameters of an address; for links. Times go as `since` and `until`. */
export function paramsFromFilter(filter: MessageFilter): Record<string, string | readonly string[]> {
  const { directions, statuses, serviceIds, from, to, country, errorCode, id, createdFrom, createdUntil } = filter;
  return {
    ...(directions && { direction: directions }),
    ...(statuses && { status: wordsOf(statuses) }),
    ...(serviceIds && { service: serviceIds.map((id) => (id === null ? NONE : toSid("MG", id))) }),
    ...(from !== undefined && { from: from ?? NONE }),
    ...(to && { to }),
    ...(country !== undefined && { country: country ?? NONE }),
    ...(errorCode !== undefined && { error: String(errorCode) }),
    ...(id && { sid: toSid("SM", id) }),
    ...(createdFrom && { since: createdFrom.toISOString() }),
    ...(createdUntil && { until: createdUntil.toISOString() }),
  };
}

function statusesOf(word: string): readonly MessageStatus[] {
  return GROUPS[word] ?? MESSAGE_STATUSES.filter((status) => status === word);
}

/** The largest group that is whole stands for its statuses. */
function wordsOf(statuses: readonly MessageStatus[]): readonly string[] {
  for (const word of ["not-canceled", "waiting"]) {
    const group = GROUPS[word] ?? [];
    if (group.every((status) => statuses.includes(status))) {
      return [word, ...statuses.filter((status) => !group.includes(status))];
    }
  }
  return statuses;
}

/** Senders may also be words and short codes, which are taken as they are. */
const addressOf = (text: string) => parseTo(text)?.e164 ?? text;

/**
 * The API's `DateSent` filters as bounds. A day means all of it; the operators include the moment they name, which on
 * the wire is a whole second.
 * @returns undefined when one of them is not a date
 * @source behaviour §10.4
 */
export function sentBounds({
  on,
  notBefore,
  notAfter,
}: {
  readonly on?: string;
  readonly notBefore?: string;
  readonly notAfter?: string;
}): Pick<MessageFilter, "sentFrom" | "sentUntil"> | undefined {
  if ([on, notBefore, notAfter].some((text) => text !== undefined && !parseIso8601(text))) return undefined;
  const day = on?.slice(0, DAY_LENGTH);
  const starts = [day, notBefore].flatMap((text) => (text === undefined ? [] : [startOf(text)]));
  const ends = [day, notAfter].flatMap((text) => (text === undefined ? [] : [endOf(text)]));
  return {
    ...(starts.length > 0 && { sentFrom: new Date(Math.max(...starts)) }),
    ...(ends.length > 0 && { sentUntil: new Date(Math.min(...ends)) }),
  };
}

const DAY_LENGTH = "2026-05-03".length;
const SECOND_MS = 1000;
const DAY_MS = 86_400_000;

const startOf = (text: string): number => parseIso8601(text)?.getTime() ?? Number.NaN;

/** The first moment after the day, or the second, that is named. */
const endOf = (text: string): number =>
  text.length === DAY_LENGTH ? startOf(text) + DAY_MS : Math.floor(startOf(text) / SECOND_MS) * SECOND_MS + SECOND_MS;
