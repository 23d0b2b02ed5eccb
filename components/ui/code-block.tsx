import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";

/** Code or a raw answer, as it is. It scrolls inside its frame, which keys can reach. */
export function CodeBlock({
  code,
  label,
  copy = true,
  className,
}: {
  code: string;
  /** What it is, for screen readers and the copy button. */
  label: string;
  copy?: boolean;
  className?: string;
}) {
  return (
    <div className={cn("relative rounded-control border bg-panel", className)}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls; this names what scrolls. */}
      <div
        role="group"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by key.
        tabIndex={0}
        className="max-h-112 overflow-auto"
      >
        <pre className="p-3 pr-10 font-mono text-label leading-5">
          <code>{code}</code>
        </pre>
      </div>
      {copy && <CopyButton value={code} label={`Copy ${label}`} className="absolute top-1.5 right-1.5 bg-panel" />}
    </div>
  );
}
