import type { NumberType } from "@/lib/domain/settings";

/** Types as people say them. */
export const NUMBER_TYPE: Record<NumberType, string> = { local: "Local", mobile: "Mobile", "toll-free": "Toll-free" };
