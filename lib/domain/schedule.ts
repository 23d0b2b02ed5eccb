import { parseIso8601 } from "@/lib/domain/dates";
import { Refusal } from "@/lib/domain/errors";

/** A message can be scheduled from 5 minutes to 35 days ahead, both included. @source behaviour §1.7 */
const AHEAD_MS_MIN = 300_000;
const AHEAD_MS_MAX = 3_024_000_000;

/**
 * When a message is to be sent: null for at once.
 * @param request its ScheduleType and SendAt as they were given, and whether it goes through a Messaging Service
 * @throws Refusal 35126 ScheduleType is not `fixed`, 35111 SendAt is missing, 35118 no Messaging Service, 35114 SendAt is no
 *   time in the window
 * @source behaviour §1.7
 */
export function readSchedule(
  request: { readonly scheduleType?: string; readonly sendAt?: string; readonly viaService: boolean },
  now: Date,
): Date | null {
  const { scheduleType, sendAt, viaService } = request;
  if (!scheduleType && !sendAt) return null;
  if (scheduleType !== "fixed") throw new Refusal(35126);
  if (!sendAt) throw new Refusal(35111);
  if (!viaService) throw new Refusal(35118);
  const date = parseIso8601(sendAt);
  const ahead = date === undefined ? Number.NaN : date.getTime() - now.getTime();
  if (date === undefined || !(ahead >= AHEAD_MS_MIN && ahead <= AHEAD_MS_MAX)) throw new Refusal(35114);
  return date;
}
