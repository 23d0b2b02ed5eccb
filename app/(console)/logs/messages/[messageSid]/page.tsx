import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { hrefWith, type SearchParams } from "@/components/href";
import { readQuery } from "@/lib/console/queries";
import { sessionCtx } from "@/lib/console/session";
import { messageSid } from "@/lib/domain/callback";
import { curlToSend } from "@/lib/domain/curl";
import { Refusal } from "@/lib/domain/errors";
import { fromSid, toSid } from "@/lib/domain/sid";
import { env } from "@/lib/env";
import { neighboursOf } from "@/lib/operations/message-log";
import { askedOf } from "../asked";
import { MessagePage } from "./message-page";
import type { View } from "./view";

const LIST = "/logs/messages";

type Props = { params: Promise<{ messageSid: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).messageSid };
}

/** The address carries the filters of the list one came from, so that one can go on in it. */
export default async function Page({ params, searchParams }: Props) {
  const { ctx } = await sessionCtx();
  const id = fromSid(["SM", "MM"], (await params).messageSid);
  if (!id) notFound();
  const query = await searchParams;
  const [view, { newer, older }] = await Promise.all([
    readQuery(ctx, "messages.show", { id }).catch(orNotFound),
    neighboursOf(ctx, id, askedOf(query, ctx.now())),
  ]);
  const at = (row: Parameters<typeof messageSid>[0] | undefined) =>
    row && hrefWith(`${LIST}/${messageSid(row)}`, query, {});
  return (
    <MessagePage
      key={id}
      initial={view}
      curl={curlOf(view)}
      list={hrefWith(LIST, query, {})}
      newer={at(newer)}
      older={at(older)}
    />
  );
}

function orNotFound(error: unknown): never {
  if (error instanceof Refusal && error.code === 20404) notFound();
  throw error;
}

function curlOf({ message, story }: View): string | undefined {
  if (message.direction !== "outbound-api" || message.redactedAt !== null) return undefined;
  return curlToSend({
    baseUrl: env().PUBLIC_URL,
    accountSid: toSid("AC", message.accountId),
    serviceSid: message.serviceId ? toSid("MG", message.serviceId) : undefined,
    from: (message.fromGiven && message.from) || undefined,
    to: message.to,
    body: story.originalBody ?? message.body,
    mediaUrls: story.mediaUrls,
  });
}
