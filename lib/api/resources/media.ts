import { v2010 } from "@/lib/api/dialect";
import { defineResource } from "@/lib/api/resource";
import { fetchMessage } from "@/lib/operations/messages";

/** The list every message links to. Messages are text, so it is empty, but it is there. @source behaviour §1.3 (`subresource_uris`) */
export const media = defineResource({
  dialect: v2010,
  path: "Accounts/:AccountSid/Messages/:MessageSid/Media",
  list: {
    key: "media_list",
    prefix: "ME",
    run: async (ctx, { MessageSid }) => {
      await fetchMessage(ctx, MessageSid);
      return { rows: [] };
    },
  },
  serialize: (item: never) => item,
});
