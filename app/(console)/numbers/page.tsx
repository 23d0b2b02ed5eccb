import { redirect } from "next/navigation";
import { sessionCtx } from "@/lib/console/session";

export default async function NumbersPage() {
  await sessionCtx();
  redirect("/numbers/active");
}
