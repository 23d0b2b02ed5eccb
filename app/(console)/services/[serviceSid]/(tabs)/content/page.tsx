import type { Metadata } from "next";
import { Panel } from "@/components/ui/panel";
import { loadService } from "../../load";
import { ServiceSwitch } from "../../parts/service-switch";

export const metadata: Metadata = { title: "Content" };

/** What the service does to a text on its way. */
export default async function ContentPage({ params }: { params: Promise<{ serviceSid: string }> }) {
  const { service } = await loadService((await params).serviceSid);
  return (
    <Panel title="Text" className="max-w-160">
      <ServiceSwitch
        serviceId={service.id}
        setting="smartEncoding"
        initial={service.smartEncoding}
        label="Smart encoding"
        help={`Typographic characters are replaced by plain ones, so that a single curly quote does not triple the price. Example: “Sure…” leaves as "Sure..." and stays one segment of up to 160 characters.`}
      />
    </Panel>
  );
}
