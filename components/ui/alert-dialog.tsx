"use client";

import type { ReactNode } from "react";
import { Modal, ModalClose, type ModalProps } from "@/components/ui/modal";

/**
 * Asks before something that cannot be taken back; a click beside it does not close it. Most pages want
 * `Consequence`, which lists what will happen with counts.
 */
export function AlertDialog(
  props: ModalProps & {
    /** One sentence; read aloud when the dialog opens. */
    description: ReactNode;
    /** Must hold an `AlertCancel`. */
    footer: ReactNode;
  },
) {
  return <Modal look="alert" {...props} />;
}

/** Wraps the button that leaves everything as it is; it has the focus when the dialog opens. */
export function AlertCancel({ children }: { children: ReactNode }) {
  return <ModalClose first>{children}</ModalClose>;
}
