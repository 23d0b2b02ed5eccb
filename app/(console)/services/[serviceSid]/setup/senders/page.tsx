import type { Metadata } from "next";
import { isDiscardable } from "@/lib/domain/service-setup";
import { setupRail } from "../../../new/rail";
import { loadService } from "../../load";
import { ChangeNotice } from "../../parts/change-notice";
import { readShelf } from "../../parts/shelf";
import { SendersStep } from "./senders-step";

export const metadata: Metadata = { title: "Senders" };

/** Step 2: which senders the service may use. */
export default async function SendersStepPage({
  params,
  searchParams,
}: {
  params: Promise<{ serviceSid: string }>;
  searchParams: Promise<{ tab?: string; country?: string; type?: string }>;
}) {
  const loaded = await loadService((await params).serviceSid);
  const { service, input, readiness } = loaded;
  return (
    <SendersStep
      rail={setupRail("senders", service, readiness.blockedFor.length > 0)}
      serviceId={service.id}
      discardable={isDiscardable(service)}
      notice={<ChangeNotice service={service} />}
      input={input}
      shelf={await readShelf(loaded, await searchParams)}
    />
  );
}
