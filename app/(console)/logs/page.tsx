import { redirect } from "next/navigation";
import { sessionCtx } from "@/lib/console/session";

/** The log of messages is the one there is. */
export default async function LogsIndex() {
  await sessionCtx();
  redirect("/logs/messages");
}
