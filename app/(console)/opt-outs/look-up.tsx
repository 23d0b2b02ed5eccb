import { Time } from "@/components/time";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Panel } from "@/components/ui/panel";
import { formatNumber } from "@/lib/domain/phone-number";
import type { lookUpOptOuts, OptOut } from "@/lib/operations/opt-outs";
import { EndOptOut } from "./end-opt-out";
import { By, causeOf, endOf, isOpen, type Names, Scope, scopeText } from "./opt-out-cells";

type Found = Awaited<ReturnType<typeof lookUpOptOuts>>;

/** One number first: may it be texted, and if not, since when, by what, and from whom. */
export function LookUp({
  asked,
  found,
  names,
  mayChange,
}: {
  asked: string;
  found: Found;
  names: Names;
  mayChange: boolean;
}) {
  return (
    <Panel title="Look up one number">
      <form action="/opt-outs" className="flex flex-wrap items-end gap-2">
        <div className="flex min-w-60 flex-col gap-1">
          <Label htmlFor="number">Phone number</Label>
          <Input id="number" name="number" type="tel" defaultValue={asked} autoComplete="off" maxLength={40} />
        </div>
        <Button type="submit">Look up</Button>
      </form>
      {asked !== "" && (
        <div className="mt-4">
          {found ? (
            <Answer found={found} names={names} mayChange={mayChange} />
          ) : (
            <Banner tone="warn">This is no phone number. Write it with country code, like +14155550134.</Banner>
          )}
        </div>
      )}
    </Panel>
  );
}

function Answer({
  found: { recipient, rows },
  names,
  mayChange,
}: {
  found: NonNullable<Found>;
  names: Names;
  mayChange: boolean;
}) {
  const number = formatNumber(recipient);
  const open = rows.filter(isOpen);
  const ended = rows.filter((row) => !isOpen(row));
  return (
    <div className="flex flex-col gap-3">
      {open.length === 0 && (
        <Banner tone="good" title={`${number} may be texted by every service and number of this account.`}>
          {ended.length === 0 && "They never opted out here."}
        </Banner>
      )}
      {open.map((row) => (
        <Banner
          key={row.id}
          tone="bad"
          title={
            <>
              {number} is blocked for <Scope row={row} names={names} />
            </>
          }
          actions={mayChange && <EndOptOut id={row.id} recipient={number} scope={scopeText(row, names)} />}
        >
          Since <Time at={row.startedAt} /> by <By cause={causeOf(row)} />
        </Banner>
      ))}
      {ended.length > 0 && (
        <ul aria-label="Ended" className="flex flex-col gap-1 text-control text-quiet">
          {ended.map((row) => (
            <EndedRow key={row.id} row={row} names={names} />
          ))}
        </ul>
      )}
    </div>
  );
}

function EndedRow({ row, names }: { row: OptOut; names: Names }) {
  const end = endOf(row);
  return (
    <li>
      {scopeText(row, names)}: blocked <Time at={row.startedAt} /> by <By cause={causeOf(row)} />
      {row.endedAt && end && (
        <>
          , ended <Time at={row.endedAt} /> by <By cause={end} />
        </>
      )}
    </li>
  );
}
