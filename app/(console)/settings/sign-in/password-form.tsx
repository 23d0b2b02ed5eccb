"use client";

import { useId, useState } from "react";
import { SaveForm } from "@/components/save-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { changePasswordAction } from "./actions";

export function PasswordForm({ email }: { email: string }) {
  const [shown, setShown] = useState(false);
  const id = useId();
  const type = shown ? "text" : "password";
  return (
    <SaveForm
      action={changePasswordAction}
      saved="Password changed. Your other sessions have ended."
      submit="Change password"
      clearAfter
    >
      {(problems) => (
        <div className="flex max-w-100 flex-col gap-4">
          <input type="email" value={email} autoComplete="username" readOnly hidden />
          <Field name="currentPassword" label="Current password" error={problems.currentPassword}>
            {(control) => <Input {...control} type={type} autoComplete="current-password" required />}
          </Field>
          <Field name="newPassword" label="New password" help="8 to 128 characters." error={problems.newPassword}>
            {(control) => <Input {...control} type={type} autoComplete="new-password" required />}
          </Field>
          <Checkbox
            id={id}
            label="Show passwords"
            checked={shown}
            onCheckedChange={(checked) => setShown(checked === true)}
          />
        </div>
      )}
    </SaveForm>
  );
}
