/** A unit: for each section its settings in order. An empty one takes back those before it that have the same name. */
export type Unit = { get(section: string, name: string): string[]; names(section: string): string[] }

export function readUnit(text: string): Unit {
  const sections = new Map<string, [name: string, value: string][]>()
  let section: [string, string][] = []
  for (const line of joinedLines(text)) {
    const heading = /^\[([^\]]+)\]$/.exec(line)
    if (heading) {
      section = sections.get(heading[1] as string) ?? []
      sections.set(heading[1] as string, section)
      continue
    }
    const at = line.indexOf('=')
    if (at < 1) continue
    const [name, value] = [line.slice(0, at).trim(), line.slice(at + 1).trim()]
    if (value === '') section.splice(0, section.length, ...section.filter(([other]) => other !== name))
    else section.push([name, value])
  }
  return {
    get: (of, name) => (sections.get(of) ?? []).filter(([other]) => other === name).map(([, value]) => value),
    names: (of) => [...new Set((sections.get(of) ?? []).map(([name]) => name))],
  }
}

/** Without comments; a backslash at its end joins a line with the next. */
function joinedLines(text: string): string[] {
  const lines: string[] = []
  let open: string | null = null
  for (const raw of text.split(/\r?\n/)) {
    if (/^\s*[#;]/.test(raw)) continue
    const line: string = open === null ? raw.trim() : `${open} ${raw.trim()}`
    if (line.endsWith('\\')) {
      open = line.slice(0, -1).trimEnd()
      continue
    }
    open = null
    if (line !== '') lines.push(line)
  }
  if (open) lines.push(open)
  return lines
}

const units = new Map<string, number>([
  ['us', 0.001],
  ['usec', 0.001],
  ['ms', 1],
  ['msec', 1],
  ['s', 1_000],
  ['sec', 1_000],
  ['second', 1_000],
  ['seconds', 1_000],
  ['m', 60_000],
  ['min', 60_000],
  ['minute', 60_000],
  ['minutes', 60_000],
  ['h', 3_600_000],
  ['hr', 3_600_000],
  ['hour', 3_600_000],
  ['hours', 3_600_000],
  ['d', 86_400_000],
  ['day', 86_400_000],
  ['days', 86_400_000],
  ['w', 604_800_000],
  ['week', 604_800_000],
  ['weeks', 604_800_000],
  ['M', 2_629_800_000],
  ['month', 2_629_800_000],
  ['months', 2_629_800_000],
  ['y', 31_557_600_000],
  ['year', 31_557_600_000],
  ['years', 31_557_600_000],
])

/** Milliseconds of a time span such as 1h 30min, 90 or 2 weeks; null for what is none. */
export function spanOf(text: string): number | null {
  const parts = [...text.trim().matchAll(/(\d+(?:\.\d+)?)\s*([A-Za-z]*)\s*/g)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text.trim()) return null
  let sum = 0
  for (const [, count, unit] of parts) {
    const size = unit === '' ? 1_000 : units.get(unit as string)
    if (size === undefined) return null
    sum += Number(count) * size
  }
  return Math.round(sum)
}

export const isYes = (text: string | undefined): boolean => /^(?:1|yes|y|true|t|on)$/i.test(text ?? '')
