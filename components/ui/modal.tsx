"use client";

import * as Slot from "radix-ui/slot";
import { createContext, lazy, type ReactNode, Suspense, useContext, useState } from "react";
import type { ModalLook } from "@/components/ui/modal-layer";

const loadLayer = () => import("@/components/ui/modal-layer");
const Layer = lazy(() => loadLayer().then(({ ModalLayer }) => ({ default: ModalLayer })));

const CloseContext = createContext<() => void>(() => {});

export type ModalProps = {
  /** The element that opens it and gets the focus back. Leave out when `open` is controlled. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Buttons, the primary one last. */
  footer?: ReactNode;
  children?: ReactNode;
};

/**
 * Whatever takes the page over: dialogs, panels, the palette. The primitive that keeps the focus inside and the page still
 * weighs 15 kB, so it is fetched when the pointer or the focus comes near the opener, and not by every page.
 */
export function Modal({ look, trigger, open: given, onOpenChange, ...content }: ModalProps & { look: ModalLook }) {
  const [own, setOwn] = useState(false);
  const open = given ?? own;
  function change(next: boolean) {
    setOwn(next);
    onOpenChange?.(next);
  }
  return (
    <>
      {trigger && (
        <Slot.Root
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={(event) => {
            // Some browsers do not focus a button that is clicked, and the focus must come back to it.
            event.currentTarget.focus();
            change(true);
          }}
          onPointerEnter={loadLayer}
          onFocus={loadLayer}
        >
          {trigger}
        </Slot.Root>
      )}
      {open && (
        <Suspense fallback={null}>
          <CloseContext value={() => change(false)}>
            <Layer look={look} onOpenChange={change} {...content} />
          </CloseContext>
        </Suspense>
      )}
    </>
  );
}

/** Wraps a button that closes what it stands in. `first`: it has the focus when that opens. */
export function ModalClose({ first = false, children }: { first?: boolean; children: ReactNode }) {
  const close = useContext(CloseContext);
  return (
    <Slot.Root onClick={close} data-first-focus={first ? "" : undefined}>
      {children}
    </Slot.Root>
  );
}
