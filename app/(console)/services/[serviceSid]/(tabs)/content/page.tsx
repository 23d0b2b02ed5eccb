import type { Metadata } from "next";
import { Panel } from "@/components/ui/panel";
import { loadService } from "../../load";
import { ServiceSwitch } from "../../parts/service-switch";

export const metadata: Metadata = { title: "Content" };

/** What the service does to a message on its way. */
export default async function ContentPage({ params }: { params: Promise<{ serviceSid: string }> }) {
  const { service } = await loadService((await params).serviceSid);
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
    </div>
  );
}
