import { expect, test } from '@playwright/test'
import { fakeTimeLibrary } from '../scripts/faketime.ts'
import { playChange } from './live-dst/play.ts'

const changes = [
  { zone: 'America/New_York', at: Date.parse('2026-11-01T06:00:00Z') },
  { zone: 'Australia/Lord_Howe', at: Date.parse('2026-10-03T15:30:00Z') },
]

test('the running program lives through changes of the clocks in two zones: nothing is lost or doubled', async () => {
  test.slow()
  const library = fakeTimeLibrary()
  test.skip(library === null, 'libfaketime cannot be had here: apt-get install faketime')
  // Both at once, because a program waits most of the time.
  const all = await Promise.all(
    changes.map((change) => playChange({ ...change, hoursBefore: 4, hoursAfter: 5, speed: 1_000 }, library ?? '')),
  )
  for (const played of all) {
    expect(played).toMatchObject({ schedules: 40, missing: [], twice: [], extra: [], fired: played.expected })
    expect(played.expected).toBeGreaterThan(500)
  }
})
