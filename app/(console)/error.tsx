"use client";

import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";

/** A page that failed. Its text may hold what is not for the browser, so only the reference into the log is shown. */
export default function ConsoleError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <div className="flex flex-col gap-4">
      <h1 tabIndex={-1} className="font-semibold text-title">
        This page could not load
      </h1>
      <Banner
        tone="bad"
        announce
        title="The console failed while it read the data."
        actions={<RetryButton retry={retry} />}
      >
        Sending is not affected: the gateway works on its own.
        {digest && (
          <>
            {" "}
            The console's log has the cause under <code className="font-mono">{digest}</code>.
          </>
        )}
      </Banner>
    </div>
  );
}

const RetryButton = ({ retry }: { retry: () => void }) => (
  <Button size="sm" onClick={() => retry()}>
    Try again
  </Button>
);
