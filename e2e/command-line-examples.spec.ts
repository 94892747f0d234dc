import { expect, test } from './hosts.ts'
import { call } from './rest.ts'

test('every example is created by its name and runs to success', { tag: '@served' }, async ({ served }) => {
  test.setTimeout(180_000)
  const { lf } = served
  const all = JSON.parse((await lf('example', 'list', '--json')).out) as { id: string; title: string; kind: string }[]
  expect(all.length).toBeGreaterThanOrEqual(12)
  for (const { id, title, kind } of all) {
    const added = JSON.parse((await lf('example', 'add', id, '--json')).out) as { id: string; name: string }
    expect(added).toMatchObject({ kind, name: title })
    const start = kind === 'pipeline' ? ['pipeline', 'run', title] : kind === 'flow' ? ['start', title] : ['run', title]
    await lf(...start)
    if (id === 'ship-release') {
      await expect.poll(async () => (await lf('list', '--waiting')).out).toContain(title)
      await lf('approve', String(await newestRun(served)), 'ask')
    }
    const number = await newestRun(served)
    await expect
      .poll(() => call(served, 'GET', `/runs/${number}`), { timeout: 20_000 })
      .toMatchObject({ status: 'succeeded', title })
  }
  const again = JSON.parse((await lf('example', 'add', 'greeting', '--json')).out) as { name: string }
  expect(again.name).toBe('Greeting 2')
  expect((await lf('run', 'Greeting', '--name', 'Ada', '--follow')).out).toContain('Hello, Ada')
  expect((await lf('schedule', 'list')).out).toContain('Disk report')
  expect((await lf('trigger', 'list')).out).toContain('New downloads')
  const files = (await lf('object', 'list')).out
  for (const name of ['words-long.txt', 'dump.sql', 'clean-guests.csv']) expect(files).toContain(name)
  expect(await lf('example', 'add', 'disk-repot')).toMatchObject({
    code: 3,
    err: expect.stringContaining('Did you mean "disk-report"?'),
  })
})

const newestRun = async (served: Parameters<typeof call>[0]): Promise<number> => {
  const { items } = await call<{ items: { number: number }[] }>(served, 'GET', '/runs?limit=1&inner=false')
  return items[0]?.number ?? 0
}
