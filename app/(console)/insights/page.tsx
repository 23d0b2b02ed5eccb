import { redirect } from "next/navigation";
import { sessionCtx } from "@/lib/console/session";

/** Insights open on the overview. */
export default async function InsightsIndex() {
  await sessionCtx();
  redirect("/insights/overview");
}
