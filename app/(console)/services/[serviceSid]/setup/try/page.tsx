import type { Metadata } from "next";
import { describeSenders } from "@/lib/domain/readiness";
import { toSid } from "@/lib/domain/sid";
import { firstHandset } from "@/lib/domain/simulated-handset";
import { env } from "@/lib/env";
import { setupRail } from "../../../new/rail";
import { SoFar } from "../../../new/so-far";
import { WizardFrame } from "../../../new/wizard-frame";
import { loadService } from "../../load";
import { TryIt } from "./try-it";

export const metadata: Metadata = { title: "Try it" };

/** The wizard's end: one message, watched until it arrives. */
export default async function TryPage({ params }: { params: Promise<{ serviceSid: string }> }) {
  const { service, input, readiness, sid, account } = await loadService((await params).serviceSid);
  const isSimulator = readiness.mode === "simulator";
  return (
    <WizardFrame
      current="compliance"
      rail={setupRail("compliance", service, readiness.blockedFor.length > 0)}
      title="Try it"
      sentence={
        isSimulator
          ? "Send one message to a simulated phone and watch every step. Nothing leaves this machine."
          : "Send one message and watch every step."
      }
      soFar={
        <SoFar
          sentences={[
            input.pool.length === 0
              ? "It has no sender, so this send will be refused with 21704."
              : `It sends from ${describeSenders(input.pool)}.`,
            readiness.blockedFor.length > 0 && `Not reached yet: ${readiness.blockedFor.join(", ")}.`,
            service.statusCallback
              ? `Delivery reports go to ${service.statusCallback}`
              : "Nobody is told of delivery; the log shows it.",
          ]}
        />
      }
    >
      <TryIt
        serviceId={service.id}
        serviceSid={sid}
        accountSid={toSid("AC", account.id)}
        baseUrl={env().PUBLIC_URL}
        firstTo={isSimulator ? firstHandset(input.destinations) : ""}
        isSimulator={isSimulator}
      />
    </WizardFrame>
  );
}
