import Link from "next/link";
import { Banner } from "@/components/ui/banner";
import type { QueryAnswer } from "@/lib/console/queries";
import { formatNumber } from "@/lib/domain/phone-number";

/** What is expected before anything is sent. */
export function Forecast({ forecast, serviceSid }: { forecast: QueryAnswer<"messages.forecast">; serviceSid: string }) {
  if (!forecast.sends) {
    return (
      <Banner
        tone="warn"
        title={`This will not be sent (${forecast.code}).`}
        actions={
          forecast.code === 21704 || forecast.code === 21703 ? (
            <Link href={`/services/${serviceSid}/setup/senders`} className="link text-control">
              Add a sender
            </Link>
          ) : undefined
        }
      >
        {forecast.cause} {forecast.remedy}
      </Banner>
    );
  }
  const { from, because, segments, block } = forecast;
  return (
    <div aria-live="polite" className="flex flex-col gap-1 text-control">
      <p>
        We expect <span className="font-medium">{formatNumber(from)}</span>, because {because}.{" "}
        {segments > 1 && `It costs ${segments} segments.`}
      </p>
      {block && (
        <p className="text-warn">
          {block.enforced
            ? `It will come back undelivered (${block.code}): ${block.cause}`
            : `Sandbox lets it pass. Live would not (${block.code}): ${block.cause}`}
        </p>
      )}
    </div>
  );
}
