"use client";

import { Copy, Ellipsis, ExternalLink, Send, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast-store";
import { DeleteService } from "./delete-service";
import { discardSetupAction } from "./new/actions";

/** What can be done with one service of the list. */
export function ServiceMenu({
  service,
}: {
  service: {
    id: string;
    sid: string;
    friendlyName: string;
    href: string;
    waiting: number;
    /** It was begun and never used. */
    discardable: boolean;
  };
}) {
  const [deleting, setDeleting] = useState(false);
  const { sid, friendlyName } = service;

  async function copySid() {
    try {
      await navigator.clipboard.writeText(sid);
      toast({ tone: "good", title: "SID copied." });
    } catch {
      // Browsers refuse the clipboard on plain http away from localhost.
      toast({ tone: "bad", title: "Could not copy: the browser refused the clipboard.", description: sid });
    }
  }
  /** Nothing depends on it, so nothing is asked. */
  async function discard() {
    const result = await discardSetupAction(service.id);
    if (result.ok) toast({ tone: "good", title: `“${friendlyName}” was discarded.` });
    else toast({ tone: "bad", title: result.message });
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
          service.discardable
            ? { label: "Discard", icon: <Trash2 aria-hidden />, danger: true, onSelect: discard }
            : { label: "Delete…", icon: <Trash2 aria-hidden />, danger: true, onSelect: () => setDeleting(true) },
        ]}
      />
      <DeleteService service={service} open={deleting} onOpenChange={setDeleting} />
    </>
  );
}
