import { ChartLine, House, MessagesSquare, Phone, Send, Settings } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { CodeTabs } from "@/components/code-tabs";
import { CommandPalette } from "@/components/command-palette";
import { ConsoleFrame } from "@/components/console-frame";
import { type Column, DataTable } from "@/components/data-table";
import { FilterBar } from "@/components/filter-bar";
import type { SearchParams } from "@/components/href";
import { HttpExchange } from "@/components/http-exchange";
import { LineChart } from "@/components/line-chart";
import { LiveDot } from "@/components/live-dot";
import { ModePill } from "@/components/mode-pill";
import { Navigation, NavigationDrawer, type NavigationGroup } from "@/components/navigation";
import { countText, shareText } from "@/components/number-text";
import { PageHeader } from "@/components/page-header";
import { PartyTag } from "@/components/party-tag";
import { PhoneNumber } from "@/components/phone-number";
import { isRailFolded, RAIL_COOKIE } from "@/components/rail";
import { rangeFromParams } from "@/components/range";
import { RangePicker } from "@/components/range-picker";
import { RankedBars } from "@/components/ranked-bars";
import { Shortcuts } from "@/components/shortcuts";
import { Sid } from "@/components/sid";
import { StackedBars } from "@/components/stacked-bars";
import { StatTile } from "@/components/stat-tile";
import { STATUS, type Status } from "@/components/status";
import { StatusBadge } from "@/components/status-badge";
import { StepsLadder } from "@/components/steps-ladder";
import { THEME_COOKIE, themeFromCookie } from "@/components/theme";
import { ThemeToggle } from "@/components/theme-toggle";
import { Time } from "@/components/time";
import { TopBar } from "@/components/top-bar";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button, ButtonLink } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { Progress } from "@/components/ui/progress";
import { RadioCards } from "@/components/ui/radio-cards";
import { Select } from "@/components/ui/select";
import { Separator } from "@/components/ui/separator";
import { SkeletonRows } from "@/components/ui/skeleton";
import { SubmitButton } from "@/components/ui/submit-button";
import { TabLinks } from "@/components/ui/tab-links";
import { Verdicts } from "@/components/verdicts";
import { ZONE_COOKIE, zoneFromCookie } from "@/components/zone";
import { ZoneSwitch } from "@/components/zone-switch";
import { Choices, Composer, Overlays } from "./islands";
import { BEFORE, BUCKETS, CURL_SAMPLE, EDGES, MESSAGES, NODE_SAMPLE, NOW, type SampleMessage, SPARK } from "./samples";

export const metadata: Metadata = { title: "Components" };

const HERE = "/dev/components";

const NAVIGATION: NavigationGroup[] = [
  { items: [{ href: HERE, label: "Home", icon: <House aria-hidden /> }] },
  {
    label: "Monitor",
    items: [
      { href: "/logs/messages", label: "Messages", icon: <MessagesSquare aria-hidden /> },
      { href: "/insights", label: "Insights", icon: <ChartLine aria-hidden /> },
    ],
  },
  {
    label: "Send",
    items: [
      { href: "/services", label: "Services", icon: <Send aria-hidden /> },
      { href: "/numbers/active", label: "Numbers", icon: <Phone aria-hidden />, below: "/numbers" },
    ],
  },
  { items: [{ href: "/settings", label: "Settings", icon: <Settings aria-hidden /> }] },
];

const GO = [
  { key: "h", label: "Home", href: "/" },
  { key: "m", label: "Messages", href: "/logs/messages" },
  { key: "i", label: "Insights", href: "/insights" },
];

const COLUMNS: Column<SampleMessage>[] = [
  {
    key: "date",
    head: "Date",
    cell: (row) => <Time at={row.at} />,
    sort: { href: HERE, direction: "descending" },
  },
  {
    key: "service",
    head: "Service",
    cell: (row) => row.service ?? <span className="text-quiet">–</span>,
    className: "max-w-44 truncate",
  },
  { key: "direction", head: "Direction", cell: (row) => row.direction, className: "hidden wide:table-cell" },
  { key: "from", head: "From", cell: (row) => <PhoneNumber value={row.from} /> },
  { key: "to", head: "To", cell: (row) => <PhoneNumber value={row.to} country /> },
  { key: "segments", head: "Segments", align: "end", cell: (row) => row.segments },
  { key: "status", head: "Status", cell: (row) => <StatusBadge status={row.status} /> },
  {
    key: "troubleshoot",
    head: "Troubleshoot",
    className: "max-w-40 truncate",
    cell: (row) =>
      row.trouble && (
        <span>
          {row.trouble.cause} <span className="font-mono text-label text-quiet">{row.trouble.code}</span>
        </span>
      ),
  },
];

