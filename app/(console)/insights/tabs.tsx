import { TabLinks } from "@/components/ui/tab-links";

const TABS = [
  { href: "/insights/overview", label: "Overview" },
  { href: "/insights/otp", label: "OTP conversion" },
];

export const InsightsTabs = () => <TabLinks label="Insights" tabs={TABS} />;
