import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDefinition } from '../../../shared/flow/read.ts'
import { JobDraft, type JobInput } from '../../../shared/model/job.ts'
import type { Params } from '../../../shared/model/params.ts'
import type { Engine } from '../engine.ts'
import { isAlive, startTestEngine, temporaryFolder } from '../testing/engine.ts'

const script = { kind: 'script', script: 'true', interpreter: ['sh'] } as const

async function engineWith(command: string, fields: Partial<JobInput> = {}): Promise<Engine> {
  const engine = await startTestEngine()
  const params = { host: { type: 'enum', 'options-from': command }, region: { type: 'string' } } as const
  await engine.jobs.create(JobDraft.parse({ name: 'deploy', body: script, params, ...fields }))
  return engine
}
const optionsOf = async (command: string, fields: Partial<JobInput> = {}, values: Params = {}) =>
  (await engineWith(command, fields)).paramOptions.list('deploy', 'host', values)

describe('the command of a parameter', () => {
  it('prints a value in each line, or a value and a label', async () => {
    expect(await optionsOf(`printf 'a\\tFirst\\nb\\r\\n\\nb\\n c d \\n'`)).toEqual({
      options: [
        { value: 'a', label: 'First' },
        { value: 'b', label: 'b' },
        { value: ' c d ', label: ' c d ' },
      ],
      problem: null,
    })
  })

  it('has the environment and the folder of the job, and the other values', async () => {
    const cwd = temporaryFolder()
    const found = await optionsOf('echo "$STAGE-$LOCALFLOW_PARAM_REGION-$PWD"', { env: { STAGE: 'test' }, cwd }, { region: 'eu' })
    expect(found.options.map(({ value }) => value)).toEqual([`test-eu-${cwd}`])
  })

  it('does not show a secret of the job', async () => {
    const engine = await engineWith('echo "$KEY"', { env: { KEY: '$secrets.KEY' } })
    await engine.secrets.set('KEY', 'correct horse battery')
    expect((await engine.paramOptions.list('deploy', 'host', {})).options).toEqual([{ value: '***', label: '***' }])
  })

  it('needs no shell where the job has none, and is not read by one', async () => {
    const command: Partial<JobInput> = { body: { kind: 'command', command: 'node', args: [] } }
    expect((await optionsOf(`printf '%s\\n' 'a b' $HOME`, command)).options.map(({ value }) => value)).toEqual(['a b', '$HOME'])
    expect(await optionsOf('ls | head', command)).toMatchObject({
      options: [],
      problem: `Could not run the command: "ls | head" needs a shell: write sh -c '…'`,
    })
    expect(await optionsOf('no-such-program', command)).toMatchObject({ problem: /no such program/ })
  })

  it.each([
    ['exit 3', 'The command exited with code 3.'],
    ['echo no route >&2; exit 1', 'The command exited with code 1: no route'],
    ['true', 'The command printed nothing.'],
    ['kill -9 $$', 'The command ended by signal SIGKILL.'],
  ])('says why there are no options: %s', async (command, problem) => {
    expect(await optionsOf(command)).toEqual({ options: [], problem })
  })

  it.each([
    ['binary data', "printf 'a\\nb\\0\\n\\377\\n'"],
    ['colors', "printf 'a\\n\\033[1mb\\033[0m\\n'"],
    ['another encoding', "printf 'a\\nc\\351\\n'"],
  ])('that prints %s has no options, and a reason', async (_, command) => {
    expect(await optionsOf(command)).toEqual({
      options: [],
      problem: "Line 2 of the command's output is not plain text in UTF-8.",
    })
  })

  it('that prints a million lines is ended after a thousand', async () => {
    const found = await optionsOf('seq 1000000')
    expect(found.options).toHaveLength(1_000)
    expect(found.problem).toBe('The command printed more than 1,000 lines. The first 1,000 are offered.')
    expect((await optionsOf('seq 1000')).problem).toBeNull()
    expect((await optionsOf("head -c 3000000 /dev/zero | tr '\\0' a")).problem).toBe('The command printed more than 1 MB.')
  })

  it('that hangs is killed with everything it started', async () => {
    const folder = temporaryFolder()
    const pids = join(folder, 'pids')
    const command = `echo $$ >> ${pids}; sh -c 'echo $$ >> ${pids}; sleep 60' & setsid sh -c 'echo $$ >> ${pids}; sleep 60' & wait`
    expect(await optionsOf(command)).toEqual({ options: [], problem: 'The command did not end within 5 seconds.' })
    const started = readFileSync(pids, 'utf8').trim().split('\n').map(Number)
    expect(started).toHaveLength(3)
    expect(started.filter(isAlive)).toEqual([])
  })

  it('runs once at a time for a job', async () => {
    const folder = temporaryFolder()
    const engine = await engineWith(`mkdir ${folder}/lock && sleep 0.1 && rmdir ${folder}/lock && echo done`)
    const found = await Promise.all(Array.from({ length: 4 }, () => engine.paramOptions.list('deploy', 'host', {})))
    expect(found.map(({ problem }) => problem)).toEqual([null, null, null, null])
    const many = await Promise.allSettled(Array.from({ length: 25 }, () => engine.paramOptions.list('deploy', 'host', {})))
    expect(many.filter(({ status }) => status === 'rejected')).toHaveLength(5)
  })
})

it('only a parameter with a command has options to list', async () => {
  const engine = await engineWith('true')
  await expect(engine.paramOptions.list('deploy', 'region', {})).rejects.toMatchObject({ code: 'invalid' })
  await expect(engine.paramOptions.list('deploy', 'nothing', {})).rejects.toMatchObject({ code: 'not-found' })
  const flow = 'params: { a: { type: enum, options-from: ls } }\nstart: a\nnodes: { a: { kind: timer } }\n'
  expect(readDefinition(flow).problems).toMatchObject([
    { path: 'params.a.options-from', message: 'is for jobs, in whose environment the command runs' },
  ])
})
