import type { ReactNode } from "react";
import { PageHeader } from "@/components/page-header";
import { TabLinks } from "@/components/ui/tab-links";

const TABS = [
  { href: "/settings/account", label: "Account" },
  { href: "/settings/api-keys", label: "API keys" },
  { href: "/settings/permissions", label: "Sending & geo permissions" },
  { href: "/settings/sign-in", label: "Your sign-in" },
];

/** Each page saves by itself. */
export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title="Settings" />
      <TabLinks label="Settings" tabs={TABS} />
      <div className="flex max-w-3xl flex-col gap-5">{children}</div>
    </div>
  );
}
