import type { Metadata } from "next";
import { Banner } from "@/components/ui/banner";
import { Panel } from "@/components/ui/panel";
import { sessionCtx } from "@/lib/console/session";
import type { Role } from "@/lib/domain/role";
import { PasswordForm } from "./password-form";

export const metadata: Metadata = { title: "Your sign-in" };

const ROLE: Record<Role, string> = {
  owner: "Owner: may do everything.",
  admin: "Admin: may do everything.",
  developer: "Developer: may send and set up services and numbers, but not see the Auth Token or manage keys.",
  viewer: "Viewer: may look at everything and change nothing.",
};

export default async function OperatorPage() {
  const { operator, role } = await sessionCtx();
  return (
    <>
      {operator.initialPassword && (
        <Banner tone="warn" title="You still use the first password.">
          It was printed by npm start and stands in credentials.json, from where a change removes it.
        </Banner>
      )}
      <Panel title="You">
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-control [&>dt]:text-quiet">
          <dt>Email</dt>
          <dd className="break-all">{operator.email}</dd>
          <dt>Role</dt>
          <dd className="max-w-prose">{ROLE[role]}</dd>
        </dl>
      </Panel>
      <Panel title="Change password">
        <PasswordForm email={operator.email} />
      </Panel>
    </>
  );
}
