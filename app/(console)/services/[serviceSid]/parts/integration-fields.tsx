"use client";

import { useState } from "react";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import { Select } from "@/components/ui/select";
import type { Service } from "@/lib/domain/service";
import { type WebhookReach, webhookUrlProblem } from "@/lib/domain/webhook-url";

export type IntegrationValues = Pick<
  Service,
  | "useInboundWebhookOnNumber"
  | "inboundRequestUrl"
  | "inboundMethod"
  | "fallbackUrl"
  | "fallbackMethod"
  | "statusCallback"
  | "validityPeriod"
>;

export type Replies = "sender" | "webhook" | "drop";

/** @source behaviour §4.2 */
export const repliesOf = ({ useInboundWebhookOnNumber, inboundRequestUrl }: IntegrationValues): Replies =>
  useInboundWebhookOnNumber ? "sender" : inboundRequestUrl ? "webhook" : "drop";

const METHODS = [
  { value: "POST", label: "POST" },
  { value: "GET", label: "GET" },
];

const CUSTOM = "custom";
const VALIDITIES = [
  { seconds: 300, label: "5 min" },
  { seconds: 3_600, label: "1 h" },
  { seconds: 14_400, label: "4 h" },
  { seconds: 36_000, label: "10 h" },
];

/** What happens with replies, who hears of delivery, and how long a message may wait. */
export function IntegrationFields({
  initial,
  senders,
  silentSenders,
  reach,
  problems,
  onReplies,
}: {
  initial: IntegrationValues;
  senders: number;
  /** Senders without a webhook of their own. */
  silentSenders: number;
  reach: WebhookReach;
  problems: Readonly<Record<string, string>>;
  onReplies?: (replies: Replies) => void;
}) {
  const [replies, setReplies] = useState(repliesOf(initial));
  const [inbound, setInbound] = useState(initial.inboundRequestUrl ?? "");
  const [fallback, setFallback] = useState(initial.fallbackUrl ?? "");
  const [callback, setCallback] = useState(initial.statusCallback ?? "");
  const known = VALIDITIES.some(({ seconds }) => seconds === initial.validityPeriod);
  const [validity, setValidity] = useState(known ? String(initial.validityPeriod) : CUSTOM);
  const [custom, setCustom] = useState(String(initial.validityPeriod));

  return (
    <>
      <div className="flex flex-col gap-4">
        <RadioCards
          name="replies"
          legend="When someone replies"
          value={replies}
          onValueChange={(value) => {
            setReplies(value as Replies);
            onReplies?.(value as Replies);
          }}
          options={[
            {
              value: "sender",
              title: "Use each sender's own webhook",
              description:
                senders === 0
                  ? "Set on each number. Without one its replies are stored, and nobody is told."
                  : silentSenders === 0
                    ? "Every sender has one."
                    : `${silentSenders} of ${senders} ${senders === 1 ? "sender has" : "senders have"} none: their replies are stored, nobody is told.`,
            },
            {
              value: "webhook",
              title: "Send to one webhook",
              description:
                "All replies to all senders go to one URL, with the service's SID. It may answer with TwiML.",
            },
            {
              value: "drop",
              title: "Drop",
              description: "Replies are not stored, not logged and cannot be found later.",
            },
          ]}
        />
        <div className={cn("flex flex-col gap-4 border-accent border-l-2 pl-4", replies !== "webhook" && "hidden")}>
          <UrlField
            name="inboundRequestUrl"
            label="Send replies to"
            method="inboundMethod"
            initialMethod={initial.inboundMethod}
            value={inbound}
            onChange={setInbound}
            problem={problems.inboundRequestUrl ?? webhookUrlProblem(inbound, reach)}
            placeholder="https://example.com/replies"
          />
          <UrlField
            name="fallbackUrl"
            label="When that fails"
            method="fallbackMethod"
            initialMethod={initial.fallbackMethod}
            value={fallback}
            onChange={setFallback}
            problem={problems.fallbackUrl ?? webhookUrlProblem(fallback, reach)}
            help="Asked in its place, with the reason."
            optional
            placeholder="https://example.com/replies-fallback"
          />
        </div>
      </div>

      <UrlField
        name="statusCallback"
        label="Delivery reports to"
        help="We POST each status change, signed."
        value={callback}
        onChange={setCallback}
        problem={problems.statusCallback ?? webhookUrlProblem(callback, reach)}
        optional
        placeholder="https://example.com/status"
      />

      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1.5 font-medium text-control">Give up after</legend>
        <div className="flex flex-wrap gap-2">
          {[...VALIDITIES.map(({ seconds, label }) => ({ value: String(seconds), label })), CUSTOM_CHOICE].map(
            ({ value, label }) => (
              <label
                key={value}
                className="relative inline-flex h-8 items-center rounded-control border bg-raised px-3 text-control hover:border-input has-checked:border-accent has-checked:bg-accent-tint has-checked:font-medium has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2 pointer-coarse:h-11"
              >
                <input
                  type="radio"
                  name="giveUp"
                  value={value}
                  checked={validity === value}
                  onChange={() => setValidity(value)}
                  className="absolute inset-0 appearance-none rounded-control outline-none"
                />
                {label}
              </label>
            ),
          )}
        </div>
        {validity === CUSTOM && (
          <Field
            name="validityPeriod"
            label="Seconds"
            help="1 to 36,000"
            error={problems.validityPeriod}
            className="mt-2 max-w-40"
          >
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                autoComplete="off"
                value={custom}
                onChange={(event) => setCustom(event.currentTarget.value)}
              />
            )}
          </Field>
        )}
        {validity !== CUSTOM && <input type="hidden" name="validityPeriod" value={validity} />}
        <p className="max-w-prose text-control text-quiet">
          A message that still waits then fails with 30036 instead of arriving late.
        </p>
      </fieldset>
    </>
  );
}

const CUSTOM_CHOICE = { value: CUSTOM, label: "Custom" };

/** A webhook's address, checked while it is typed, with its method beside it where there is a choice. */
function UrlField({
  name,
  label,
  help,
  method,
  initialMethod,
  value,
  onChange,
  problem,
  optional = false,
  placeholder,
}: {
  name: string;
  label: string;
  help?: string;
  method?: string;
  initialMethod?: string;
  value: string;
  onChange: (value: string) => void;
  problem: string | undefined;
  optional?: boolean;
  placeholder: string;
}) {
  return (
    <Field name={name} label={label} help={help} error={problem} optional={optional} className="max-w-140">
      {(control) => (
        <div className="flex gap-2">
          <Input
            {...control}
            type="url"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            placeholder={placeholder}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          {method && (
            <Select
              name={method}
              aria-label={`${label}: method`}
              defaultValue={initialMethod}
              options={METHODS}
              className="w-24 shrink-0"
            />
          )}
        </div>
      )}
    </Field>
  );
}
