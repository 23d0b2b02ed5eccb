import { durationText } from "@/components/duration-text";
import { countText, shareText } from "@/components/number-text";
import { Panel } from "@/components/ui/panel";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { countryName } from "@/lib/domain/countries";
import type { Conversion } from "@/lib/operations/feedback";

/** The same by country, the most messages first. */
export function ConversionTable({ conversions }: { conversions: readonly Conversion[] }) {
  return (
    <Panel title="By country" padded={false}>
      <Table caption="Conversion by country">
        <TableHead>
          <TableHeader>Country</TableHeader>
          <TableHeader align="end">Attempted</TableHeader>
          <TableHeader align="end">Status OK</TableHeader>
          <TableHeader align="end">Conversion</TableHeader>
          <TableHeader align="end">Median time to confirm</TableHeader>
        </TableHead>
        <tbody>
          {conversions.map(({ country, attempted, ok, confirmed, medianMs }) => (
            <TableRow key={country ?? ""}>
              <TableCell>{country === null ? "Unknown" : countryName(country)}</TableCell>
              <TableCell align="end">{countText(attempted)}</TableCell>
              <TableCell align="end">{shareText(ok, attempted)}</TableCell>
              <TableCell align="end">{shareText(confirmed, attempted)}</TableCell>
              <TableCell align="end">
                {medianMs === null ? <span className="text-quiet">–</span> : durationText(medianMs)}
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
