"use server";

import { z } from "zod";
import { action, refused } from "@/lib/console/action";
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from "@/lib/console/auth";
import { changePassword } from "@/lib/console/operator";

const LENGTH = `Use ${PASSWORD_LENGTH_MIN} to ${PASSWORD_LENGTH_MAX} characters.`;
const ChangePassword = z
  .object({
    currentPassword: z.string().min(1, "Enter your current password."),
    newPassword: z.string().min(PASSWORD_LENGTH_MIN, LENGTH).max(PASSWORD_LENGTH_MAX, LENGTH),
  })
  .refine(({ currentPassword, newPassword }) => currentPassword !== newPassword, {
    path: ["newPassword"],
    message: "This is the password you have now.",
  });

const change = action(
  ChangePassword,
  (_ctx, input) => changePassword(input.currentPassword, input.newPassword),
  "read",
);

/** Every role may change its own password. */
export async function changePasswordAction(previous: unknown, form: FormData) {
  const result = await change(previous, form);
  if (!result.ok || result.value) return result;
  const problem = "This is not your current password.";
  return refused(problem, { currentPassword: problem });
}
