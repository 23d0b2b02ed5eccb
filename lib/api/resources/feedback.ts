import { v2010 } from "@/lib/api/dialect";
import { defineResource, readFields } from "@/lib/api/resource";
import { toSid } from "@/lib/domain/sid";
import { type Feedback, TellFeedback, tellFeedback } from "@/lib/operations/feedback";

/** Whether a message did its work. @source behaviour §1.6; OpenAPI twilio_api_v2010 (answers 200) */
export const feedback = defineResource({
  dialect: v2010,
  path: "Accounts/:AccountSid/Messages/:MessageSid/Feedback",
  update: (ctx, { MessageSid }, params) => tellFeedback(ctx, MessageSid, readFields(TellFeedback, params)),
  serialize: ({ messageId, outcome, createdAt, toldAt }: Feedback, { accountSid, path }) => ({
    account_sid: accountSid,
    message_sid: path.split("/").at(-2) ?? toSid("SM", messageId),
    outcome,
    date_created: createdAt,
    date_updated: toldAt ?? createdAt,
    uri: `${path}${v2010.suffix}`,
  }),
});
