import { countText } from "@/components/number-text";
import { ButtonLink } from "@/components/ui/button";

/** The foot of a keyset list. It says how many are shown and whether there are more, never a total it did not count. */
export function Pagination({
  shown,
  noun = "rows",
  first,
  next,
}: {
  shown: number;
  /** What the rows are, in the plural. */
  noun?: string;
  /** Back to the first page; leave out on the first page. */
  first?: string;
  /** The next page; leave out on the last. */
  next?: string;
}) {
  return (
    <nav aria-label="Pages" className="flex min-h-12 items-center gap-2 px-4 text-control text-quiet">
      <span className="mr-auto tabular-nums">
        {countText(shown)} {noun} shown
        {next && " · more"}
      </span>
      {first && (
        <ButtonLink href={first} size="sm" variant="ghost">
          First page
        </ButtonLink>
      )}
      {next && (
        <ButtonLink href={next} size="sm" rel="next">
          Next {noun}
        </ButtonLink>
      )}
    </nav>
  );
}
