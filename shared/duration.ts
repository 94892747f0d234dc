/** A length of time in one unit or two: `12 ms`, `5.4 s`, `45 s`, `4 m 12 s`, `2 h 05 m`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`
  if (ms < 9_950) return `${ms % 1_000 === 0 ? ms / 1_000 : (ms / 1_000).toFixed(1)} s`
  const seconds = Math.round(ms / 1_000)
  if (seconds < 60) return `${seconds} s`
  const two = (value: number) => String(value).padStart(2, '0')
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`
  return `${Math.floor(seconds / 3_600)} h ${two(Math.floor((seconds % 3_600) / 60))} m`
}

/** The time between two of something, in one unit or two, without those that are zero: `15 m`, `1 h 30 m`, `90 s`. */
export function intervalText(ms: number): string {
  const seconds = Math.round(ms / 1_000)
  if (seconds < 120) return seconds === 60 ? '1 m' : `${seconds} s`
  const parts: [number, string][] = [
    [Math.floor(seconds / 3_600), 'h'],
    [Math.floor((seconds % 3_600) / 60), 'm'],
    [seconds % 60, 's'],
  ]
  const some = parts.filter(([count]) => count > 0)
  return some.map(([count, unit]) => `${count} ${unit}`).join(' ')
}
