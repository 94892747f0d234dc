import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from './hosts.ts'

test('a person sees when each maintenance task ran and runs next, and runs one at once, and a restart keeps what they saw', {
  tag: '@served',
}, async ({ served: app }) => {
  const { page } = app
  await app.goto('/settings')
  const part = page.getByRole('region', { name: 'Maintenance' })
  await expect(part.getByRole('listitem')).toHaveCount(9)
  const backUp = part.getByRole('listitem', { name: 'Back up the database' })
  await expect(backUp).toContainText('Not run yet')
  await expect(backUp).toContainText('At 04:30')
  await backUp.getByRole('button', { name: 'Run "Back up the database" now' }).click()
  await expect(backUp).toContainText(/localflow-.*-daily\.db, \d+\.\d MB/)

  const programs = page.getByRole('region', { name: 'Health' }).getByRole('listitem', { name: 'Start of programs' })
  await expect(programs).toContainText(/The spawner \(process \d+\) starts the programs of runs/)

  const [name = ''] = readdirSync(join(app.data, 'backups'))
  const path = join(app.data, 'backups', name)
  writeFileSync(path, readFileSync(path).fill(0x5a, 4_096, 40_960))
  const verified = await app.lf('doctor', 'maintenance', '--run', 'verify-backup')
  expect(verified).toMatchObject({ code: 1, out: expect.stringContaining(`failed: The backup ${name} is damaged`) })
  const verify = part.getByRole('listitem', { name: 'Verify the newest backup' })
  await expect(verify).toContainText(/Failed .*is damaged/)

  await app.kill()
  await app.start()
  await app.goto('/settings')
  await expect(backUp).toContainText(name)
  await expect(verify).toContainText(/Failed .*is damaged/)
})

test('lf doctor maintenance lists the tasks, and refuses an unknown one', { tag: '@served' }, async ({ served: app }) => {
  const out = stripVTControlCharacters((await app.lf('doctor', 'maintenance')).out)
  expect(out).toMatch(/^TASK +SCHEDULE +LAST RUN +NEXT RUN +RESULT\n/)
  expect(out).toMatch(/delete-runs +At 04:05 +never/)
  const tasks = JSON.parse((await app.lf('doctor', 'maintenance', '--json')).out) as { id: string; schedule: string }[]
  expect(tasks.find(({ id }) => id === 'back-up')).toMatchObject({ schedule: '30 4 * * *', status: 'idle', last: null })
  expect(await app.lf('doctor', 'maintenance', '--run', 'nothing')).toMatchObject({
    code: 2,
    err: expect.stringContaining('"nothing" is not valid for --run. Choose one of delete-runs'),
  })
})
