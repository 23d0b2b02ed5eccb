import { Panel } from "@/components/ui/panel";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { alphaSupport } from "@/lib/domain/alpha-sender";
import { countryName } from "@/lib/domain/countries";
import type { JudgedSender } from "@/lib/domain/readiness";
import { RegistrationBadge } from "../../parts/registration-badge";

/** The names recipients see, by where they are; nothing where the pool has none. @source behaviour §2.7 */
export function DestinationNames({ pool }: { pool: readonly JudgedSender[] }) {
  const names = pool.filter(({ type }) => type === "alphanumeric").toSorted(byDestination);
  if (names.length === 0) return null;
  return (
    <Panel
      title="Names by destination"
      description="Recipients see the name of their country, else the one for all others. They cannot reply to it."
    >
      <Table caption="Names by destination" frameClassName="rounded-panel border">
        <TableHead>
          <TableHeader>Destination</TableHeader>
          <TableHeader>Name</TableHeader>
          <TableHeader>Registration</TableHeader>
        </TableHead>
        <tbody className="[&_tr:last-child>td]:border-b-0">
          {names.map((name) => (
            <TableRow key={name.id}>
              <TableCell className="whitespace-normal">{destinationOf(name)}</TableCell>
              <TableCell>
                <bdi className="font-medium">{name.phoneNumber}</bdi>
              </TableCell>
              <TableCell>
                <RegistrationBadge {...name} />
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}

function destinationOf({ country, forDestination }: JudgedSender): string {
  if (country === null) return forDestination ? "All others" : "Wherever no other is";
  return alphaSupport(country) === "preregister"
    ? `${countryName(country)}, which wants names registered`
    : countryName(country);
}

/** In the order in which they are looked for. */
const rank = ({ country, forDestination }: JudgedSender) => (country === null ? (forDestination ? 1 : 2) : 0);
const byDestination = (one: JudgedSender, other: JudgedSender) =>
  rank(one) - rank(other) || countryName(one.country ?? "").localeCompare(countryName(other.country ?? ""), "en");
