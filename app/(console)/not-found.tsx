import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  return (
    <>
      <h1 tabIndex={-1} className="sr-only">
        Not here
      </h1>
      <EmptyState title="Not here" action={<ButtonLink href="/">Go to Home</ButtonLink>}>
        It was deleted, its address is mistyped, or it belongs to another account.
      </EmptyState>
    </>
  );
}
