import { v2010 } from "@/lib/api/dialect";
import { defineResource, readFields } from "@/lib/api/resource";
import { toSid } from "@/lib/domain/sid";
import { plain, usageRecordUri } from "@/lib/domain/usage-trigger";
import {
  CreateTrigger,
  createTrigger,
  deleteTrigger,
  FilterTriggers,
  fetchTrigger,
  listTriggers,
  UpdateTrigger,
  updateTrigger,
  type WatchedTrigger,
} from "@/lib/operations/usage-triggers";

export const usageTriggers = defineResource({
  dialect: v2010,
  path: "Accounts/:AccountSid/Usage/Triggers/:UsageTriggerSid",
  create: (ctx, _path, params) => createTrigger(ctx, readFields(CreateTrigger, params)),
  list: {
    key: "usage_triggers",
    prefix: "UT",
    run: (ctx, _path, page, params) => listTriggers(ctx, readFields(FilterTriggers, params), page),
  },
  fetch: (ctx, { UsageTriggerSid }) => fetchTrigger(ctx, UsageTriggerSid),
  update: (ctx, { UsageTriggerSid }, params) => updateTrigger(ctx, UsageTriggerSid, readFields(UpdateTrigger, params)),
  remove: (ctx, { UsageTriggerSid }) => deleteTrigger(ctx, UsageTriggerSid),
  serialize: (trigger: WatchedTrigger, { accountSid }) => {
    const sid = toSid("UT", trigger.id);
    return {
      account_sid: accountSid,
      api_version: "2010-04-01",
      callback_method: trigger.callbackMethod,
      callback_url: trigger.callbackUrl,
      current_value: plain(trigger.currentValue),
      date_created: trigger.createdAt,
      date_fired: trigger.firedAt,
      date_updated: trigger.updatedAt,
      friendly_name: trigger.friendlyName,
      recurring: trigger.recurring,
      sid,
      trigger_by: trigger.triggerBy,
      trigger_value: plain(trigger.triggerValue),
      uri: `${v2010.prefix}/Accounts/${accountSid}/Usage/Triggers/${sid}.json`,
      usage_category: trigger.category,
      usage_record_uri: usageRecordUri(accountSid, trigger.category),
    };
  },
});
