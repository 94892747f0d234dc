import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { startTestRunner, type TestClient, type TestRunner } from './testing.ts'

let runner: TestRunner
let client: TestClient
beforeEach(async () => {
  runner = await startTestRunner({ withoutRights: true })
  client = await runner.connect()
})

describe('a child', () => {
  it('has the exit code it gave, from 0 to 255', async () => {
    const codes = [0, 1, 2, 3, 7, 63, 64, 77, 100, 125, 126, 127, 128, 129, 130, 137, 143, 200, 254, 255]
    const outcomes = await Promise.all(codes.map((code) => client.sh(`exit ${code}`).ended()))
    expect(outcomes.map(({ code }) => code)).toEqual(codes)
    for (const outcome of outcomes) expect(outcome).toMatchObject({ signal: null, cause: null, error: null, leftBehind: 0 })
  })

  it.each(['SIGTERM', 'SIGKILL', 'SIGHUP', 'SIGINT', 'SIGSEGV', 'SIGABRT', 'SIGPIPE', 'SIGUSR1'] as const)(
    'that dies of %s reports the signal, and no stop',
    async (signal) => {
      const outcome = await client.sh(`kill -${constants.signals[signal]} $$`).ended()
      expect(outcome).toMatchObject({ code: null, signal, cause: null })
    },
  )

  it('gets every argument byte for byte, without a shell', async () => {
    const args = [
      '',
      ' ',
      'a b',
      `'"\`$HOME$(id)`,
      '%PATH% ^& | > <',
      '\n\r\t',
      'naïve 日本 🏃‍♀️',
      '--',
      '-e',
      '*',
      '~',
      '\\',
      'x'.repeat(100_000),
    ]
    const child = client.start(process.execPath, [
      '-e',
      'process.stdout.write(JSON.stringify(process.argv.slice(1)))',
      '--',
      ...args,
    ])
    expect(await child.ended()).toMatchObject({ code: 0 })
    expect(JSON.parse(readFileSync(child.logPath, 'utf8'))).toEqual(args)
  })

  it('gets 128 KB of environment, and values with newlines and equals signs', async () => {
    // The system limits one string to 128 KB with its name and its end.
    const env = { BIG: 'x'.repeat(128 * 1024 - 5), MORE: 'y'.repeat(100_000), ODD: 'a=b\nc="d" é' }
    const child = client.start(process.execPath, ['-p', 'JSON.stringify([process.env.BIG, process.env.MORE, process.env.ODD])'], {
      env,
    })
    expect(await child.ended()).toMatchObject({ code: 0 })
    expect(JSON.parse(readFileSync(child.logPath, 'utf8'))).toEqual(Object.values(env))
  })

  it('has no input: reading it ends at once', async () => {
    const child = client.sh('cat; echo "read all of it"')
    expect(await child.ended()).toMatchObject({ code: 0, lastLine: 'read all of it' })
  })

  it('leads a session of its own, without a terminal', async () => {
    const child = client.sh('ps -o pid=,pgid=,sid=,tty= -p $$')
    const pid = await child.started()
    await child.ended()
    expect(readFileSync(child.logPath, 'utf8').trim().split(/\s+/)).toEqual([String(pid), String(pid), String(pid), '?'])
  })

  it('reports its last line, from stderr if there is one', async () => {
    expect(await client.sh('echo out; echo why >&2; echo later; echo').ended()).toMatchObject({ lastLine: 'why' })
    expect(await client.sh('printf "a\\nb\\r\\n\\n"').ended()).toMatchObject({ lastLine: 'b' })
    expect(await client.sh('printf "\\033[31mred\\033[0m\\n\\033[0m\\n"').ended()).toMatchObject({ lastLine: 'red' })
    expect(await client.sh('echo text; printf "\\377\\376\\000"').ended()).toMatchObject({ lastLine: 'text', bytes: 8 })
    expect(await client.sh(':').ended()).toMatchObject({ lastLine: null, bytes: 0, lines: 0 })
  })
})

describe('a child that cannot be started', () => {
  const refused = { pid: null, code: null, signal: null, cause: null }

  it('because its program is not found, has an error that names it', async () => {
    const env = { PATH: '/usr/bin:/bin' }
    expect(await client.run('no-such-program', [], { env })).toMatchObject({
      ...refused,
      error: expect.stringContaining('"no-such-program" was not found'),
    })
    expect(await client.run('/no/such/program')).toMatchObject({
      ...refused,
      error: expect.stringContaining('"/no/such/program" was not found'),
    })
  })

  it('because its program is not executable, has an error that says it', async () => {
    const file = join(runner.dataFolder, 'plain.txt')
    writeFileSync(file, 'echo hello')
    chmodSync(file, 0o644)
    expect(await client.run(file)).toMatchObject({
      ...refused,
      error: expect.stringMatching(/Could not start ".*plain\.txt" in .*permission denied/),
    })
    expect(await client.run('/')).toMatchObject({ ...refused, error: expect.stringContaining('permission denied') })
  })

  it('because its working folder is missing, is a file, or may not be entered blames the folder', async () => {
    const shut = join(runner.dataFolder, 'shut')
    mkdirSync(shut, { mode: 0o000 })
    const error = async (cwd: string) => (await client.run('true', [], { cwd })).error
    expect(await error('/no/such/folder')).toBe('The working folder "/no/such/folder" does not exist.')
    expect(await error('/etc/passwd')).toBe('The working folder "/etc/passwd" is not a folder.')
    expect(await error(shut)).toMatch(/shut".*permission denied/)
    expect(await error(join(shut, 'deeper'))).toMatch(/working folder ".*deeper": permission denied/)
  })

  it('because its arguments are too large, has an error that says it', async () => {
    const outcome = await client.run('true', ['x'.repeat(200_000)])
    expect(outcome).toMatchObject({ ...refused, error: expect.stringContaining('larger than this system allows') })
  })

  it('because an argument has a NUL, has an error that says why', async () => {
    expect(await client.run('true', ['a\0b'])).toMatchObject({
      ...refused,
      error: expect.stringContaining('Could not start'),
    })
  })

  it('leaves the runner able to start the next', async () => {
    await Promise.all(Array.from({ length: 100 }, () => client.run('no-such-program')))
    expect(await client.run('true')).toMatchObject({ code: 0 })
  })
})
