import { CodeTabs } from "@/components/code-tabs";
import { CopyButton } from "@/components/ui/copy-button";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { codeSamples } from "@/lib/domain/code-samples";
import { TokenOnce } from "./token-once";

/** What code needs to send from here. */
export function Connect({
  baseUrl,
  accountSid,
  serviceSid,
  mayReveal,
}: {
  baseUrl: string;
  accountSid: string;
  /** One that can send; undefined while there is none. */
  serviceSid: string | undefined;
  mayReveal: boolean;
}) {
  const samples = codeSamples({
    baseUrl,
    accountSid,
    serviceSid: serviceSid ?? "MG…",
    to: "+15553332222",
    body: "Hello from your Messaging Service!",
  });
  return (
    <Panel title="Connect your code">
      <dl className="mb-4 grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1 text-control [&>dt]:text-quiet">
        <dt>Base URL</dt>
        <dd className="flex items-center gap-1">
          <code className="min-w-0 truncate font-mono text-label">{baseUrl}</code>
          <CopyButton value={baseUrl} label="Copy base URL" />
        </dd>
        <dt>Account SID</dt>
        <dd className="flex items-center gap-1">
          <code className="min-w-0 truncate font-mono text-label" title={accountSid}>
            {accountSid}
          </code>
          <CopyButton value={accountSid} label="Copy Account SID" />
        </dd>
        <dt>Auth Token</dt>
        <dd className="flex min-h-7 items-center gap-1">
          {mayReveal ? <TokenOnce /> : <span className="text-quiet">Ask an owner or admin for an API key.</span>}
        </dd>
      </dl>
      <CodeTabs samples={samples.filter(({ label }) => label !== "CLI")} label="Language" />
      {!serviceSid && (
        <p className="mt-2 text-label text-quiet">
          <Link href="/services/new" className="link">
            Create a service
          </Link>{" "}
          and its SID stands here.
        </p>
      )}
    </Panel>
  );
}
