import type { Metadata } from "next";
import { Logo } from "@/components/logo";
import { ButtonLink } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not here" };

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-3 px-6">
      <Logo className="size-7" />
      <h1 className="font-semibold text-title">Not here</h1>
      <p className="text-body text-quiet">
        No page has this address. It may have been deleted, be mistyped, or belong to another account.
      </p>
      <ButtonLink href="/" variant="primary">
        Go to Home
      </ButtonLink>
    </main>
  );
}
