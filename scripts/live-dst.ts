import { parseArgs } from 'node:util'
import { type Change, playChange } from '../e2e/live-dst/play.ts'
import { buildIfStale } from './build-if-stale.ts'
import { fakeTimeLibrary } from './faketime.ts'

/** `npm run live-dst -- [--speed 60] [--zone NAME]`: 24 hours around each change of the clocks, with the running program. */
const { values } = parseArgs({ options: { speed: { type: 'string', default: '60' }, zone: { type: 'string' } } })
const speed = Number(values.speed)

const moments: [zone: string, ...at: string[]][] = [
  ['America/New_York', '2026-03-08T07:00:00Z', '2026-11-01T06:00:00Z'],
  ['Europe/London', '2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', '2026-10-03T15:30:00Z'],
  ['America/Havana', '2026-03-08T05:00:00Z', '2026-11-01T05:00:00Z'],
  ['Asia/Kolkata', '2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z'],
  ['Antarctica/Troll', '2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z'],
]

const library = fakeTimeLibrary()
if (library === null) throw new Error('libfaketime cannot be had here: apt-get install faketime')
buildIfStale()
let faults = 0
for (const [zone, ...all] of moments.filter(([zone]) => values.zone === undefined || zone === values.zone))
  for (const at of all) {
    const change: Change = { zone, at: Date.parse(at), hoursBefore: 12, hoursAfter: 12, speed }
    const { missing, twice, extra, ...rest } = await playChange(change, library)
    faults += missing.length + twice.length + extra.length
    const shown = { missing: missing.length, twice: twice.length, extra: extra.length }
    process.stdout.write(`${JSON.stringify({ ...rest, speed, ...shown })}\n`)
    for (const words of [...missing, ...twice, ...extra].slice(0, 20)) process.stderr.write(`  ${words}\n`)
  }
process.exitCode = faults === 0 ? 0 : 1
