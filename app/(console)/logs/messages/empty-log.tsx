import { MessagesSquare } from "lucide-react";
import { hrefWith, type SearchParams } from "@/components/href";
import { countText } from "@/components/number-text";
import { ButtonLink } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";
import { COUNTED_MAX } from "@/lib/domain/message-log";
import type { Widening } from "@/lib/operations/message-log";

/** No row matches: names the one filter whose removal brings most back. */
export function NoMatch({
  path,
  params,
  widening,
  label,
}: {
  path: string;
  params: SearchParams;
  widening: Widening | undefined;
  /** What the filter to remove is called on its chip. */
  label: string | undefined;
}) {
  if (!widening || !label) {
    return (
      <EmptyState title="No messages match." action={<ButtonLink href={path}>Show all messages</ButtonLink>}>
        Not even without one of the filters.
      </EmptyState>
    );
  }
  const changes = widening.remove === "range" ? { range: null, since: null, until: null } : { [widening.remove]: null };
  const count = `${countText(widening.count)}${widening.count >= COUNTED_MAX ? " or more" : ""}`;
  return (
    <EmptyState
      title="No messages match."
      action={<ButtonLink href={hrefWith(path, params, changes)}>Remove {label}</ButtonLink>}
    >
      Without the filter {label} there {widening.count === 1 ? "is 1 message" : `are ${count} messages`}.
    </EmptyState>
  );
}

/** Nothing was ever sent: the code that changes this. */
export function NoMessages({ code, testHref }: { code: string; testHref: string | undefined }) {
  return (
    <EmptyState
      icon={<MessagesSquare aria-hidden />}
      title="Messages will appear here within a second of being sent or received."
      action={
        testHref ? (
          <ButtonLink href={testHref} variant="primary">
            Send a test
          </ButtonLink>
        ) : (
          <ButtonLink href="/services/new" variant="primary">
            Create service
          </ButtonLink>
        )
      }
      className="[&>div]:w-full [&>div]:max-w-2xl"
    >
      <p className="mb-3">
        {testHref
          ? "Send one from here, or from your program:"
          : "Create a service first, then send from your program:"}
      </p>
      <CodeBlock code={code} label="Send with curl" />
    </EmptyState>
  );
}
