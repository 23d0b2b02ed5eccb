"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, type ButtonSize } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { toast } from "@/components/ui/toast-store";

const CONFIRMED_MS = 1_500;

/** Copies a value; the icon turns to a tick, and the change is announced. */
export function CopyButton({
  value,
  label = "Copy",
  showLabel = false,
  size = "sm",
  className,
}: {
  value: string;
  /** Names what is copied, such as "Copy SID". */
  label?: string;
  /** Shows the label beside the icon. */
  showLabel?: boolean;
  size?: ButtonSize;
  className?: string;
}) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), CONFIRMED_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // Browsers refuse the clipboard on plain http away from localhost.
      toast({ tone: "bad", title: "Could not copy: the browser refused the clipboard.", description: value });
    }
  }
  return (
    <Button
      variant={showLabel ? "secondary" : "ghost"}
      size={size}
      iconOnly={!showLabel}
      aria-label={showLabel ? undefined : label}
      title={showLabel ? undefined : label}
      onClick={copy}
      className={cn(!showLabel && "size-6 text-quiet", className)}
    >
      {copied ? <Check aria-hidden className="text-good" /> : <Copy aria-hidden />}
      {showLabel && (copied ? "Copied" : label)}
      <span role="status" className="sr-only">
        {copied ? "Copied" : ""}
      </span>
    </Button>
  );
}
