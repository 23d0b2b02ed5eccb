import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { hrefWith, type SearchParams } from "@/components/href";
import { sessionCtx } from "@/lib/console/session";
import { findCountry } from "@/lib/domain/countries";
import { USECASES } from "@/lib/domain/service";
import { findSetup } from "@/lib/operations/service-setup";
import { NameStep } from "./name-step";
import { setupRail } from "./rail";

export const metadata: Metadata = { title: "Create service" };

const Key = z.uuid();

/** What a new service may be filled in with; what cannot be read is left out. */
const Prefill = z.object({
  name: z.string().max(64).catch(""),
  usecase: z.enum(USECASES).catch("undeclared"),
  to: z
    .union([z.string().transform((one) => [one]), z.array(z.string())])
    .transform((codes) => codes.filter((code) => findCountry(code)))
    .catch([]),
});

/**
 * Step 1. The wizard's key stands in the address, so that a reload, Back and a second click find the same service.
 */
export default async function NewServicePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, account } = await sessionCtx();
  const asked = await searchParams;
  const key = Key.safeParse(asked.key).data;
  if (key === undefined) redirect(hrefWith("/services/new", asked, { key: ctx.newId() }));
  const service = await findSetup(ctx, key);
  const { name, usecase, to } = Prefill.parse(asked);
  return (
    <NameStep
      setupKey={key}
      rail={setupRail("name", service)}
      serviceId={service?.id}
      initial={{
        friendlyName: service?.friendlyName ?? name,
        usecase: service?.usecase ?? usecase,
        destinations: service?.destinations ?? (to.length > 0 ? to : [account.homeCountry]),
      }}
    />
  );
}
