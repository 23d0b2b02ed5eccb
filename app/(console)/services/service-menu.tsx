"use client";

import { Copy, Ellipsis, ExternalLink, Send, Trash2 } from "lucide-react";
import { useState } from "react";
import { Consequence } from "@/components/consequence";
import { countText } from "@/components/number-text";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast-store";
import type { QueryAnswer } from "@/lib/console/queries";
import { useConsoleQuery } from "@/lib/console/use-console-query";
import { deleteServiceAction } from "./actions";

/** What can be done with one service of the list. */
export function ServiceMenu({
  service,
}: {
  service: { id: string; sid: string; friendlyName: string; href: string; waiting: number };
}) {
  const [deleting, setDeleting] = useState(false);
  const { id, sid, friendlyName } = service;
  const effects = useConsoleQuery("services.deletion-effects", { id }, { enabled: deleting });

  async function copySid() {
    try {
      await navigator.clipboard.writeText(sid);
      toast({ tone: "good", title: "SID copied." });
    } catch {
      // Browsers refuse the clipboard on plain http away from localhost.
      toast({ tone: "bad", title: "Could not copy: the browser refused the clipboard.", description: sid });
    }
  }
  return (
    <>
      <Menu
        label={friendlyName}
        trigger={
          <Button
            variant="ghost"
            size="sm"
            iconOnly
            aria-label={`Actions for ${friendlyName}`}
            className="relative z-1"
          >
            <Ellipsis aria-hidden />
          </Button>
        }
        items={[
          { label: "Open", icon: <ExternalLink aria-hidden />, href: service.href },
          { label: "Send a test", icon: <Send aria-hidden />, href: `/services/${sid}/setup/try` },
          { label: "Copy SID", icon: <Copy aria-hidden />, onSelect: copySid },
          "separator",
          { label: "Delete…", icon: <Trash2 aria-hidden />, danger: true, onSelect: () => setDeleting(true) },
        ]}
      />
      <Consequence
        open={deleting}
        onOpenChange={setDeleting}
        title={`Delete “${friendlyName}”?`}
        sentence="Requests that name it are refused with 20404 from now on. Its messages stay in the log."
        effects={effectSentences(effects.data, service.waiting)}
        confirm="Delete service"
        typed={friendlyName}
        onConfirm={() => deleteServiceAction(id)}
        onDone={() => toast({ tone: "good", title: `“${friendlyName}” is deleted.` })}
      />
    </>
  );
}

function effectSentences(effects: QueryAnswer<"services.deletion-effects"> | undefined, waiting: number): string[] {
  if (!effects) return ["Counting what depends on it…"];
  const { senders, stickyPeople, scheduled } = effects;
  return [
    senders > 0 && `${countText(senders)} ${senders === 1 ? "sender stays" : "senders stay"} yours, in no service.`,
    waiting > 0 && `${countText(waiting)} waiting ${waiting === 1 ? "message still goes" : "messages still go"} out.`,
    scheduled > 0 &&
      `${countText(scheduled)} scheduled ${scheduled === 1 ? "message fails" : "messages fail"} with 21701.`,
    stickyPeople > 0 && `${countText(stickyPeople)} people lose their sticky sender.`,
  ].filter((sentence) => sentence !== false);
}
