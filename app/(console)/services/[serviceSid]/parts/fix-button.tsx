"use client";

import { useTransition } from "react";
import { Consequence } from "@/components/consequence";
import { Button, ButtonLink } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Popover } from "@/components/ui/popover";
import { toast } from "@/components/ui/toast-store";
import type { ActionResult } from "@/lib/console/action";
import { countryName } from "@/lib/domain/countries";
import type { Fix } from "@/lib/domain/readiness";
import { toSid } from "@/lib/domain/sid";
import {
  addSendersAction,
  markRegisteredAction,
  pauseSendersAction,
  removeDestinationAction,
  removeSendersAction,
  turnOnCountryAction,
} from "../actions";

export type FixPlace = {
  readonly serviceId: string;
  readonly serviceSid: string;
  /** Where "Add a sender" leads: the wizard's step, or the service's page. */
  readonly inWizard: boolean;
};

/** The address under which senders are chosen, with the filters that fit the fix. */
function sendersHref(
  { serviceSid, inWizard }: FixPlace,
  tab: "owned" | "buy",
  country?: string,
  type?: string,
): string {
  const query = new URLSearchParams({
    [inWizard ? "tab" : "add"]: tab,
    ...(country ? { country } : {}),
    ...(type ? { type } : {}),
  });
  return `/services/${serviceSid}${inWizard ? "/setup" : ""}/senders?${query}`;
}

/** The button that puts a finding right. What it changes is read again at once, so the verdict follows. */
export function FixButton({ fix, place, onKeep }: { fix: Fix; place: FixPlace; onKeep: () => void }) {
  const [pending, start] = useTransition();
  const { serviceId, serviceSid } = place;

  function act(run: () => Promise<ActionResult<unknown>>, done: string) {
    start(async () => {
      const result = await run();
      if (result.ok) toast({ tone: "good", title: done });
      else toast({ tone: "bad", title: `Not done: ${result.message}` });
    });
  }

  switch (fix.kind) {
    case "add-sender":
      return (
        <ButtonLink size="sm" href={sendersHref(place, "owned", fix.country, fix.type)}>
          {fix.label}
        </ButtonLink>
      );
    case "buy-number":
      return (
        <ButtonLink size="sm" href={sendersHref(place, "buy", fix.country, fix.type)}>
          {fix.label}
        </ButtonLink>
      );
    case "set-replies":
      return (
        <ButtonLink size="sm" href={`/services/${serviceSid}${place.inWizard ? "/setup" : ""}/integration`}>
          {fix.label}
        </ButtonLink>
      );
    case "campaign":
      return (
        <ButtonLink size="sm" href={`/registrations/campaigns/${serviceSid}`}>
          {fix.label}
        </ButtonLink>
      );
    case "verification":
      return (
        <ButtonLink size="sm" href={`/registrations/toll-free/${toSid("PN", fix.numberId)}`}>
          {fix.label}
        </ButtonLink>
      );
    case "sandbox-settings":
      return (
        <ButtonLink size="sm" variant="ghost" href="/settings/permissions">
          {fix.label}
        </ButtonLink>
      );
    case "ask-admin":
      return <CopyButton value={fix.text} label={fix.label} showLabel />;
    case "show-why":
      return (
        <Popover label="How a sender is chosen" trigger={<Button size="sm">{fix.label}</Button>} className="w-80">
          <RuleOrder />
        </Popover>
      );
    case "keep-all":
      return (
        <Button size="sm" variant="ghost" onClick={onKeep}>
          {fix.label}
        </Button>
      );
    case "mark-registered":
      return (
        <Consequence
          trigger={<Button size="sm">{fix.label}</Button>}
          title={fix.label}
          sentence="Senderpool then sends as if the carriers had approved it. Do this once they have: they block what they did not approve, whatever is marked here."
          effects={[fix.numberIds.length === 1 ? "1 sender is marked." : `${fix.numberIds.length} senders are marked.`]}
          confirm={fix.label}
          tone="primary"
          onConfirm={() => markRegisteredAction(fix.numberIds)}
        />
      );
    case "resume":
      return (
        <Button
          size="sm"
          pending={pending}
          onClick={() =>
            act(
              () => pauseSendersAction({ serviceId, numberIds: [...fix.numberIds], paused: false }),
              fix.numberIds.length === 1 ? "It is chosen again." : "They are chosen again.",
            )
          }
        >
          {fix.label}
        </Button>
      );
    case "turn-on-country":
      return (
        <Button
          size="sm"
          pending={pending}
          onClick={() =>
            act(
              () => turnOnCountryAction({ serviceId, country: fix.country }),
              `This account may now send to ${countryName(fix.country)}.`,
            )
          }
        >
          {fix.label}
        </Button>
      );
    case "remove-destination":
      return (
        <Button
          size="sm"
          variant="ghost"
          pending={pending}
          onClick={() =>
            act(
              () => removeDestinationAction({ serviceId, country: fix.country }),
              `${countryName(fix.country)} is no longer checked. Sending there is not limited.`,
            )
          }
        >
          {fix.label}
        </Button>
      );
    case "keep-one":
      return (
        <Button
          size="sm"
          pending={pending}
          onClick={() =>
            start(async () => {
              const senders = { serviceId, numberIds: [...fix.removeIds] };
              const result = await removeSendersAction(senders);
              if (!result.ok) {
                toast({ tone: "bad", title: `Not removed: ${result.message}` });
                return;
              }
              toast({
                tone: "good",
                title: result.value === 1 ? "1 sender left the pool." : `${result.value} senders left the pool.`,
                action: { label: "Undo", onAction: () => void addSendersAction({ ...senders, restores: true }) },
              });
            })
          }
        >
          {fix.label}
        </Button>
      );
  }
}

/** @source behaviour §2.1 */
function RuleOrder() {
  return (
    <ol className="flex list-decimal flex-col gap-1.5 pl-4 text-control">
      <li>The sender the recipient already knows, unless one of their own country has joined since.</li>
      <li>Only senders that reach the country: the US and Canada are reached from US and Canadian numbers alone.</li>
      <li>RCS before a short code, a short code before an alphanumeric sender, and that before numbers.</li>
      <li>Numbers of the recipient's country; without one a US number; without that any.</li>
      <li>In Canada toll-free numbers before long codes.</li>
      <li>In the US and Canada a long code of the recipient's area.</li>
      <li>Of those left the one with the least waiting.</li>
    </ol>
  );
}
