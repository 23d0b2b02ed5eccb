import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { type Column, DataTable } from "@/components/data-table";
import { hrefWith, type SearchParams } from "@/components/href";
import { Sid } from "@/components/sid";
import { Time } from "@/components/time";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { sessionCtx } from "@/lib/console/session";
import { fromSid, toSid } from "@/lib/domain/sid";
import { type ApiKey, listApiKeys } from "@/lib/operations/api-keys";
import { CreateKey } from "./create-key";
import { RevokeKey } from "./revoke-key";

export const metadata: Metadata = { title: "API keys" };

const PAGE_ROWS = 50;
const PATH = "/settings/api-keys";

const COLUMNS: readonly Column<ApiKey>[] = [
  { key: "name", head: "Name", cell: (key) => <span className="font-medium">{key.friendlyName}</span> },
  { key: "sid", head: "SID", cell: (key) => <Sid sid={toSid("SK", key.id)} /> },
  { key: "created", head: "Created", cell: (key) => <Time at={key.createdAt} show="relative" /> },
  {
    key: "actions",
    head: <span className="sr-only">Actions</span>,
    align: "end",
    cell: (key) => <RevokeKey sid={toSid("SK", key.id)} friendlyName={key.friendlyName} />,
  },
];

export default async function ApiKeysPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx } = await sessionCtx();
  const params = await searchParams;
  const after = typeof params.page === "string" ? fromSid("SK", params.page) : undefined;
  const { rows, nextAfter } = await listApiKeys(ctx, { limit: PAGE_ROWS, after });
  const next = nextAfter && hrefWith(PATH, params, { page: toSid("SK", nextAfter) });
  return (
    <Panel
      title="API keys"
      description="One key for each program, so that one can be revoked without stopping the others."
      actions={<CreateKey />}
      padded={false}
      className="overflow-hidden"
    >
      <DataTable
        caption="API keys"
        columns={COLUMNS}
        rows={rows}
        rowKey={(key) => key.id}
        empty={
          <EmptyState icon={<KeyRound aria-hidden />} title="No API keys yet">
            A key signs in to the API in place of the Account SID and Auth Token. Its secret is shown once.
          </EmptyState>
        }
      />
      {(next || after) && <Pagination shown={rows.length} noun="keys" next={next} first={after ? PATH : undefined} />}
    </Panel>
  );
}
