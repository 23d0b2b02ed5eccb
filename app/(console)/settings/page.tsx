import { redirect } from "next/navigation";
import { sessionCtx } from "@/lib/console/session";

export default async function SettingsPage() {
  await sessionCtx();
  redirect("/settings/account");
}
