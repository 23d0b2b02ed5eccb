"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { DeleteService } from "../../../delete-service";

/** The end of a service, apart from everything that can be taken back. */
export function DeletePanel({ service }: { service: { id: string; friendlyName: string; waiting: number } }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <Panel
      title="Delete this service"
      description="Its SID answers no request any more. Its senders stay yours, its messages stay in the log. This cannot be undone."
    >
      <DeleteService
        service={service}
        trigger={<Button variant="danger">Delete…</Button>}
        open={open}
        onOpenChange={setOpen}
        onDeleted={() => router.push("/services")}
      />
    </Panel>
  );
}
