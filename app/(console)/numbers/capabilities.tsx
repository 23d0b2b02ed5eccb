import { Badge } from "@/components/ui/badge";

/** What a number can do, in words. */
export function Capabilities({ sms, mms, voice }: { sms: boolean; mms: boolean; voice: boolean }) {
  const able = [sms && "SMS", mms && "MMS", voice && "Voice"].filter((word) => word !== false);
  return (
    <span className="inline-flex gap-1">
      {able.map((word) => (
        <Badge key={word}>{word}</Badge>
      ))}
    </span>
  );
}
