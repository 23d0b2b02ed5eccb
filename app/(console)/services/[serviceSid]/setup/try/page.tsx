import type { Metadata } from "next";
import { toSid } from "@/lib/domain/sid";
import { firstHandset } from "@/lib/domain/simulated-handset";
import { env } from "@/lib/env";
import { setupRail } from "../../../new/rail";
import { loadService } from "../../load";
import { TryIt } from "./try-it";

export const metadata: Metadata = { title: "Try it" };

/** The wizard's end: one message, watched until it arrives. */
export default async function TryPage({ params }: { params: Promise<{ serviceSid: string }> }) {
  const { service, input, readiness, sid, account } = await loadService((await params).serviceSid);
  const isSimulator = readiness.mode === "simulator";
  return (
    <TryIt
      rail={setupRail("compliance", service, readiness.blockedFor.length > 0)}
      serviceId={service.id}
      serviceSid={sid}
      accountSid={toSid("AC", account.id)}
      baseUrl={env().PUBLIC_URL}
      firstTo={isSimulator ? firstHandset(input.destinations) : ""}
      isSimulator={isSimulator}
    />
  );
}
