import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { findSession } from "@/lib/console/session";
import { returnPath } from "@/lib/domain/return-path";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { next: asked } = await searchParams;
  const next = returnPath(typeof asked === "string" ? asked : undefined);
  if (await findSession()) redirect(next);
  return (
    <main className="grid min-h-dvh place-items-center bg-panel px-4 py-12">
      <div className="w-full max-w-88">
        <h1 className="mb-6 text-center font-semibold text-title">Sign in to Senderpool</h1>
        <div className="rounded-panel border bg-raised p-6">
          <SignInForm next={next} />
        </div>
        <p className="mt-6 text-center text-label text-quiet">
          The first password was printed by <code className="font-mono">npm start</code>, and is in{" "}
          <code className="font-mono">credentials.json</code>.
        </p>
      </div>
    </main>
  );
}
