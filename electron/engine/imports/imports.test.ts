import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { planCrontab } from '../../../shared/crontab/plan.ts'
import { alreadyImported } from '../../../shared/model/import.ts'
import { startTestEngine, temporaryFolder } from '../testing/engine.ts'

/** A computer with programs of its own: a crontab in a file, and a systemctl that records its arguments. */
async function onComputer() {
  const home = temporaryFolder()
  const [tab, asked] = [join(home, 'tab'), join(home, 'asked')]
  const program = (name: string, script: string) => {
    mkdirSync(join(home, 'bin'), { recursive: true })
    writeFileSync(join(home, 'bin', name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(home, 'bin', name), 0o755)
  }
  program(
    'crontab',
    `case "$1" in -l) cat ${tab} 2>/dev/null || { echo "no crontab for me" >&2; exit 1; };; -) cat > ${tab};; esac`,
  )
  program('systemctl', `echo "$@" >> ${asked}; case "$*" in *broken*) echo "Unit broken.timer not found." >&2; exit 5;; esac`)
  const engine = await startTestEngine({ environment: { PATH: `${join(home, 'bin')}:/usr/bin:/bin`, HOME: home } })
  return { engine, home, tab, asked }
}

it('a crontab is read, its lines are imported and commented out, and the import is undone', async () => {
  const { engine, tab } = await onComputer()
  expect(await engine.imports.found('crontab')).toEqual({ crontab: null, units: [], problem: 'no crontab for me', isEmpty: true })
  const original = '# Say hello\n0 9 * * * echo hello\n\n@reboot warm-cache\n'
  writeFileSync(tab, original)
  const { crontab } = await engine.imports.found('crontab')
  expect(crontab).toBe(original)
  const { planned } = planCrontab(original, 'user', 'UTC', true)
  expect(await engine.imports.take(planned)).toMatchObject([
    { name: 'Say hello', message: null },
    { name: 'warm-cache', message: null },
  ])
  expect(engine.schedules.ofJob('Say hello')).toMatchObject([{ nextAt: expect.any(Number), missed: { policy: 'none' } }])
  expect(engine.triggers.ofJob('warm-cache')).toMatchObject([{ on: { kind: 'app-start' } }])
  await engine.imports.disable({ kind: 'crontab', text: original, lines: [2, 4] })
  expect(readFileSync(tab, 'utf8')).toBe('# Say hello\n#localflow# 0 9 * * * echo hello\n\n#localflow# @reboot warm-cache\n')
  await expect(engine.imports.disable({ kind: 'crontab', text: original, lines: [2] })).rejects.toMatchObject({ code: 'stale' })
  await engine.imports.restore({ kind: 'crontab', lines: ['@reboot warm-cache'] })
  expect(readFileSync(tab, 'utf8')).toBe('# Say hello\n#localflow# 0 9 * * * echo hello\n\n@reboot warm-cache\n')
  await engine.imports.restore({ kind: 'crontab' })
  expect(readFileSync(tab, 'utf8')).toBe(original)
  await expect(engine.imports.restore({ kind: 'crontab' })).rejects.toThrow('LocalFlow commented out no lines of your crontab')
})

it('an entry that was imported before is named as such; another job with its name is not', async () => {
  const { engine } = await onComputer()
  const planned = (command: string) => planCrontab(`# Say hello\n0 9 * * * ${command}`, 'user', 'UTC', true).planned
  await engine.imports.take(planned('echo hello'))
  expect(await engine.imports.take(planned('echo hello'))).toMatchObject([{ jobId: null, message: alreadyImported }])
  expect(await engine.imports.take(planned('echo bye'))).toMatchObject([
    { message: 'There is already a job named "Say hello". Choose another name.' },
  ])
})

it('an import that cannot be completed changes nothing', async () => {
  const { engine } = await onComputer()
  const { planned } = planCrontab('0 9 * * * one\n0 10 * * * two', 'user', 'UTC', true)
  const [one, two] = planned
  if (!one || !two) throw new Error('two lines were planned')
  const broken = {
    ...one,
    triggers: [
      { on: { kind: 'after' as const, job: 'nobody', outcome: 'success' as const }, name: '', enabled: true, params: {} },
    ],
  }
  expect(await engine.imports.take([broken, two])).toMatchObject([
    { name: 'one', jobId: null, message: 'There is no job "nobody".' },
    { name: 'two', message: null },
  ])
  expect(engine.jobs.list({ cursor: null, limit: 10 }).items.map(({ name }) => name)).toEqual(['two'])
})

it('units are read from the folder of the person, and timers are disabled and enabled', async () => {
  const { engine, home, asked } = await onComputer()
  expect((await engine.imports.found('systemd')).problem).toBe(`There are no units in ${join(home, '.config/systemd/user')}.`)
  mkdirSync(join(home, '.config/systemd/user'), { recursive: true })
  for (const name of ['a.timer', 'a.service', 'b.target'])
    writeFileSync(join(home, '.config/systemd/user', name), `[Unit]\n# ${name}\n`)
  for (const folder of ['a.timer.d', 'timers.target.wants']) mkdirSync(join(home, '.config/systemd/user', folder))
  writeFileSync(join(home, '.config/systemd/user/a.timer.d/override.conf'), '[Timer]\nOnCalendar=\n')
  expect(await engine.imports.found('systemd')).toMatchObject({
    units: [
      { name: 'a.service', enabled: true },
      { name: 'a.timer', enabled: false, text: '[Unit]\n# a.timer\n\n[Timer]\nOnCalendar=\n' },
    ],
  })
  writeFileSync(join(home, '.config/systemd/user/timers.target.wants/a.timer'), '')
  expect((await engine.imports.found('systemd')).units.map(({ enabled }) => enabled)).toEqual([true, true])
  await engine.imports.disable({ kind: 'systemd', timers: ['a.timer'] })
  await engine.imports.restore({ kind: 'systemd', timers: ['a.timer'] })
  expect(readFileSync(asked, 'utf8')).toBe('--user disable --now -- a.timer\n--user enable --now -- a.timer\n')
  await expect(engine.imports.disable({ kind: 'systemd', timers: ['broken.timer'] })).rejects.toThrow(
    'Unit broken.timer not found.',
  )
})

it('a computer without such programs reports it', async () => {
  const home = temporaryFolder()
  const engine = await startTestEngine({ environment: { PATH: join(home, 'nothing'), HOME: home } })
  expect(existsSync(join(home, 'nothing'))).toBe(false)
  expect(await engine.imports.found('crontab')).toMatchObject({
    problem: 'Could not run "crontab": there is no such program on this computer.',
  })
})
