"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Time } from "@/components/time";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { useConsoleQuery } from "@/lib/console/use-console-query";
import { newServicePath, type SetupValues } from "@/lib/domain/service-setup";

const POLL_MS = 5_000;

/**
 * Says when the service on screen is no longer the one that is stored: the API or a colleague changed it, or deleted it.
 * A change made here is on screen before the next look, so only a difference that lasts two looks is told.
 */
export function ChangedElsewhere({
  service: { id, revision, ...values },
}: {
  /** As it is on screen; with its values it can be made again, should it be gone. */
  service: { id: string; revision: number } & SetupValues;
}) {
  const router = useRouter();
  const { data, dataUpdatedAt } = useConsoleQuery("services.revision", { id }, { pollMs: POLL_MS });
  /** When the difference was first seen; null while there is none. */
  const [seenAt, setSeenAt] = useState<number | null>(null);

  if (data === undefined) return null;
  if (data === null) {
    return (
      <Banner
        tone="bad"
        announce
        title="This service was deleted."
        actions={
          <Link href={newServicePath(values)} className="link text-control">
            Create again with these values
          </Link>
        }
      >
        Its SID answers no request any more. Its messages stay in the log.
      </Banner>
    );
  }
  const differs = data.revision !== revision;
  if (differs !== (seenAt !== null)) setSeenAt(differs ? dataUpdatedAt : null);
  if (!differs || seenAt === null || dataUpdatedAt === seenAt) return null;
  return (
    <Banner
      tone="warn"
      title="This service was changed elsewhere."
      actions={
        <Button size="sm" onClick={() => router.refresh()}>
          Reload
        </Button>
      }
    >
      By the API or another operator, <Time at={data.updatedAt} show="relative" />. Shown here is the state before.
    </Banner>
  );
}
