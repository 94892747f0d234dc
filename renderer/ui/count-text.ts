/**
 * "1 job", "12 jobs"; of a list that a filter shortened "3 of 12 jobs". `isPart`: there are more that were not read yet.
 * `isTotalPart`: the total is more than that.
 */
export function countText(
  count: number,
  [one, several]: readonly [string, string],
  { total = count, isPart = false, isTotalPart = false }: { total?: number; isPart?: boolean; isTotalPart?: boolean } = {},
): string {
  const shown = `${count.toLocaleString('en')}${isPart ? '+' : ''}`
  if (total > count && !isPart) return `${shown} of ${total.toLocaleString('en')}${isTotalPart ? '+' : ''} ${several}`
  return `${shown} ${count === 1 && !isPart ? one : several}`
}
