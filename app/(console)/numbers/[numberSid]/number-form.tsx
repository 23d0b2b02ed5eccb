"use client";

import type { ComponentProps } from "react";
import { SaveForm } from "@/components/save-form";
import { ReplyFields } from "../reply-fields";
import { saveNumberAction } from "./actions";

export function NumberForm({ sid, number }: { sid: string; number: ComponentProps<typeof ReplyFields>["values"] }) {
  return (
    <SaveForm action={saveNumberAction} saved="Number saved.">
      {(problems) => (
        <>
          <input type="hidden" name="sid" value={sid} />
          <ReplyFields values={number} problems={problems} />
        </>
      )}
    </SaveForm>
  );
}
