import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { logOf, runToEnd, shell, spec, startTestEngine, temporaryFolder } from '../testing/engine.ts'
import { type OwnCommand, withOwnCommand } from './own-command.ts'

/** A program that stands for LocalFlow's: it prints what it is called with. */
function program(name = "it's lf"): OwnCommand {
  const folder = join(temporaryFolder(), name)
  mkdirSync(folder)
  const path = join(folder, 'program')
  writeFileSync(path, '#!/bin/sh\nprintf "%s|" "$@" "$ELECTRON_RUN_AS_NODE"; echo\n', { mode: 0o755 })
  return { program: path, script: join(folder, 'lf.js'), asNode: false }
}

const call = shell('lf "two words" "" \'$x\'')

describe('lf in a script', () => {
  it('is the program of this LocalFlow, which gets every argument as it is', async () => {
    const ownCommand = program()
    const engine = await startTestEngine({ ownCommand })
    expect(await logOf(engine, (await runToEnd(engine, call)).id)).toBe(`${ownCommand.script}|two words||$x||\n`)
    expect(statSync(join(engine.dataFolder, 'commands', 'lf')).mode & 0o777).toBe(0o700)
  })

  it('runs Electron as Node', async () => {
    const engine = await startTestEngine({ ownCommand: { ...program(), asNode: true } })
    expect(await logOf(engine, (await runToEnd(engine, call)).id)).toMatch(/\|1\|\n$/)
  })

  it('is found before another lf on the PATH, unless the job has a PATH of its own', async () => {
    const other = temporaryFolder()
    writeFileSync(join(other, 'lf'), '#!/bin/sh\necho another\n', { mode: 0o755 })
    const environment = { PATH: `${other}:/usr/bin:/bin` }
    const engine = await startTestEngine({ ownCommand: program(), environment })
    expect(await logOf(engine, (await runToEnd(engine, call)).id)).not.toContain('another')
    const own = { ...call, env: environment }
    expect(await logOf(engine, (await runToEnd(engine, own)).id)).toBe('another\n')
    expect((await engine.environment.report(undefined, false)).commands).toContainEqual({
      word: 'lf',
      path: join(engine.dataFolder, 'commands', 'lf'),
      ownPath: join(other, 'lf'),
    })
    await engine.jobs.create(JobDraft.parse({ name: 'own', ...spec({ body: call.body, env: environment }) }))
    expect((await engine.environment.report('own', false)).commands).toContainEqual(
      expect.objectContaining({ word: 'lf', path: join(other, 'lf') }),
    )
  })

  it('is written again at a start if it is no program any more, or half written', async () => {
    const dataFolder = temporaryFolder()
    const folder = join(dataFolder, 'commands')
    const ownCommand = program()
    const first = await startTestEngine({ dataFolder, ownCommand })
    const text = readFileSync(join(folder, 'lf'), 'utf8')
    first.stop()
    chmodSync(join(folder, 'lf'), 0o600)
    writeFileSync(join(folder, 'lf.new'), '#!/bi')
    const second = await startTestEngine({ dataFolder, ownCommand })
    expect(readFileSync(join(folder, 'lf'), 'utf8')).toBe(text)
    expect(readdirSync(folder)).toEqual(['lf'])
    expect(await logOf(second, (await runToEnd(second, call)).id)).toContain('two words')
  })

  it('says where LocalFlow was, if it has moved', async () => {
    const engine = await startTestEngine({ ownCommand: { program: '/no/such/program', script: '', asNode: false } })
    const run = await runToEnd(engine, call)
    expect(await logOf(engine, run.id)).toBe('lf: Could not find /no/such/program. Start LocalFlow again.\n')
  })

  it('leaves out what PATH cannot name, and no job waits for that', async () => {
    const dataFolder = join(temporaryFolder(), 'a:b')
    const engine = await startTestEngine({ dataFolder, ownCommand: program(), log: silent })
    expect((await runToEnd(engine, shell('echo "$PATH" | grep -c a:b; true'))).status).toBe('succeeded')
  })
})

const silent = { isDebug: false, debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

it('an environment without a PATH keeps the folders of the system', () => {
  expect(withOwnCommand({ A: '1' }, '/data/commands')).toEqual({ A: '1' })
  expect(withOwnCommand({ PATH: '/bin:/data/commands' }, '/data/commands')).toEqual({ PATH: '/data/commands:/bin' })
})
