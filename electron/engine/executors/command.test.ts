import { readdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Spec } from '../../../shared/model/job.ts'
import { shebangOf } from '../base/program-line.ts'
import { logOf, runToEnd, shell, startTestEngine, temporaryFolder } from '../testing/engine.ts'
import { commandOf } from './command.ts'

const script = (text: string, interpreter: string[] = []): Spec =>
  Spec.parse({ body: { kind: 'script', script: text, interpreter }, cwd: '/' })

describe('the #! line of a script', () => {
  it.each([
    ['#!/bin/sh\n', ['/bin/sh']],
    ['#! /bin/sh', ['/bin/sh']],
    ['#!/bin/sh\r\necho', ['/bin/sh']],
    ['#!/usr/bin/env python3\n', ['/usr/bin/env', 'python3']],
    ['#!/bin/sh -e -u\n', ['/bin/sh', '-e -u']],
    ['#!/usr/bin/env -S node --flag\n', ['/usr/bin/env', '-S node --flag']],
    ['#!/bin/sh   \n', ['/bin/sh']],
    ['#!\n/bin/sh', null],
    ['# !/bin/sh', null],
    [' #!/bin/sh', null],
    ['echo #!/bin/sh', null],
    ['', null],
  ])('%j is read as the kernel reads it', (text, argv) => {
    expect(shebangOf(text)).toEqual(argv)
  })
})

describe('a script', () => {
  it('runs with its own #! line, with the interpreter of its job instead, else with the system shell', async () => {
    const engine = await startTestEngine()
    const node = '#!/usr/bin/env -S node --no-warnings\nconsole.log(typeof process, process.execArgv.join())'
    const logs = await Promise.all(
      [script(node), script('#!/no/such/thing\necho from sh', ['/bin/sh', '-e']), script('echo $((1 + 1)) from sh')].map(
        async (spec) => {
          const run = await runToEnd(engine, spec)
          return `${run.status}: ${await logOf(engine, run.id)}`
        },
      ),
    )
    expect(logs).toEqual(['succeeded: object --no-warnings\n', 'succeeded: from sh\n', 'succeeded: 2 from sh\n'])
  })

  it('with a missing interpreter names it, and the next step', async () => {
    const engine = await startTestEngine()
    const missing = { status: 'failed', reason: 'could-not-start', exitCode: null }
    expect(await runToEnd(engine, script('print(1)', ['no-such-python']))).toMatchObject({
      ...missing,
      error: 'The program "no-such-python" was not found. Check its name, or give its full path.',
    })
    expect(await runToEnd(engine, script('#!/opt/none/bin/ruby\n'))).toMatchObject({
      ...missing,
      error: expect.stringContaining('/opt/none/bin/ruby'),
    })
  })

  it('of 5 MB runs to its last line', async () => {
    const engine = await startTestEngine()
    const line = `: ${'x'.repeat(1_000)}\n`
    const text = `${line.repeat(Math.ceil((5 * 1024 * 1024) / line.length))}echo the end\n`
    const run = await runToEnd(engine, script(text))
    expect([run.status, await logOf(engine, run.id)]).toEqual(['succeeded', 'the end\n'])
  })

  it('is kept once for all runs that share it, readable by its owner alone', async () => {
    const folder = temporaryFolder()
    const spec = script('echo same')
    const paths = await Promise.all([1, 2, 3, 4].map(async () => (await commandOf(spec, folder)).args.at(-1)))
    await commandOf(script('echo other'), folder)
    expect(new Set(paths).size).toBe(1)
    expect(readdirSync(folder)).toHaveLength(2)
    expect((statSync(paths[0] ?? '').mode & 0o777).toString(8)).toBe('500')
  })

  it('may hold any text but a NUL', async () => {
    const engine = await startTestEngine()
    const run = await runToEnd(engine, script(`printf '%s' 'naïve 日本 "quoted" \\n 🏃'`))
    expect(await logOf(engine, run.id)).toBe('naïve 日本 "quoted" \\n 🏃')
  })
})

describe('the environment of a child', () => {
  it('starts in its working folder, or the home of its person, which ~ means, too', async () => {
    const cwd = async (given: string | null) => (await commandOf({ ...script(':'), cwd: given }, temporaryFolder())).cwd
    expect([await cwd(null), await cwd('~'), await cwd('~/x'), await cwd('/~/y'), await cwd('~other')]).toEqual([
      homedir(),
      homedir(),
      join(homedir(), 'x'),
      '/~/y',
      '~other',
    ])
  })

  it('is the environment of its job, and the names of its run above that', async () => {
    const engine = await startTestEngine({ environment: { PATH: process.env['PATH'] ?? '', A: 'inherited', B: 'inherited' } })
    const env = { B: 'own', LOCALFLOW_RUN_ID: 'forged' }
    const run = await runToEnd(engine, shell('echo "$A $B $LOCALFLOW_RUN_ID $LOCALFLOW_ATTEMPT $LOCALFLOW_JOB"', { env }))
    expect(await logOf(engine, run.id)).toBe(`inherited own ${run.id} 1 ${run.title}\n`)
  })

  it.each(['missing', 'file'])('cannot be a working folder that is %s', async (kind) => {
    const engine = await startTestEngine()
    const cwd = kind === 'file' ? '/etc/passwd' : '/no/such/folder'
    const error = `The working folder "${cwd}" ${kind === 'file' ? 'is not a folder' : 'does not exist'}.`
    expect(await runToEnd(engine, shell('echo never', { cwd }))).toMatchObject({
      status: 'failed',
      reason: 'could-not-start',
      error,
    })
  })
})
