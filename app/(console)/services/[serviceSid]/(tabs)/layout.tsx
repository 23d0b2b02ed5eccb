import { Send } from "lucide-react";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/page-header";
import { Sid } from "@/components/sid";
import { StatusBadge } from "@/components/status-badge";
import { ButtonLink } from "@/components/ui/button";
import { TabLinks } from "@/components/ui/tab-links";
import { readinessSentence } from "@/lib/domain/readiness";
import { resumePath } from "@/lib/domain/service-setup";
import { stateOf } from "@/lib/domain/service-state";
import { loadService } from "../load";
import { ChangeNotice } from "../parts/change-notice";

/** The head of one service on every tab: what it is called, how it stands, and the way to try it. */
export default async function ServiceLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ serviceSid: string }>;
}) {
  const { service, readiness, sid } = await loadService((await params).serviceSid);
  const state = stateOf(service, readiness);
  const resume = resumePath(service);
  const tab = (path: string, label: string, count?: number) => ({
    href: `/services/${sid}/${path}`,
    label,
    ...(count === undefined ? {} : { count }),
  });
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        back={{ href: "/services", label: "Services" }}
        title={<bdi>{service.friendlyName}</bdi>}
        meta={
          <>
            <StatusBadge status={state.status} word={state.word} />
            <Sid sid={sid} />
          </>
        }
        sentence={readinessSentence(readiness)}
        actions={
          <>
            {resume && <ButtonLink href={resume}>Continue setup</ButtonLink>}
            <ButtonLink variant="primary" href={`/services/${sid}/setup/try`}>
              <Send aria-hidden />
              Send a test
            </ButtonLink>
          </>
        }
      />
      <TabLinks
        label="Service"
        tabs={[
          tab("overview", "Overview"),
          tab("senders", "Senders", service.poolSize),
          tab("integration", "Integration"),
          tab("content", "Content"),
          tab("opt-out", "Opt-out"),
          tab("compliance", "Compliance"),
          tab("settings", "Settings"),
        ]}
      />
      <ChangeNotice service={service} />
      {children}
    </div>
  );
}
