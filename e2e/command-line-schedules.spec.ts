import { expect, type Served, test } from './hosts.ts'

const out = async (served: Served, ...args: string[]): Promise<string> => (await served.lf(...args)).out

const withReport = async (served: Served): Promise<void> => {
  await served.lf('job', 'create', 'Report', '--', 'true')
  const morning = ['schedule', 'add', 'Report', '0 9 * * *', '--name', 'morning', '--tz', 'UTC']
  await served.lf(...morning, '--missed', 'all', '--cap', '3', '--jitter', '5m', '--max-late', '1h')
  await served.lf('schedule', 'add', 'Report', '0 18 * * *', '--tz', 'UTC')
}

test('a schedule is addressed by its name, its label or the id that the list prints', async ({ served }) => {
  await withReport(served)
  const list = await out(served, 'schedule', 'list')
  const [, id = ''] = /(\S+) +Report: morning +enabled/.exec(list) ?? []
  expect(id.length).toBeLessThan(30)
  for (const ref of ['morning', 'Report: morning', id])
    expect(await out(served, 'schedule', 'show', ref)).toContain('Report: morning (')
  const { code, err } = await served.lf('schedule', 'pause', 'Report')
  expect([code, err]).toEqual([1, expect.stringContaining(`The job "Report" has 2 schedules. Choose one by its id:\n  ${id}`)])
  expect((await served.lf('schedule', 'show', 'Repot')).err).toBe(
    'lf: There is no schedule or job "Repot". Did you mean "Report"?\n',
  )
  for (const words of [
    ['add', 'Repot', '@daily'],
    ['list', 'Repot'],
  ])
    expect((await served.lf('schedule', ...words)).err).toBe('lf: There is no job "Repot". Did you mean "Report"?\n')
})

test('a schedule is shown with all of its options, and edit changes only what it names', async ({ served }) => {
  await withReport(served)
  const shown = await out(served, 'schedule', 'show', 'morning')
  expect(shown).toContain('missed occurrences: all run afterwards, at most 3, unless more than 1 hour late\n')
  expect(shown).toContain('jitter: up to 5 minutes\n')
  const edited = await out(served, 'schedule', 'edit', 'morning', '30 9 * * *', '--max-late', 'none', '--json')
  expect(JSON.parse(edited)).toMatchObject({
    timing: { kind: 'cron', expr: '30 9 * * *' },
    tz: 'UTC',
    name: 'morning',
    jitterMs: 300_000,
    missed: { policy: 'all', cap: 3, maxLateMs: null },
  })
  expect((await served.lf('schedule', 'edit', 'morning')).err).toContain('name what to change')
  expect(await out(served, 'schedule', 'next', 'morning', '--count', '1')).toMatch(/^(today|tomorrow) 09:30( \(UTC\))?\n$/)
})

test('a pause needs no reason, ends at a time or after a while, and why and occurrences name it', async ({ served }) => {
  await served.lf('job', 'create', 'hook', '--', 'true')
  await served.lf('schedule', 'add', 'hook', '--every', '1', '--tz', 'UTC')
  expect(await out(served, 'schedule', 'pause', 'hook', '--until', 'tomorrow')).toMatch(/paused by you, until .* 00:00\n/)
  expect((await served.lf('schedule', 'pause', 'hook', '--until', '1h', '--reason', 'test pause')).code).toBe(0)
  // The first pause skipped occurrences too, which know nothing of the second one.
  const pausedAt = Date.now()
  const newestAt = async () =>
    (JSON.parse(await out(served, 'schedule', 'occurrences', 'hook', '--json')) as { lastAt: number }[])[0]?.lastAt ?? 0
  await expect.poll(newestAt).toBeGreaterThan(pausedAt)
  expect(await out(served, 'schedule', 'occurrences', 'hook')).toContain('its schedule was paused')
  expect(await out(served, 'schedule', 'why', 'hook', new Date(await newestAt()).toISOString())).toMatch(
    /was skipped: its schedule has been paused since .* until .* \(test pause\)\.\n$/,
  )
  await served.lf('queue', 'pause', 'default', '--note', 'new disk')
  expect(await out(served, 'queue', 'list')).toContain('paused (new disk, by you)')
})

test('adding the same schedule twice is warned about', async ({ served }) => {
  await withReport(served)
  const { code, err } = await served.lf('schedule', 'add', 'Report', '0 9 * * *', '--tz', 'UTC')
  expect([code, err]).toEqual([0, expect.stringContaining('Warning: "Report: morning" already has the same schedule')])
})
