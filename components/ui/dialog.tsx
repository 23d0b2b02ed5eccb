"use client";

import type { ReactNode } from "react";
import { Modal, ModalClose, type ModalProps } from "@/components/ui/modal";

export type DialogProps = ModalProps;

/** A task that must be finished or left before the page goes on. On a phone it rises from the bottom edge. */
export function Dialog({ size = "md", ...props }: DialogProps & { size?: "sm" | "md" | "lg" }) {
  return <Modal look={`dialog-${size}`} {...props} />;
}

/** Wraps a button that closes the dialog around it. */
export function DialogClose({ children }: { children: ReactNode }) {
  return <ModalClose>{children}</ModalClose>;
}
