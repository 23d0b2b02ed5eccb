import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { countryName } from "@/lib/domain/countries";
import { countryOf, formatNumber } from "@/lib/domain/phone-number";

/** A phone number, short code or name as people read it; isolated, so it cannot reorder a line of other script. */
export function PhoneNumber({
  value,
  country = false,
  copy = false,
  className,
}: {
  /** E.164, or a short code or alphanumeric sender as it is. */
  value: string;
  /** Adds the country, in two letters that name it. */
  country?: boolean;
  /** Adds a button that copies the E.164 form. */
  copy?: boolean;
  className?: string;
}) {
  const code = country ? countryOf(value) : null;
  return (
    <span className={cn("inline-flex items-center gap-1.5 whitespace-nowrap tabular-nums", className)}>
      <bdi>{formatNumber(value)}</bdi>
      {code && (
        <abbr title={countryName(code)} className="text-label text-quiet no-underline">
          {code}
        </abbr>
      )}
      {copy && <CopyButton value={value} label={`Copy ${value}`} className="relative z-1 -ml-1" />}
    </span>
  );
}
