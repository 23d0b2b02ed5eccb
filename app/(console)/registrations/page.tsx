import { redirect } from "next/navigation";
import { sessionCtx } from "@/lib/console/session";

export default async function RegistrationsPage() {
  await sessionCtx();
  redirect("/registrations/brands");
}
