import type { Metadata } from "next";
import { Sid } from "@/components/sid";
import { StatusBadge } from "@/components/status-badge";
import { Time } from "@/components/time";
import { Panel } from "@/components/ui/panel";
import { sessionCtx } from "@/lib/console/session";
import { toSid } from "@/lib/domain/sid";
import { fetchAccount } from "@/lib/operations/accounts";
import { AccountName } from "./account-name";
import { AuthToken } from "./auth-token";
import { RequestLimits } from "./request-limits";
import { SendingRate } from "./sending-rate";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const { ctx } = await sessionCtx();
  const { id, friendlyName, type, status, createdAt, requestsPerSecond, requestsAtOnce, segmentsPerSecond } =
    await fetchAccount(ctx);
  return (
    <>
      <Panel title="Account">
        <dl className="mb-5 grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-2 text-control [&>dt]:text-quiet">
          <dt>Account SID</dt>
          <dd>
            <Sid sid={toSid("AC", id)} full />
          </dd>
          <dt>State</dt>
          <dd>
            <StatusBadge
              status={status === "closed" ? "suspended" : status}
              word={status === "closed" ? "Closed" : undefined}
            />
          </dd>
          <dt>Type</dt>
          <dd>{type}</dd>
          <dt>Created</dt>
          <dd>
            <Time at={createdAt} show="exact" />
          </dd>
        </dl>
        <AccountName friendlyName={friendlyName} />
      </Panel>
      <Panel
        title="Auth Token"
        description="With the Account SID it signs in to the API, and it signs every webhook. Where only sending is needed, an API key can be revoked alone."
      >
        <AuthToken />
      </Panel>
      <Panel
        title="API requests"
        description="How many this account may make at each gateway. More are answered 429 (20429) with Retry-After, and nothing is done of them, so they are safe to repeat."
      >
        <RequestLimits requestsPerSecond={requestsPerSecond} requestsAtOnce={requestsAtOnce} />
      </Panel>
      <Panel
        title="Sending rate"
        description="How fast all texts of this account leave together, beside what each sender may send. More wait in the account's queue, for ten hours at most. MMS do not count."
      >
        <SendingRate segmentsPerSecond={segmentsPerSecond} />
      </Panel>
    </>
  );
}
