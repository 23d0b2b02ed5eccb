import { sessionCtx } from "@/lib/console/session";

export default async function HomePage() {
  const { account, operator } = await sessionCtx();
  return (
    <h1>
      {account.friendlyName} {operator.email}
    </h1>
  );
}
