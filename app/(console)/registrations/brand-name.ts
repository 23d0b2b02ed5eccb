import type { BrandType } from "@/lib/domain/brand";
import { toSid } from "@/lib/domain/sid";

/** What a brand is called here: by its name, or by the end of its SID when the API made it without one. */
export const brandName = ({ id, businessName }: { id: string; businessName: string | null }): string =>
  businessName ?? `Brand …${toSid("BN", id).slice(-6)}`;

export const BRAND_TYPE: Record<BrandType, string> = { STANDARD: "Standard", SOLE_PROPRIETOR: "Sole proprietor" };
