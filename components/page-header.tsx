import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";

/** The head of a page: its one h1, the sentence that answers its question, and what can be done. */
export function PageHeader({
  title,
  sentence,
  meta,
  actions,
  back,
}: {
  title: ReactNode;
  /** The answer first: a sentence or number that can be acted upon. */
  sentence?: ReactNode;
  /** Badges, SID, tags beside the title. */
  meta?: ReactNode;
  /** The primary button last. */
  actions?: ReactNode;
  back?: { href: string; label: string };
}) {
  return (
    <header className="flex flex-col gap-1">
      {back && (
        <Link
          href={back.href}
          className="-ml-1 inline-flex w-fit items-center gap-0.5 text-control text-quiet hover:text-ink pointer-coarse:min-h-11"
        >
          <ChevronLeft aria-hidden className="size-4" />
          {back.label}
        </Link>
      )}
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 tabIndex={-1} className="min-w-0 break-words font-semibold text-title">
              {title}
            </h1>
            {meta}
          </div>
          {sentence && <p className="mt-0.5 max-w-prose text-body text-quiet">{sentence}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </header>
  );
}
