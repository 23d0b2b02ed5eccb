import { describe, expect, test } from "vitest";
import {
  filterFromParams,
  type MessageFilter,
  NOT_CANCELED,
  paramsFromFilter,
  sentBounds,
  WAITING,
} from "@/lib/domain/message-filter";

const ID = "0190a000-0000-7000-8000-000000000001";
const HEX = "0190a000000070008000000000000001";
const NOTHING = "00000000-0000-0000-0000-000000000000";

describe("an address", () => {
  test.each<[string, Record<string, string | string[]>, MessageFilter]>([
    ["without parameters asks for everything", {}, {}],
    ["names a direction", { direction: "incoming" }, { directions: ["incoming"] }],
    ["with an unknown word asks as if it were not there", { direction: "sideways", status: "lost" }, {}],
    ["names several statuses", { status: ["failed", "undelivered"] }, { statuses: ["failed", "undelivered"] }],
    ["names those that wait together", { status: "waiting" }, { statuses: [...WAITING] }],
    [
      "names a status twice to no effect",
      { status: ["queued", "waiting"] },
      { statuses: ["queued", "accepted", "sending"] },
    ],
    ["names a number as people write it", { from: "(415) 555-0134" }, { from: "+14155550134" }],
    ["names a sender that is a word", { from: "ACME" }, { from: "ACME" }],
    ["asks for messages without service", { service: "none" }, { serviceIds: [null] }],
    ["names a service", { service: `MG${HEX}` }, { serviceIds: [ID] }],
    [
      "with a SID that cannot be read finds nothing",
      { sid: "SM12", service: "MG12" },
      { id: NOTHING, serviceIds: [NOTHING] },
    ],
    ["names a country in either case", { country: "de" }, { country: "DE" }],
    ["names an error code", { error: "30003" }, { errorCode: 30003 }],
    ["with a code that is none asks for all", { error: "abc" }, {}],
  ])("%s", (_what, params, filter) => {
    expect(filterFromParams(params)).toEqual(filter);
  });

  test.each<MessageFilter>([
    {
      id: ID,
      directions: ["outgoing"],
      statuses: ["failed"],
      serviceIds: [ID, null],
      from: "+14155550134",
      to: "+14155550199",
    },
    { serviceIds: [null], from: null, country: null, errorCode: 30003 },
    { statuses: NOT_CANCELED },
    { statuses: ["sent", "accepted", "queued", "sending"] },
  ])("made from a filter reads as the same filter", (filter) => {
    const read = filterFromParams(paramsFromFilter(filter));
    expect({ ...read, statuses: read.statuses?.toSorted() }).toEqual({
      ...filter,
      statuses: filter.statuses?.toSorted(),
    });
  });
});

const utc = (text: string) => new Date(text);

test.each([
  ["a day is all of it", { on: "2026-05-03" }, { sentFrom: utc("2026-05-03"), sentUntil: utc("2026-05-04") }],
  [
    "a day with a time is still the day",
    { on: "2026-05-03T14:00:00Z" },
    { sentFrom: utc("2026-05-03"), sentUntil: utc("2026-05-04") },
  ],
  ["'not before' includes its day", { notBefore: "2026-05-03" }, { sentFrom: utc("2026-05-03") }],
  ["'not after' includes its day", { notAfter: "2026-05-03" }, { sentUntil: utc("2026-05-04") }],
  ["'not after' includes its second", { notAfter: "2026-05-03T14:00:00Z" }, { sentUntil: utc("2026-05-03T14:00:01Z") }],
  [
    "both narrow to what lies between",
    { notBefore: "2026-05-03", notAfter: "2026-05-03" },
    { sentFrom: utc("2026-05-03"), sentUntil: utc("2026-05-04") },
  ],
  ["no date asks for nothing", {}, {}],
  ["what is not a date is told", { notAfter: "yesterday" }, undefined],
])("DateSent: %s", (_rule, asked, bounds) => {
  expect(sentBounds(asked)).toEqual(bounds);
});
