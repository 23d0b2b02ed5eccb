import type { ReactNode } from "react";
import { PageHeader } from "@/components/page-header";
import { TabLinks } from "@/components/ui/tab-links";

const TABS = [
  { href: "/registrations/brands", label: "Brands and campaigns" },
  { href: "/registrations/toll-free", label: "Toll-free" },
  { href: "/registrations/queue", label: "Review" },
];

/** The head of what carriers want to know before they let messages through. */
export function RegistrationsHeader({ sentence, actions }: { sentence: string; actions?: ReactNode }) {
  return (
    <>
      <PageHeader title="Registrations" sentence={sentence} actions={actions} />
      <TabLinks label="Registrations" tabs={TABS} />
    </>
  );
}
