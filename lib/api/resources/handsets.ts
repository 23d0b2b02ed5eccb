import { own } from "@/lib/api/dialect";
import { defineResource, readFields } from "@/lib/api/resource";
import { MESSAGE_SHAPE } from "@/lib/api/resources/message-shape";
import { messageResource } from "@/lib/domain/message-resource";
import { oneTimeCode } from "@/lib/domain/one-time-code";
import { HandsetFilter, listReceived } from "@/lib/operations/handsets";

/** What a phone has received, as a test would look at its screen. @source docs/testing.md */
export const handsetMessages = defineResource({
  dialect: own,
  path: "Handsets/:HandsetNumber/Messages",
  search: {
    key: "messages",
    run: (ctx, { HandsetNumber }, limit, params) =>
      listReceived(ctx, readNumber(HandsetNumber), readFields(HandsetFilter, params), limit),
  },
  docs: {
    about: { list: "What a phone has received from this account, newest first; waits for it, when asked to." },
    params: {
      list: {
        Wait: { type: "integer", about: "Seconds to wait for a message when none is there, up to 60." },
        Matches: { about: "A regular expression that the text matches somewhere." },
        Since: { type: "date-time", about: "Only messages made at this time or later; by default the last hour." },
      },
    },
    row: { ...MESSAGE_SHAPE, one_time_code: "string|null" },
  },
  serialize: (message) => ({ ...messageResource(message), one_time_code: oneTimeCode(message.body) ?? null }),
});

/** A plus may be escaped in a path; what is no escape is no number either. */
const readNumber = (segment: string) => segment.replace(/^%2b/i, "+");
