"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button, ButtonLink } from "@/components/ui/button";
import { useShortcut } from "@/components/use-shortcut";

/** On to the message above or below in the list one came from; `k` and `j` do the same. */
export function Neighbours({ newer, older }: { newer: string | undefined; older: string | undefined }) {
  const router = useRouter();
  useShortcut("k", "Newer message", () => newer && router.push(newer));
  useShortcut("j", "Older message", () => older && router.push(older));
  return (
    <nav aria-label="Messages of the list" className="flex gap-1">
      <Neighbour href={newer} label="Newer message">
        <ChevronUp aria-hidden />
      </Neighbour>
      <Neighbour href={older} label="Older message">
        <ChevronDown aria-hidden />
      </Neighbour>
    </nav>
  );
}

function Neighbour({ href, label, children }: { href: string | undefined; label: string; children: React.ReactNode }) {
  return href ? (
    <ButtonLink href={href} variant="ghost" iconOnly aria-label={label} title={label}>
      {children}
    </ButtonLink>
  ) : (
    <Button variant="ghost" iconOnly disabled aria-label={label}>
      {children}
    </Button>
  );
}
