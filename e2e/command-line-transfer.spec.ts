import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './hosts.ts'

test('lf imports a crontab as far as possible, reports differences, and names each bad line', async ({ served }) => {
  const file = join(served.data, 'crontab')
  writeFileSync(
    file,
    'SHELL=/bin/bash\nCRON_TZ=Europe/London\nGREETING="hello there"\n\n# Say hello\n* * * * * echo "$GREETING"; cat%from cron\n@reboot warm-cache\n61 * * * * never\n',
  )
  const dry = await served.lf('import', 'crontab', file, '--dry-run')
  expect(dry.code).toBe(0)
  expect(dry.out).toContain('2 jobs would be imported; 1 entry would not be imported (see above). Nothing was changed.')
  expect((await served.lf('job', 'list', '--json')).out.trim()).toBe('[]')
  const { code, out, err } = await served.lf('import', 'crontab', file, '--off')
  expect([code, out]).toEqual([
    0,
    expect.stringContaining('Imported 2 jobs, with disabled schedules; 1 entry was not imported (see above).'),
  ])
  expect(out.match(/cron runs it with little more than PATH and HOME/g)).toHaveLength(1)
  expect(err).toContain('line 8: not imported: 61 * * * * never')
  expect((await served.lf('trigger', 'list')).out).toMatch(/warm-cache +disabled .*When LocalFlow starts/)
  expect((await served.lf('schedule', 'list')).out).toMatch(/Say hello +disabled .*Europe\/London +Every minute/)
  expect((await served.lf('run', 'Say hello', '--wait')).code).toBe(0)
  expect((await served.lf('logs', '1')).out).toBe('hello there\nfrom cron\n')
  const again = await served.lf('import', 'crontab', file)
  expect([again.code, again.out]).toEqual([1, expect.stringContaining('Already imported: "Say hello", "warm-cache".\n')])
})

test('lf imports timers of systemd, and exports schedules as a crontab as far as possible', async ({ served }) => {
  const folder = join(served.data, 'units')
  mkdirSync(folder)
  writeFileSync(join(folder, 'hello.timer'), '[Timer]\nOnCalendar=Mon..Fri 09:30\nPersistent=true\n')
  writeFileSync(join(folder, 'hello.service'), '[Unit]\nDescription=Say hello\n[Service]\nExecStart=/bin/echo "hello  there"\n')
  writeFileSync(join(folder, 'odd.timer'), '[Timer]\nOnCalendar=*-*~03\n')
  writeFileSync(join(folder, 'odd.service'), '[Service]\nExecStart=/bin/true\n')
  const { code, out, err } = await served.lf('import', 'systemd', folder)
  expect([code, out]).toEqual([0, expect.stringContaining('Imported 1 job; 1 entry was not imported (see above).')])
  expect(err).toContain('odd.timer: not imported')
  await served.lf('run', 'Say hello', '--wait')
  expect((await served.lf('logs', '1')).out).toBe('hello  there\n')
  await served.lf('job', 'create', 'Fetch', '--', 'curl', 'https://example.org')
  await served.lf('schedule', 'add', 'Fetch', '--at', '2030-01-01 09:00')
  const exported = await served.lf('export', 'crontab')
  expect(exported.out).toContain('# Say hello\n')
  expect(exported.out).toContain("30 9 * * 1,2,3,4,5 /bin/echo 'hello  there'\n")
  expect(exported.err).toContain('Left out "Fetch": Once, on 2030-01-01')
})
