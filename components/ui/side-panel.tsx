"use client";

import type { DialogProps } from "@/components/ui/dialog";
import { Modal } from "@/components/ui/modal";

/** A longer task beside the page it belongs to: adding senders, peeking at a message. The whole width on a phone. */
export function SidePanel({
  side = "right",
  size = "md",
  ...props
}: DialogProps & { side?: "right" | "left"; size?: "drawer" | "md" | "lg" }) {
  return <Modal look={size === "drawer" ? "drawer" : `${side}-${size}`} {...props} />;
}
