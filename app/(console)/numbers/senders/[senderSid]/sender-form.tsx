"use client";

import type { ComponentProps } from "react";
import { SaveForm } from "@/components/save-form";
import { ReplyFields } from "../../reply-fields";
import { saveSenderAction } from "./actions";

export function SenderForm({ sid, sender }: { sid: string; sender: ComponentProps<typeof ReplyFields>["values"] }) {
  return (
    <SaveForm action={saveSenderAction} saved="Sender saved.">
      {(problems) => (
        <>
          <input type="hidden" name="sid" value={sid} />
          <ReplyFields values={sender} problems={problems} />
        </>
      )}
    </SaveForm>
  );
}
