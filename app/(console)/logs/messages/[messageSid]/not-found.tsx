import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** One text for every unknown SID: whether another account has it is not told. */
export default function MessageNotFound() {
  return (
    <>
      <h1 tabIndex={-1} className="sr-only">
        Not here
      </h1>
      <EmptyState title="Not here." action={<ButtonLink href="/logs/messages">Show all messages</ButtonLink>}>
        It was deleted, is older than 400 days, or belongs to another account.
      </EmptyState>
    </>
  );
}
