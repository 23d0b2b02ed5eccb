const COUNT = new Intl.NumberFormat("en-US");
const PERCENT = new Intl.NumberFormat("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const SHORT = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/** Below this many, a per cent says more than it knows, so counts are shown instead. */
export const PERCENT_FROM = 30;

/** @returns "12,431" */
export const countText = (count: number): string => COUNT.format(count);

/** @returns "12.4K"; for axes, where the exact number stands in the table beside */
export const shortCountText = (count: number): string => SHORT.format(count);

/** @returns "98.6 %", "28 of 29" where the whole is under 30, and "no messages" of none */
export function shareText(part: number, whole: number): string {
  if (whole === 0) return "no messages";
  if (whole < PERCENT_FROM) return `${COUNT.format(part)} of ${COUNT.format(whole)}`;
  // 99.96 must not read as all of them.
  const percent = (part / whole) * 100;
  const shown = part < whole && percent > 99.9 ? 99.9 : percent;
  return `${PERCENT.format(shown)} %`;
}
