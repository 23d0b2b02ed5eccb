import { PageHeader } from "@/components/page-header";
import { ButtonLink } from "@/components/ui/button";
import { TabLinks } from "@/components/ui/tab-links";

const TABS = [
  { href: "/numbers/active", label: "Active" },
  { href: "/numbers/buy", label: "Buy" },
  { href: "/numbers/senders", label: "Short codes and channels" },
];

/** The head of the lists of numbers and of what is texted like one. */
export function NumbersHeader({ sentence, buy }: { sentence: string; buy: boolean }) {
  return (
    <>
      <PageHeader
        title="Numbers"
        sentence={sentence}
        actions={
          buy && (
            <ButtonLink href="/numbers/buy" variant="primary">
              Buy a number
            </ButtonLink>
          )
        }
      />
      <TabLinks label="Numbers" tabs={TABS} />
    </>
  );
}
