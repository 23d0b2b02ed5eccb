import { notFound } from "next/navigation";
import { cache } from "react";
import { sessionCtx } from "@/lib/console/session";
import { Refusal } from "@/lib/domain/errors";
import { readinessOf } from "@/lib/domain/readiness";
import { may } from "@/lib/domain/role";
import { fromSid, toSid } from "@/lib/domain/sid";
import { env } from "@/lib/env";
import { fetchJudgedService } from "@/lib/operations/service-readiness";

/**
 * The service that a page's address names, with what stands in its way; read once for the page and its layout. An unknown
 * SID, or another account's, is the same "not found".
 */
export const loadService = cache(async (serviceSid: string) => {
  const session = await sessionCtx();
  const id = fromSid("MG", serviceSid);
  if (id === undefined) notFound();
  try {
    const { service, input } = await fetchJudgedService(session.ctx, id, {
      mayAdminister: may(session.role, "administer"),
      simulatedMps: env().SENDER_MPS,
    });
    return { ...session, service, input, sid: toSid("MG", id), readiness: readinessOf(input) };
  } catch (error) {
    if (error instanceof Refusal && error.code === 20404) notFound();
    throw error;
  }
});

export type LoadedService = Awaited<ReturnType<typeof loadService>>;
