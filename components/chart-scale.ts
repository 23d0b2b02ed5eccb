/** Steps of 1, 2, 2.5 and 5 and their tenfolds are the ones people read without effort. */
const STEPS = [1, 2, 2.5, 5, 10];

/**
 * An axis from 0 whose marks are round.
 * @param max the greatest value to show, ≥ 0
 * @param marks about how many marks above 0
 * @param whole counts have no halves
 * @returns the marks from 0 upwards; the last is the end of the axis and ≥ `max`
 */
export function axisMarks(max: number, marks = 4, whole = true): number[] {
  const rough = (max > 0 ? max : 1) / marks;
  const power = 10 ** Math.floor(Math.log10(rough));
  // Divided rather than multiplied below 1, where 0.1 × 3 is not 0.3.
  const steps = STEPS.map((step) => (power < 1 ? step / Math.round(1 / power) : step * power));
  const step = steps.find((one) => one >= rough && (!whole || Number.isInteger(one))) ?? 10 * power;
  const count = Math.max(1, Math.ceil(max / step));
  return Array.from({ length: count + 1 }, (_, place) => place * step);
}

/**
 * Which of `count` places get a label: evenly spread, the first always, at most `most`.
 * @returns ascending indexes
 */
export function labelledPlaces(count: number, most = 6): number[] {
  if (count === 0) return [];
  const every = Math.ceil(count / most);
  return Array.from({ length: Math.ceil(count / every) }, (_, place) => place * every);
}
