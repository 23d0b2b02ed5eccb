import { redirect } from "next/navigation";

/** Insights begins with its overview. */
export default function InsightsPage(): never {
  redirect("/insights/overview");
}
