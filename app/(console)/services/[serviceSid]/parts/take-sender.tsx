"use client";

import { useState, useTransition } from "react";
import { PhoneNumber } from "@/components/phone-number";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast-store";
import { COUNTRIES } from "@/lib/domain/countries";
import type { OwnedSender } from "@/lib/domain/owned-sender";
import { addSendersAction, takeSenderAction } from "../actions";

export type FreeSender = Pick<OwnedSender, "id" | "kind" | "address" | "friendlyName" | "country">;

type Kind = "short-code" | "channel";

/** What can be written before the part that differs. */
const PREFIXES = [
  { value: "whatsapp:", label: "WhatsApp number", help: "With country code, like +14155550134." },
  { value: "messenger:", label: "Messenger page", help: "The page's id." },
  { value: "rcs:", label: "RCS agent", help: "The agent's id. Texts to numbers then go out as RCS first." },
] as const;

const COUNTRY_OPTIONS = COUNTRIES.map(({ code, name }) => ({ value: code, label: name }));

/** Short codes, or channel addresses: those of the account that are free, and a new one from the carrier. */
export function TakeSender({
  serviceId,
  kind,
  free,
  home = "US",
}: {
  serviceId: string;
  kind: Kind;
  free: readonly FreeSender[];
  /** Where one is wanted. */
  home: string | undefined;
}) {
  const [address, setAddress] = useState("");
  const [prefix, setPrefix] = useState<string>(PREFIXES[0].value);
  const [country, setCountry] = useState(home);
  const [refusal, setRefusal] = useState<string>();
  const [pending, start] = useTransition();
  const isShortCode = kind === "short-code";
  const listed = free.filter((sender) => (sender.kind === "short-code") === isShortCode);
  const channel = PREFIXES.find(({ value }) => value === prefix) ?? PREFIXES[0];

  function add({ id, address: added }: FreeSender) {
    start(async () => {
      const result = await addSendersAction({ serviceId, numberIds: [id] });
      const [problem] = result.ok ? result.value.refused : [{ why: result.message, code: result.code }];
      setRefusal(problem && `${problem.why} (${problem.code})`);
      if (!problem) toast({ tone: "good", title: `${added} joined the pool.` });
    });
  }
  function take() {
    start(async () => {
      const whole = isShortCode ? address.trim() : prefix + address.trim();
      const result = await takeSenderAction({ serviceId, address: whole, ...(isShortCode && { country }) });
      setRefusal(result.ok ? undefined : `${result.message} (${result.code})`);
      if (!result.ok) return;
      setAddress("");
      toast({ tone: "good", title: `${result.value} joined the pool.` });
    });
  }
  return (
    <div className="flex flex-col gap-4">
      {listed.length > 0 && (
        <ul aria-label="Yours, in no service" className="flex flex-col divide-y rounded-panel border">
          {listed.map((sender) => (
            <li key={sender.id} className="flex items-center gap-3 px-3 py-2 text-control">
              <PhoneNumber value={sender.address} className="font-medium" />
              <span className="text-quiet">{sender.country ?? ""}</span>
              <Button size="sm" className="ml-auto" pending={pending} onClick={() => add(sender)}>
                Add {sender.address}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-start gap-3">
        {!isShortCode && (
          <Field name="channel" label="Channel" className="w-48">
            {(control) => (
              <Select
                {...control}
                value={prefix}
                onChange={(event) => setPrefix(event.currentTarget.value)}
                options={PREFIXES.map(({ value, label }) => ({ value, label }))}
              />
            )}
          </Field>
        )}
        <Field
          name="address"
          label={isShortCode ? "Short code" : channel.label}
          help={isShortCode ? "3 to 6 digits. It reaches phones of its own country only." : channel.help}
          error={refusal}
          className="min-w-52 flex-1"
        >
          {(control) => (
            <Input
              {...control}
              value={address}
              maxLength={100}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => setAddress(event.currentTarget.value)}
              onKeyDown={(event) => {
                // The wizard's own form would take Enter for "continue".
                if (event.key !== "Enter") return;
                event.preventDefault();
                if (address.trim() !== "" && !pending) take();
              }}
            />
          )}
        </Field>
        {isShortCode && (
          <Field name="country" label="Country" className="w-48">
            {(control) => (
              <Select
                {...control}
                value={country}
                onChange={(event) => setCountry(event.currentTarget.value)}
                options={COUNTRY_OPTIONS}
              />
            )}
          </Field>
        )}
      </div>
      <div>
        <Button onClick={take} pending={pending} disabled={address.trim() === ""}>
          {isShortCode ? "Take this short code" : "Take this address"}
        </Button>
      </div>
      <Banner>The simulated carrier gives any that is free. On a live carrier they come by order and approval.</Banner>
    </div>
  );
}
