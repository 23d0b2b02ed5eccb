import { redirect } from "next/navigation";

/** A service without a tab is its overview. */
export default async function ServicePage({ params }: { params: Promise<{ serviceSid: string }> }) {
  redirect(`/services/${(await params).serviceSid}/overview`);
}
