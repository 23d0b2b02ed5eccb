"use client";

import { CircleUser, KeyRound, LogOut } from "lucide-react";
import { startTransition } from "react";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/dropdown-menu";
import { signOutAction } from "./actions";

/** Who is signed in, and the way out. */
export function PersonMenu({ email }: { email: string }) {
  return (
    <Menu
      label="Your account"
      trigger={
        <Button variant="ghost" iconOnly aria-label={`Signed in as ${email}`}>
          <CircleUser aria-hidden />
        </Button>
      }
      items={[
        { heading: email },
        { label: "Change password", icon: <KeyRound aria-hidden />, href: "/settings/sign-in" },
        "separator",
        { label: "Sign out", icon: <LogOut aria-hidden />, onSelect: () => startTransition(() => signOutAction()) },
      ]}
    />
  );
}
