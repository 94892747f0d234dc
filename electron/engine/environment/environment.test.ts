import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { leveled } from '../base/log.ts'
import { logOf, runToEnd, shell, startTestEngine, temporaryFolder } from '../testing/engine.ts'

function program(folder: string, name: string, script: string, mode = 0o755): string {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, name), mode)
  return join(folder, name)
}

/** An engine whose person has a login shell that sets variables. */
async function engineWith(setUp: string, own: Record<string, string> = {}) {
  const folder = temporaryFolder()
  const tools = join(folder, 'tools')
  program(tools, 'mytool', 'echo from the tools')
  const SHELL = program(folder, 'myshell', `TOOLS=${tools}; ${setUp.replaceAll('ANSWER', 'sh -c "$2"')}`)
  const environment = { PATH: process.env['PATH'] ?? '', HOME: folder, SHELL, ...own }
  const engine = await startTestEngine({ loginShell: true, environment, log: leveled('error', () => {}) })
  return { engine, folder, tools, SHELL }
}

const good = 'export PATH="$TOOLS:$PATH" GREETING=hello; ANSWER'

describe('children', () => {
  it('have the environment of the login shell', async () => {
    const { engine } = await engineWith(good)
    const run = await runToEnd(engine, shell('mytool; echo "$GREETING"'))
    expect(await logOf(engine, run.id)).toBe('from the tools\nhello\n')
  })

  it('have the variables of their job over those of the shell', async () => {
    const { engine } = await engineWith(good)
    const run = await runToEnd(engine, shell('echo "$GREETING"', { env: { GREETING: 'mine' } }))
    expect(await logOf(engine, run.id)).toBe('mine\n')
  })

  it('have LocalFlow’s own environment if the shell could not be asked', async () => {
    const { engine } = await engineWith('exit 3', { OWN: 'kept' })
    const run = await runToEnd(engine, shell('echo "$OWN"'))
    expect(await logOf(engine, run.id)).toBe('kept\n')
  })

  it('have the one or the other from the moment it is set', async () => {
    const { engine } = await engineWith(good)
    const greeting = async () => logOf(engine, (await runToEnd(engine, shell('echo "[$GREETING]"'))).id)
    expect(await greeting()).toBe('[hello]\n')
    await engine.settings.update({ loginShell: false })
    expect(await greeting()).toBe('[]\n')
    await engine.settings.update({ loginShell: true })
    expect(await greeting()).toBe('[hello]\n')
  })
})

