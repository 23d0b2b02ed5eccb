import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { sessionCtx } from "@/lib/console/session";
import { findSetup } from "@/lib/operations/service-setup";
import { NameStep } from "./name-step";
import { setupRail } from "./rail";

export const metadata: Metadata = { title: "Create service" };

const Key = z.uuid();

/**
 * Step 1. The wizard's key stands in the address, so that a reload, Back and a second click find the same service.
 */
export default async function NewServicePage({ searchParams }: { searchParams: Promise<{ key?: string }> }) {
  const { ctx, account } = await sessionCtx();
  const key = Key.safeParse((await searchParams).key).data;
  if (key === undefined) redirect(`/services/new?key=${ctx.newId()}`);
  const service = await findSetup(ctx, key);
  return (
    <NameStep
      setupKey={key}
      rail={setupRail("name", service)}
      serviceId={service?.id}
      initial={{
        friendlyName: service?.friendlyName ?? "",
        usecase: service?.usecase ?? "undeclared",
        destinations: service?.destinations ?? [account.homeCountry],
      }}
    />
  );
}
