"use client";

import dynamic from "next/dynamic";
import { useState, useTransition } from "react";
import type { View } from "@/app/(console)/logs/messages/[messageSid]/view";
import { SegmentMeter } from "@/components/segment-meter";
import { Banner } from "@/components/ui/banner";
import { Button, ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useSettled } from "@/components/use-settled";
import { useShortcut } from "@/components/use-shortcut";
import { useConsoleQuery } from "@/lib/console/use-console-query";
import { emitsCallback, isFinal } from "@/lib/domain/message-status";
import { ENDINGS } from "@/lib/domain/simulated-carrier";
import { endingOf, withEnding } from "@/lib/domain/simulated-handset";
import { type RailStep, WizardFrame } from "../../../new/wizard-frame";
import { sendTestAction } from "./actions";
import { Forecast } from "./forecast";
import { Handset } from "./handset";
import { Samples } from "./samples";

/** Fetched while the message is on its way. */
const Watch = dynamic(() => import("./watch").then((watch) => watch.Watch));

const FIRST_BODY = "Hello from your Messaging Service!";

/** Every step is on screen within a second. */
const POLL_MS = 500;

const DELIVERS = "";

/** One message through the service: what is expected of it, and what then happens, step by step. */
export function TryIt({
  rail,
  serviceId,
  serviceSid,
  accountSid,
  baseUrl,
  firstTo,
  isSimulator,
}: {
  rail: readonly RailStep[];
  serviceId: string;
  serviceSid: string;
  accountSid: string;
  baseUrl: string;
  /** A simulated phone's number; empty where messages are real. */
  firstTo: string;
  isSimulator: boolean;
}) {
  const [to, setTo] = useState(firstTo);
  const [body, setBody] = useState(FIRST_BODY);
  const [sent, setSent] = useState<{ id: string; expected: string | undefined }>();
  /** The message of which nothing more is to come. */
  const [settledId, setSettledId] = useState<string>();
  const [refusal, setRefusal] = useState<{ message: string; code: number | null }>();
  const [pending, start] = useTransition();
  const asked = useSettled(JSON.stringify({ serviceId, to: to.trim(), body }), 250);
  const { data: forecast } = useConsoleQuery("messages.forecast", JSON.parse(asked), { enabled: to.trim() !== "" });

  function send() {
    if (pending) return;
    start(async () => {
      setRefusal(undefined);
      const result = await sendTestAction({ serviceId, to, body });
      if (result.ok) setSent({ id: result.value.id, expected: forecast?.sends ? forecast.from : undefined });
      else setRefusal(result);
    });
  }
  useShortcut("mod+enter", "Send the test", send);
  const ending = endingOf(to.trim());
  const { data: view } = useConsoleQuery(
    "messages.show",
    { id: sent?.id ?? "" },
    { enabled: sent !== undefined, ...(settledId === sent?.id ? {} : { pollMs: POLL_MS }) },
  );
  const watched = view && view.message.id === sent?.id ? view : undefined;
  if (sent && watched && isTold(watched) && settledId !== sent.id) setSettledId(sent.id);
  const handset = <Handset to={to.trim()} message={watched?.message} />;

  return (
    <WizardFrame
      current="compliance"
      rail={rail}
      title="Try it"
      sentence={
        isSimulator
          ? "Send one message to a simulated phone and watch every step. Nothing leaves this machine."
          : "Send one message and watch every step."
      }
      beside={handset}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
        className="flex flex-col gap-4"
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            name="to"
            label="To"
            help={
              isSimulator
                ? "A simulated phone. Its last four digits decide what happens."
                : "This sends a real message, about $0.0075."
            }
          >
            {(control) => (
              <Input
                {...control}
                type="tel"
                autoComplete="off"
                value={to}
                onChange={(event) => setTo(event.currentTarget.value)}
              />
            )}
          </Field>
          {isSimulator && (
            <Field name="ending" label="What the phone does">
              {({ name: _unposted, ...control }) => (
                <Select
                  {...control}
                  value={ending?.lastFour ?? DELIVERS}
                  onChange={(event) => {
                    const lastFour = event.currentTarget.value;
                    setTo(lastFour === DELIVERS ? firstTo : withEnding(to.trim(), lastFour));
                  }}
                  options={[
                    { value: DELIVERS, label: "Any other: delivered" },
                    ...ENDINGS.map(({ lastFour, says }) => ({ value: lastFour, label: `${lastFour}: ${says}` })),
                  ]}
                />
              )}
            </Field>
          )}
        </div>
        <Field name="body" label="Body">
          {(control) => <Textarea {...control} value={body} onChange={(event) => setBody(event.currentTarget.value)} />}
        </Field>
        <SegmentMeter body={body} />
        {forecast && <Forecast forecast={forecast} serviceSid={serviceSid} />}
        {refusal && (
          <Banner tone="bad" announce title="Not sent.">
            {refusal.message}
            {refusal.code !== null && !refusal.message.includes(String(refusal.code)) && ` (${refusal.code})`}
          </Banner>
        )}
        <div>
          <Button type="submit" variant={sent ? "secondary" : "primary"} pending={pending}>
            {sent ? "Send again" : "Send"}
          </Button>
        </div>
      </form>

      {watched && <Watch view={watched} expected={sent?.expected} />}
      <div className="lg:hidden">{handset}</div>

      <Samples baseUrl={baseUrl} accountSid={accountSid} serviceSid={serviceSid} to={to.trim()} body={body} />

      <div className="flex flex-wrap items-center gap-2 border-t pt-4">
        <ButtonLink href={`/logs/messages?service=${serviceSid}`}>See it in Messages</ButtonLink>
        <ButtonLink href={`/insights/overview?service=${serviceSid}`}>See it in Insights</ButtonLink>
        <span className="ml-auto" />
        <ButtonLink variant={sent ? "primary" : "secondary"} href={`/services/${serviceSid}/overview`}>
          Open service
        </ButtonLink>
      </div>
    </WizardFrame>
  );
}

/** Whether nothing more is to come: its last status, and a callback for each status that is told (behaviour §1.2). */
function isTold({ message, exchanges, story }: View): boolean {
  if (!isFinal(message.status)) return false;
  if (message.statusCallback === null) return true;
  const told = story.steps.filter(({ at, status }, place) => {
    return at !== null && status !== "doubt" && emitsCallback(status, { initial: place === 0 });
  });
  return exchanges.length >= told.length;
}
