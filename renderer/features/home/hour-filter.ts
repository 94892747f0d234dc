const two = (value: number): string => String(value).padStart(2, '0')

/** The filter of the runs that started within an hour. */
export function hourFilter(from: number): string {
  const [start, end] = [minuteText(from), minuteText(from + 59 * 60_000)]
  return `started:${start}..${end}`
}

function minuteText(at: number): string {
  const date = new Date(at)
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`
}