/** Every component in its states; what the screenshots are taken of. Never served by a built console. */
export default async function ComponentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  if (process.env.NODE_ENV === "production") notFound();
  const [params, jar] = await Promise.all([searchParams, cookies()]);
  const rows = params.rows === "none" ? [] : MESSAGES;

  return (
    <ConsoleFrame
      zone={zoneFromCookie(jar.get(ZONE_COOKIE)?.value)}
      navigation={<Navigation groups={NAVIGATION} initialFolded={isRailFolded(jar.get(RAIL_COOKIE)?.value)} />}
      topBar={
        <TopBar
          drawer={<NavigationDrawer groups={NAVIGATION} />}
          account="ACME Health"
          mode={<ModePill mode="simulator" />}
          status={<LiveDot state="live" />}
          search={
            <CommandPalette
              entries={[
                { label: "Messages", href: "/logs/messages", hint: "Monitor" },
                { label: "Insights", href: "/insights", hint: "Monitor" },
                { label: "Create service", href: "/services/new", hint: "Services" },
              ]}
              finders={[
                { pattern: "(SM|MM)[0-9a-f]{32}", label: "Open message {value}", href: "/logs/messages/{value}" },
                {
                  pattern: "\\+\\d{7,15}",
                  compact: true,
                  label: "Messages to {value}",
                  href: "/logs/messages?to={value}",
                },
              ]}
            />
          }
        >
          <span className="max-md:hidden">
            <ZoneSwitch />
          </span>
          <ThemeToggle initial={themeFromCookie(jar.get(THEME_COOKIE)?.value)} />
        </TopBar>
      }
    >
      <Shortcuts go={GO} />
      <div className="flex flex-col gap-8">
        <PageHeader
          back={{ href: HERE, label: "Services" }}
          title="Appointment reminders"
          meta={
            <>
              <StatusBadge status="ready" />
              <Sid sid="MG019692aaaaaaaaaaaaaaaaaaaaaaaa0a" />
            </>
          }
          sentence="All flowing. 12,431 messages in the last hour, 98.6 % delivered, usual for a Tuesday."
          actions={
            <>
              <Button>Pause</Button>
              <ButtonLink href={HERE} variant="primary">
                Send a test
              </ButtonLink>
            </>
          }
        />
        <TabLinks
          label="Service"
          tabs={[
            { href: HERE, label: "Overview" },
            { href: "/dev/senders", label: "Senders", count: 12 },
            { href: "/dev/integration", label: "Integration" },
            { href: "/dev/settings", label: "Settings" },
          ]}
        />

        <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
          <StatTile
            label="Messages"
            value="12,431"
            href={HERE}
            change={{ direction: "up", text: "8.2 % against last Tuesday", tone: "quiet" }}
            spark={SPARK}
          />
          <StatTile
            label="Confirmed delivered"
            value={shareText(12_257, 12_431)}
            href={HERE}
            change={{ direction: "down", text: "0.9 points", tone: "bad" }}
            spark={SPARK.map((value) => 1000 - value / 4)}
          />
          <StatTile label="With errors" value="28 of 29" href={HERE} note="Under 30: counts" />
          <StatTile label="Received" value="No messages yet" note="Replies appear here" />
        </div>

        <StackedBars
          question="Do messages arrive?"
          unit="messages an hour"
          summary="11,204 of 12,431 messages were delivered; 34 % failed between 02:00 and 04:00."
          series={[
            { key: "delivered", label: "Delivered", fill: "delivered", href: HERE },
            { key: "sent", label: "Sent, no receipt yet", fill: "sent" },
            { key: "waiting", label: "Waiting", fill: "waiting" },
            { key: "undelivered", label: "Undelivered", fill: "undelivered", href: HERE },
            { key: "failed", label: "Failed", fill: "failed", href: HERE },
          ]}
          buckets={BUCKETS}
          before={BEFORE}
          brush={{ path: HERE, query: "", edges: EDGES }}
          actions={
            <ButtonLink href={HERE} size="sm" variant="ghost">
              Open messages
            </ButtonLink>
          }
        />

        <div className="grid gap-6 lg:grid-cols-2">
          <LineChart
            question="How fast are they?"
            unit="seconds from accepted to delivered"
            summary="Half of all messages arrive within 1.4 s; the slowest 5 % took up to 9 s at 02:00."
            series={[
              {
                key: "p50",
                label: "Median",
                stroke: "delivered",
                values: BUCKETS.map((bucket, place) => (place === 9 ? null : 1.2 + bucket.values.undelivered / 120)),
              },
              {
                key: "p95",
                label: "95 of 100",
                stroke: "sent",
                values: BUCKETS.map((bucket) => 3.1 + bucket.values.undelivered / 18),
              },
            ]}
            buckets={BUCKETS}
            valueText={(value) => `${Number(value.toFixed(1))} s`}
          />
          <RankedBars
            question="Which senders carry it?"
            labelHead="Sender"
            columns={[{ key: "share", head: "Delivered" }]}
            rows={["+14155550134", "+14155550135", "+18005550111", "ACME"].map((sender, place) => {
              const value = [5210, 3902, 1980, 24][place] ?? 0;
              const failed = Math.round(value * ([0.012, 0.21, 0.02][place] ?? 0));
              return {
                key: sender,
                label: <PhoneNumber value={sender} />,
                href: HERE,
                value,
                parts: [
                  { fill: "delivered" as const, value: value - failed },
                  { fill: "undelivered" as const, value: failed },
                ],
                cells: [shareText(value - failed, value)],
              };
            })}
          />
        </div>

        <Section title="Log">
          <FilterBar
            path={HERE}
            params={{ status: ["failed", "undelivered"], to: "+14155550199", ...params }}
            fields={[
              {
                key: "status",
                label: "Status",
                kind: "choice",
                options: ["delivered", "undelivered", "failed"].map((value) => ({
                  value,
                  label: STATUS[value as Status].word,
                })),
              },
              { key: "to", label: "To", kind: "text", placeholder: "+14155550199" },
              { key: "error", label: "Error", kind: "text", help: "A code, such as 30034." },
            ]}
            find={{
              placeholder: "Paste a SID or number",
              unknown: "Neither a SID nor a number.",
              rules: [{ pattern: "\\+?\\d{7,15}", compact: true, key: "to" }],
            }}
          >
            <RangePicker path={HERE} params={params} range={rangeFromParams(params, NOW, "24h")} />
          </FilterBar>
          <div className="rounded-panel border">
            <DataTable
              caption="Messages"
              columns={COLUMNS}
              rows={rows}
              rowKey={(row) => row.sid}
              rowHref={() => HERE}
              failed={(row) => row.status === "failed"}
              renderCompact={(row) => (
                <>
                  <span className="flex items-center gap-2">
                    <StatusBadge status={row.status} />
                    <Time at={row.at} className="ml-auto text-label text-quiet" />
                  </span>
                  <span className="mt-1 flex items-center gap-2">
                    <PhoneNumber value={row.to} country />
                    <span className="min-w-0 truncate text-quiet">{row.trouble?.cause ?? row.service}</span>
                  </span>
                </>
              )}
              empty={<EmptyState title="No messages match.">Remove “Status” to see 1,204.</EmptyState>}
            />
            <Pagination shown={rows.length} noun="messages" next={HERE} />
          </div>
        </Section>

        <div className="grid items-start gap-6 lg:grid-cols-2">
          <Panel title="Delivery steps">
            <StepsLadder
              steps={[
                {
                  key: "accepted",
                  name: "Accepted",
                  status: "accepted",
                  at: "2026-05-05T14:03:22.120Z",
                  note: "API key SK…04",
                },
                {
                  key: "queued",
                  name: "Queued",
                  status: "queued",
                  at: "2026-05-05T14:03:22.131Z",
                  note: "+1 415 555 0134: the person knows it from 3 May",
                },
                { key: "sent", name: "Sent", status: "sent", at: "2026-05-05T14:03:22.904Z", usuallyMs: 800 },
                { key: "delivered", name: "Delivered", status: "delivered", at: "2026-05-05T14:03:25.320Z" },
                { key: "read", name: "Read", status: "read", at: null },
              ]}
              asides={[
                { key: "a", at: "2026-05-05T14:03:26.001Z", text: "Receipt “delivered” again: already delivered" },
              ]}
            />
          </Panel>
          <div className="flex min-w-0 flex-col gap-6">
            <Panel title="Ready to send?" padded={false}>
              <Verdicts
                label="Checks"
                items={[
                  {
                    key: "de",
                    verdict: "block",
                    subject: "Germany.",
                    sentence: "Sending to Germany is off for this account.",
                    code: 21408,
                    action: <Button size="sm">Turn on Germany</Button>,
                  },
                  {
                    key: "us",
                    verdict: "warn",
                    subject: "United States.",
                    sentence: "To text the US, long codes need a registered A2P campaign.",
                    code: 30034,
                    note: "This installation is in sandbox: the simulator delivers anyway. Live would not.",
                    action: <Button size="sm">Sandbox settings</Button>,
                  },
                  { key: "ca", verdict: "ok", subject: "Canada.", sentence: "Toll-free first, then long codes." },
                ]}
              />
            </Panel>
            <Panel title="Text">
              <Composer />
            </Panel>
          </div>
        </div>

        <Panel title="Requests" padded={false}>
          <HttpExchange
            direction="in"
            title="Create"
            method="POST"
            url="/2010-04-01/Accounts/AC…/Messages.json"
            status={201}
            ms={11}
            at={NOW}
            params={[
              ["To", "+14155550199"],
              ["Body", "Hello"],
            ]}
          />
          <HttpExchange
            open
            direction="out"
            title="Status callback: delivered"
            method="POST"
            url="https://hooks.acme.test/sms/status"
            status={503}
            ms={2_340}
            at={NOW}
            headers={[
              ["X-Twilio-Signature", "L/OH5YylLD5NRKLltdqwSvS0BnU="],
              ["Content-Type", "application/x-www-form-urlencoded"],
            ]}
            responseBody={'{"error":"upstream unavailable"}'}
            note="Your endpoint answered with an error status (11200). Next try in 2 min."
          />
          <HttpExchange
            direction="out"
            title="Status callback: sent"
            method="POST"
            url="https://hooks.acme.test/sms/status"
            status={null}
            ms={null}
            at={NOW}
          />
        </Panel>

        <div className="grid items-start gap-6 lg:grid-cols-2">
          <Section title="Form">
            <form className="flex flex-col gap-5">
              <Field
                name="friendlyName"
                label="Service name"
                help="Your team sees this name. Recipients do not."
                aside="21 of 64"
              >
                {(control) => <Input {...control} defaultValue="Appointment reminders" />}
              </Field>
              <Field
                name="to"
                label="To"
                error="Enter a number with country code, like +14155550134 (21211)."
                help="A simulated handset."
              >
                {(control) => <Input {...control} defaultValue="415555" inputMode="tel" />}
              </Field>
              <Field name="validity" label="Give up after" optional>
                {(control) => (
                  <Select
                    {...control}
                    defaultValue="36000"
                    options={[
                      { value: "300", label: "5 min" },
                      { value: "36000", label: "10 h" },
                    ]}
                  />
                )}
              </Field>
              <Field name="disabled" label="Account SID">
                {(control) => <Input {...control} disabled defaultValue="AC019692aaaa" />}
              </Field>
              <RadioCards
                name="usecase"
                legend="Use case"
                columns={2}
                defaultValue="notifications"
                options={[
                  {
                    value: "notifications",
                    title: "Notify my users",
                    description: "Appointments, parcels.",
                    example: "“Your parcel arrives today.”",
                  },
                  { value: "marketing", title: "Market my services", description: "Offers to those who asked." },
                  { value: "verification", title: "Verify my users", description: "One-time codes." },
                  { value: "poll", title: "Poll", description: "Not offered here.", disabled: true },
                ]}
              />
              <div className="flex gap-2">
                <SubmitButton>Create service</SubmitButton>
                <Button>Save and leave</Button>
              </div>
            </form>
          </Section>
          <div className="flex flex-col gap-8">
            <Section title="Buttons">
              {(["sm", "md", "lg"] as const).map((size) => (
                <div key={size} className="flex flex-wrap items-center gap-2">
                  <Button size={size} variant="primary">
                    Create service
                  </Button>
                  <Button size={size}>Pause</Button>
                  <Button size={size} variant="ghost">
                    Back
                  </Button>
                  <Button size={size} variant="danger">
                    Delete
                  </Button>
                  <Button size={size} pending>
                    Saving
                  </Button>
                  <Button size={size} disabled>
                    Save
                  </Button>
                </div>
              ))}
            </Section>
            <Section title="Choices">
              <Choices />
            </Section>
            <Section title="Over the page">
              <Overlays />
            </Section>
            <Section title="States">
              <div className="flex flex-wrap gap-1.5">
                {(Object.keys(STATUS) as Status[]).map((status) => (
                  <StatusBadge key={status} status={status} />
                ))}
                <StatusBadge status="setup" word="Setup 2 of 4" />
                <Badge>beta</Badge>
              </div>
              <div className="flex flex-wrap gap-1.5">
                {(["Your request", "Senderpool", "Carrier", "Recipient", "Your endpoint"] as const).map((party) => (
                  <PartyTag key={party} party={party} />
                ))}
              </div>
              <div className="flex flex-wrap items-center gap-4">
                <LiveDot state="live" />
                <LiveDot state="stale" asOf={<Time at={NOW} show="clock" />} />
                <LiveDot state="lost" />
                <ModePill mode="live" />
              </div>
              <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-control">
                <Sid sid="SM019692aaaaaaaaaaaaaaaaaaaaaaaa0a" href={HERE} />
                <PhoneNumber value="+14155550134" country copy />
                <Time at={NOW} show="both" />
                <CopyButton value="x" label="Copy link" showLabel />
                <Kbd keys="g m" />
              </div>
            </Section>
          </div>
        </div>

        <div className="grid items-start gap-6 lg:grid-cols-2">
          <Section title="Words about the page">
            <Banner
              tone="bad"
              title="hooks.acme.test answers 503 since 02:51"
              actions={<Button size="sm">Open webhooks</Button>}
            >
              1,204 callbacks wait; all are kept.
            </Banner>
            <Banner tone="warn" title="Paused by Ann at 14:03">
              Holds 4,210 queued messages. New ones are accepted and wait.
            </Banner>
            <Banner tone="moving">The pool was changed by API 20 s ago. Shown is the new state.</Banner>
            <Banner tone="good">Nothing stands in the way.</Banner>
            <Progress value={2} max={4} label="Setup, 2 of 4 steps done" />
            <Panel title="No services yet">
              <EmptyState
                icon={<Send aria-hidden />}
                title="No services yet"
                action={
                  <ButtonLink href={HERE} variant="primary">
                    Create service
                  </ButtonLink>
                }
              >
                A service bundles senders and rules behind one SID. Your code sends to the service; the service picks
                the sender.
              </EmptyState>
            </Panel>
          </Section>
          <Section title="Code">
            <CodeTabs
              label="Send a message with"
              samples={[
                { label: "Node", code: NODE_SAMPLE },
                { label: "curl", code: CURL_SAMPLE },
              ]}
            />
            <Separator />
            <CodeBlock label="answer" code={`{\n  "sid": "SM019692…",\n  "status": "accepted"\n}`} />
            <Panel title="Loading" padded={false}>
              <SkeletonRows label="Loading messages" rows={4} columns={4} />
            </Panel>
            <p className="text-control text-quiet">{countText(1_234_567)} rows</p>
          </Section>
        </div>
      </div>
    </ConsoleFrame>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex min-w-0 flex-col gap-4">
      <h2 className="font-semibold text-body">{title}</h2>
      {children}
    </section>
  );
}
