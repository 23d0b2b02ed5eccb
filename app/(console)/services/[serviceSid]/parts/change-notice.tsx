import type { Service } from "@/lib/domain/service";
import { ChangedElsewhere } from "./changed-elsewhere";

/** {@link ChangedElsewhere} for a service as it was read; only what it needs goes to the browser. */
export function ChangeNotice({
  service: { id, revision, friendlyName, usecase, destinations },
}: {
  service: Pick<Service, "id" | "revision" | "friendlyName" | "usecase" | "destinations">;
}) {
  return <ChangedElsewhere service={{ id, revision, friendlyName, usecase, destinations }} />;
}
