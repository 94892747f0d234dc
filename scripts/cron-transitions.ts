import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Change, changeAt, compareAround, isByMinutes, touchesMidnight } from '../shared/cron/around-change.ts'
import { wallOf } from '../shared/cron/cron-reference.ts'
import { isZone } from '../shared/schedule/local-time.ts'

const minute = 60_000
const dayMs = 24 * 60 * minute
const [begin, end] = [Date.UTC(1970, 0, 1), Date.UTC(2041, 0, 1)]
/** Nowhere were the clocks set and set back within less than six days. */
const stepMs = 3 * dayMs
/** The changes that `npm test` goes through, in minutes since 1970: those whose gap touches midnight, once for zones that are alike. */
const keptPath = join(import.meta.dirname, '../shared/cron/midnight-gaps.json')

const systemZones = '/usr/share/zoneinfo/tzdata.zi'

export type Swept = { zones: number; changes: number; alike: number; bySeconds: number; compared: number; faults: string[] }

/** Every change of the clocks of every zone from 1970 to 2040 against the rule. `keep` writes down those for `npm test`. */
export function sweepTransitions(keep: boolean): Swept {
  const swept: Swept = { zones: 0, changes: 0, alike: 0, bySeconds: 0, compared: 0, faults: [] }
  const seen = new Set<string>()
  const kept: Record<string, number[]> = {}
  for (const zone of zonesOf()) {
    swept.zones++
    for (const change of changesOf(zone)) {
      swept.changes++
      const alike = [change.at, change.before, change.after].join()
      if (seen.has(alike)) swept.alike++
      else if (!isByMinutes(change)) swept.bySeconds++
      else {
        const { count, faults } = compareAround(change)
        swept.compared += count
        swept.faults.push(...faults)
        if (touchesMidnight(change)) kept[zone] = [...(kept[zone] ?? []), change.at / minute]
      }
      seen.add(alike)
    }
  }
  if (keep) {
    writeFileSync(keptPath, JSON.stringify(kept))
    execFileSync('biome', ['format', '--write', keptPath], { stdio: 'ignore', shell: process.platform === 'win32' })
  }
  return swept
}

/** Those of this program, and what the database of the system calls by another name. */
function zonesOf(): string[] {
  const known = new Set(Intl.supportedValuesOf('timeZone'))
  const lines = existsSync(systemZones) ? readFileSync(systemZones, 'utf8').split('\n') : []
  for (const [kind, first = '', second = ''] of lines.map((line) => line.split(' '))) {
    const zone = kind === 'Z' ? first : kind === 'L' ? second : ''
    if (isZone(zone) && !known.has(new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone)) known.add(zone)
  }
  return [...known]
}

function changesOf(zone: string): Change[] {
  const wall = wallOf(zone)
  const offset = (at: number): number => wall(at) - at
  const changes: Change[] = []
  for (let at = begin; at < end; ) {
    const next = at + stepMs
    if (offset(next) === offset(at)) {
      at = next
      continue
    }
    let [same, other] = [at, next]
    while (other - same > minute) {
      const middle = same + Math.floor((other - same) / 2 / minute) * minute
      if (offset(middle) === offset(same)) same = middle
      else other = middle
    }
    changes.push(changeAt(zone, other, wall))
    at = other
  }
  return changes
}
