import { FlaskConical, Radio } from "lucide-react";
import { Badge } from "@/components/ui/badge";

/** Whether messages really leave. Always in the bar. */
export function ModePill({ mode }: { mode: "simulator" | "live" }) {
  if (mode === "live") {
    return (
      <Badge tone="good">
        <Radio aria-hidden />
        Live
      </Badge>
    );
  }
  return (
    <Badge tone="moving">
      <FlaskConical aria-hidden />
      <span>
        Simulator<span className="max-sm:sr-only">: nothing leaves this machine</span>
      </span>
    </Badge>
  );
}
