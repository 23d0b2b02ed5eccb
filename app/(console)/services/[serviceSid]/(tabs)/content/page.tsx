import type { Metadata } from "next";
import { Panel } from "@/components/ui/panel";
import { env } from "@/lib/env";
import { fetchShortLinks } from "@/lib/operations/service-links";
import { loadService } from "../../load";
import { ServiceSwitch } from "../../parts/service-switch";
import { ShortLinksForm } from "./short-links-form";

export const metadata: Metadata = { title: "Content" };

/** What the service does to a message on its way. */
export default async function ContentPage({ params }: { params: Promise<{ serviceSid: string }> }) {
  const { ctx, service } = await loadService((await params).serviceSid);
  const domain = await fetchShortLinks(ctx, service.id);
  return (
    <div className="flex max-w-160 flex-col gap-5">
      <Panel title="Text">
        <ServiceSwitch
          serviceId={service.id}
          setting="smartEncoding"
          initial={service.smartEncoding}
          label="Smart encoding"
          help={`Typographic characters are replaced by plain ones, so that a single curly quote does not triple the price. Example: “Sure…” leaves as "Sure..." and stays one segment of up to 160 characters.`}
        />
      </Panel>
      <Panel title="Media">
        <ServiceSwitch
          serviceId={service.id}
          setting="mmsConverter"
          initial={service.mmsConverter}
          label="MMS converter"
          help="Where phones take no media from here (outside the US, Canada and Australia), the message leaves as text that ends in a link to each file, open to whoever has it for 365 days. Off: such a message fails with 30011."
        />
      </Panel>
      <Panel
        title="Short links"
        description="A request with ShortenUrls=true has the links in its text replaced by short ones, whose clicks are counted. What is set for a domain holds for every service that has it."
      >
        <ShortLinksForm
          serviceId={service.id}
          ownHost={new URL(env().PUBLIC_URL).host}
          initial={{
            host: domain?.host ?? "",
            callbackUrl: domain?.callbackUrl ?? "",
            fallbackUrl: domain?.fallbackUrl ?? "",
            continueOnFailure: domain?.continueOnFailure ?? false,
            disableHttps: domain?.disableHttps ?? false,
            managed: domain?.certificate?.managed ?? false,
          }}
        />
      </Panel>
    </div>
  );
}
