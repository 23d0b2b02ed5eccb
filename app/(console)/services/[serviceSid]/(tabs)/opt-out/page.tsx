import type { Metadata } from "next";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { LANGUAGES } from "@/lib/domain/advanced-opt-out";
import { COUNTRIES } from "@/lib/domain/countries";
import { may } from "@/lib/domain/role";
import { fetchAdvancedOptOut } from "@/lib/operations/advanced-opt-out";
import { loadService } from "../../load";
import { AdvancedSwitch } from "./advanced-switch";
import { KeywordsForm } from "./keywords-form";

export const metadata: Metadata = { title: "Opt-out" };

/** What STOP, START and HELP do here, in which words, and what is answered. */
export default async function OptOutPage({ params }: { params: Promise<{ serviceSid: string }> }) {
  const { ctx, service, input, role, sid } = await loadService((await params).serviceSid);
  const settings = await fetchAdvancedOptOut(ctx, service.id);
  const tollFree = input.pool.filter(({ type }) => type === "toll-free").length;
  return (
    <div className="flex max-w-240 flex-col gap-5">
      <Panel
        title="Who replies STOP"
        description={
          settings.enabled
            ? "Replies are read by this service's own keywords."
            : "Replies are read by the usual English keywords, which need no setting up."
        }
        actions={
          <Link href={`/opt-outs?scope=${sid}&state=open`} className="link text-control">
            Who has opted out
          </Link>
        }
      >
        <div className="flex flex-col gap-4">
          <ul className="flex max-w-prose list-disc flex-col gap-1 pl-4 text-control text-quiet">
            <li>
              Gets one confirmation, and from that moment nothing more from any sender of this service. What waits in a
              queue or is scheduled fails with 21610; new requests are accepted and fail with the same code.
            </li>
            <li>Is texted again after START, or when somebody reopens the number in Opt-outs, with a reason.</li>
            <li>The whole reply must be the keyword, in capitals or not. The reply also goes to your webhook.</li>
            {tollFree > 0 && (
              <li>
                On toll-free numbers ({tollFree} here) STOP, START and UNSTOP belong to the network: it answers in its
                own words and keeps a list by number.
              </li>
            )}
          </ul>
          <AdvancedSwitch
            serviceId={service.id}
            enabled={settings.enabled}
            mayTurnOff={may(role, settings.enabled ? "administer" : "send")}
          />
        </div>
      </Panel>
      <Panel
        title="Keywords and answers"
        description={
          settings.enabled
            ? "Changes hold from the next reply on. A country's keywords are looked at first, then the other languages, then these."
            : "Saved, but without effect until Advanced Opt-Out is on."
        }
      >
        <KeywordsForm
          serviceId={service.id}
          initial={settings}
          languages={LANGUAGES}
          countries={COUNTRIES.map(({ code, name }) => ({ code, name }))}
        />
      </Panel>
    </div>
  );
}
