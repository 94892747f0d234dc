import { expect, test } from './hosts.ts'

test('lf accepts and prints the names of the previous release together with the new ones', async ({ served }) => {
  const { lf } = served
  await lf('job', 'create', 'Sort', '--', 'true')
  const schedule = JSON.parse((await lf('schedule', 'add', 'Sort', '@hourly', '--json')).out)
  expect(await lf('schedule', 'slots', 'Sort', '--json')).toEqual(await lf('schedule', 'occurrences', 'Sort', '--json'))
  const why = JSON.parse((await lf('schedule', 'why', schedule.id, '2026-01-05 10:00', '--json')).out)
  expect(why.slot).toEqual(why.occurrence)
  const made = JSON.parse((await lf('trigger', 'add', 'Sort', '--files', '/nowhere', '--settle', '2s', '--json')).out)
  expect(made.on).toMatchObject({ debounceMs: 2000, settleMs: 2000 })
  expect(JSON.parse((await lf('trigger', 'list', '--json')).out)).toMatchObject([{ on: { debounceMs: 2000, settleMs: 2000 } }])
  const [queue] = JSON.parse((await lf('queue', 'list', '--json')).out)
  expect(queue).toMatchObject({ limit: queue.cap, free: null, running: 0 })
})