describe('the report', () => {
  it('names the source of the environment, and its differences', async () => {
    const { engine, tools, SHELL } = await engineWith('export GREETING=hello PATH="$TOOLS:$PATH" LONE=; ANSWER', {
      GREETING: 'hi',
      LOST: 'x',
    })
    await engine.ready()
    const report = await engine.environment.report(undefined, false)
    expect(report).toMatchObject({ source: 'login-shell', shell: SHELL, problem: null, capturedAt: expect.any(Number) })
    expect(report.tookMs).toBeGreaterThan(0)
    const path = process.env['PATH'] ?? ''
    expect(report.differences).toEqual([
      { name: 'GREETING', own: 'hi', child: 'hello' },
      { name: 'LONE', own: null, child: '' },
      { name: 'PATH', own: path, child: `${tools}:${path}` },
    ])
    expect(report.path[0]).toBe(tools)
  })

  it('shows only the length of a value that may be a secret', async () => {
    const names = ['API_TOKEN', 'AWS_SECRET_ACCESS_KEY', 'PGPASSWORD', 'db_pass', 'SSH_AUTH_SOCK', 'GOOGLE_CREDENTIALS']
    const { engine } = await engineWith(`${names.map((name) => `export ${name}=hunter2`).join('; ')}; ANSWER`)
    await engine.ready()
    const report = await engine.environment.report(undefined, false)
    expect(report.differences.map(({ name, child }) => [name, child])).toEqual(
      names.sort().map((name) => [name, '(7 characters, not shown)']),
    )
    expect(JSON.stringify(report)).not.toContain('hunter2')
  })

  it('says why it is not the login shell’s, and that it is once the shell answers', async () => {
    const { engine, folder, SHELL } = await engineWith('[ -e "$HOME/ready" ] || exit 3; export GREETING=hello; ANSWER')
    await engine.ready()
    expect(await engine.environment.report(undefined, false)).toMatchObject({
      source: 'inherited',
      problem: `${SHELL} did not report its environment`,
      differences: [],
      capturedAt: null,
    })
    writeFileSync(join(folder, 'ready'), '')
    expect(await engine.environment.report(undefined, false)).toMatchObject({ source: 'inherited' })
    expect(await engine.environment.report(undefined, true)).toMatchObject({ source: 'login-shell', problem: null })
    expect(await logOf(engine, (await runToEnd(engine, shell('echo $GREETING'))).id)).toBe('hello\n')
  })

  it('is named as the reason of a slow start', async () => {
    const { engine, SHELL } = await engineWith('exec sleep 30')
    expect(engine.health()).toEqual([`LocalFlow is waiting for the login shell (${SHELL}) to report its environment.`])
  })

  it('reports no problem if the login shell is not wanted', async () => {
    const { engine } = await engineWith('exit 3')
    await engine.settings.update({ loginShell: false })
    expect(await engine.environment.report(undefined, true)).toMatchObject({
      source: 'inherited',
      problem: null,
      differences: [],
    })
  })

  it('lists where the commands of a job are found, for the job and for LocalFlow', async () => {
    const { engine, tools } = await engineWith(good)
    await engine.ready()
    const create = (name: string, body: object, over: object = {}) => engine.jobs.create(JobDraft.parse({ name, body, ...over }))
    const commandsOf = async (job: string) => (await engine.environment.report(job, false)).commands
    const found = join(tools, 'mytool')

    await create('command', { kind: 'command', command: 'mytool' })
    expect(await commandsOf('command')).toEqual([{ word: 'mytool', path: found, ownPath: null }])
    await create('full path', { kind: 'command', command: '/bin/sh' })
    expect(await commandsOf('full path')).toEqual([{ word: '/bin/sh', path: '/bin/sh', ownPath: '/bin/sh' }])
    await create('narrow', { kind: 'command', command: 'mytool' }, { env: { PATH: '/nowhere' } })
    expect(await commandsOf('narrow')).toEqual([{ word: 'mytool', path: null, ownPath: null }])
    await create('http', { kind: 'http', url: 'http://a.test' })
    expect(await commandsOf('http')).toEqual([])

    const script = `#!/bin/sh
# awk is not called here
if mytool; then
  no-such-tool --x | sort -n && export A=1
else exec grep x; fi
B=2 sudo date
`
    await create('script', { kind: 'script', script })
    const commands = await commandsOf('script')
    expect(commands.map(({ word }) => word)).toEqual(['/bin/sh', 'mytool', 'no-such-tool', 'sort', 'grep', 'date'])
    expect(commands.slice(1, 3)).toEqual([
      { word: 'mytool', path: found, ownPath: null },
      { word: 'no-such-tool', path: null, ownPath: null },
    ])
    await create('python', { kind: 'script', script: '#!/usr/bin/env python3\nimport os\nmytool\n' })
    expect((await commandsOf('python')).map(({ word }) => word)).toEqual(['python3'])
  })

  it('looks for the commands of what is not saved yet, and for a path from the working folder', async () => {
    const { engine, folder, tools } = await engineWith(good)
    await engine.ready()
    program(folder, 'here', 'echo')
    await engine.jobs.create(JobDraft.parse({ name: 'saved', body: { kind: 'command', command: 'mytool' } }))
    const commandsOf = async (edited: object, job?: string) => (await engine.environment.report(job, false, edited)).commands
    const script = { kind: 'script', script: 'mytool\nno-such-tool\n', interpreter: ['bash'] }
    const found = await commandsOf({ body: script }, 'saved')
    expect(found.map(({ word, path }) => [word, path !== null])).toEqual([
      ['bash', true],
      ['mytool', true],
      ['no-such-tool', false],
    ])
    expect(await commandsOf({ env: { PATH: '/nowhere' } }, 'saved')).toEqual([{ word: 'mytool', path: null, ownPath: null }])
    const path = join(folder, 'here')
    const body = { kind: 'command', command: './here', args: [] }
    expect(await commandsOf({ body, cwd: folder })).toEqual([{ word: './here', path, ownPath: path }])
    expect(await commandsOf({ body, cwd: tools })).toEqual([{ word: './here', path: null, ownPath: null }])
  })

  it('does not list a folder, or a file that is not executable, as a program', async () => {
    const { engine, tools } = await engineWith(good)
    mkdirSync(join(tools, 'folder'))
    program(tools, 'plain', 'echo', 0o644)
    await engine.ready()
    for (const command of ['folder', 'plain']) {
      await engine.jobs.create(JobDraft.parse({ name: command, body: { kind: 'command', command } }))
      expect((await engine.environment.report(command, false)).commands).toEqual([{ word: command, path: null, ownPath: null }])
    }
  })

  it('is not-found for a job that is not', async () => {
    const { engine } = await engineWith(good)
    await expect(engine.environment.report('nobody', false)).rejects.toMatchObject({ code: 'not-found' })
  })
})
