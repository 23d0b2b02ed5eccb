import type { Metadata } from "next";
import { Panel } from "@/components/ui/panel";
import { may } from "@/lib/domain/role";
import { fetchServiceTraffic } from "@/lib/operations/service-traffic";
import { loadService } from "../../load";
import { ServiceSwitch } from "../../parts/service-switch";
import { DeletePanel } from "./delete-panel";
import { PropertiesForm } from "./properties-form";

export const metadata: Metadata = { title: "Settings" };

/** What the service is called and meant for, what is kept for compatibility, and its end. */
export default async function SettingsPage({ params }: { params: Promise<{ serviceSid: string }> }) {
  const { ctx, service, input, role } = await loadService((await params).serviceSid);
  const { waiting } = await fetchServiceTraffic(ctx, service.id);
  const kept = [
    {
      name: "fallback_to_long_code",
      value: service.fallbackToLongCode,
      says: "Once sent again from a long code what a short code could not deliver. Obsolete.",
    },
    { name: "scan_message_content", value: service.scanMessageContent, says: "Reserved." },
  ];
  return (
    <div className="flex max-w-160 flex-col gap-5">
      <Panel title="Properties">
        <PropertiesForm
          serviceId={service.id}
          initial={{
            friendlyName: service.friendlyName,
            usecase: service.usecase,
            destinations: input.destinations,
            synchronousValidation: service.synchronousValidation,
          }}
        />
      </Panel>
      <Panel
        title="Status callbacks"
        description="Beyond what Twilio does. Both are off until you turn them on, so that nothing changes for an endpoint that moves here."
      >
        <div className="flex flex-col gap-4">
          <ServiceSwitch
            serviceId={service.id}
            setting="durableCallbacks"
            initial={service.durableCallbacks}
            label="Keep trying for 28 hours"
            help="A callback that fails, for whatever reason, is tried again after 5 seconds, 15, 45 and so on up to every 6 hours. Newer callbacks of its message wait behind it. 410 Gone ends it. Without this it is tried once more, and only when no connection could be made."
          />
          <ServiceSwitch
            serviceId={service.id}
            setting="numberedCallbacks"
            initial={service.numberedCallbacks}
            label="Number them"
            help="EventSequence and EventTimestamp are sent along, and signed with the rest. Of two callbacks of a message the one with the higher number is the newer."
          />
        </div>
      </Panel>
      <Panel
        title="Kept for compatibility, no effect"
        description="The API accepts and returns them; nothing here depends on them."
      >
        <dl className="flex flex-col gap-3 text-control">
          {kept.map(({ name, value, says }) => (
            <div key={name} className="grid gap-x-4 sm:grid-cols-[14rem_1fr]">
              <dt className="font-mono text-label leading-5">{name}</dt>
              <dd>
                {String(value)} <span className="text-quiet">· {says}</span>
              </dd>
            </div>
          ))}
        </dl>
      </Panel>
      {may(role, "send") && <DeletePanel service={{ id: service.id, friendlyName: service.friendlyName, waiting }} />}
    </div>
  );
}
