import { type Alert, type AlertLevel, alertId, messagesOf } from "@/lib/domain/alert";
import { Refusal } from "@/lib/domain/errors";
import type { WebhookAttempt } from "@/lib/domain/message-event";
import type { Listing, Page } from "@/lib/domain/page";
import type { Ctx } from "@/lib/operations/ctx";
import * as alerts from "@/lib/store/alerts";

export type { Alert };

export type AlertFilter = { readonly level?: AlertLevel; readonly since?: Date; readonly until?: Date };

/** What went wrong, by its messages, newest first. @source behaviour §9.5 */
export async function listAlerts(ctx: Ctx, { level, ...times }: AlertFilter, page: Page): Promise<Listing<Alert>> {
  if (level === "notice" || level === "debug") return { rows: [] };
  return alerts.list(ctx.db, ctx.accountId, { ...times, ...(level && { isWarning: level === "warning" }) }, page);
}

/** With the request it is about, if any. @throws Refusal 20404 there is no such alert of this account's */
export async function fetchAlert(ctx: Ctx, id: string): Promise<{ alert: Alert; request: WebhookAttempt | undefined }> {
  const found = await alerts.within(ctx.db, ctx.accountId, messagesOf(id));
  const alert = found.find((each) => alertId(each) === id);
  if (!alert) throw new Refusal(20404);
  const request = alert.url === null ? undefined : await alerts.requestOf(ctx.db, ctx.accountId, alert);
  return { alert, request };
}
