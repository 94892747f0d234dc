const units: [string, number][] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
]

/** A length of time as it is typed, exactly: `90 s`, `1 h 30 m`, `1500 ms`. */
export function timeText(ms: number): string {
  if (ms === 0) return '0 s'
  let rest = ms
  const parts = units.flatMap(([unit, size]) => {
    const count = unit === 'ms' ? rest : Math.floor(rest / size)
    rest -= count * size
    return count > 0 ? [`${count} ${unit}`] : []
  })
  return parts.join(' ')
}

const names: Record<string, number> = { ...Object.fromEntries(units), min: 60_000 }

/** The milliseconds that a text means; a number alone is in seconds. Null: it is not a length of time. */
export function timeOf(text: string): number | null {
  const trimmed = text.trim().toLowerCase()
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) return Math.round(Number(trimmed) * 1_000)
  const parts = [...trimmed.matchAll(/(\d+(?:\.\d+)?)\s*(ms|min|[dhms])(?![a-z])\s*/g)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== trimmed) return null
  return Math.round(parts.reduce((sum, [, count, unit]) => sum + Number(count) * (names[unit ?? ''] ?? 0), 0))
}
