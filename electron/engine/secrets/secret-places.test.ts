import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { logOf, runToEnd, shell, startTestEngine, temporaryFolder, untilEnded } from '../testing/engine.ts'
import { filesWith } from '../testing/files-with.ts'
import { runFlow } from '../testing/flows.ts'

describe('secrets', () => {
  it('work in every place that jobs allow, and in the definitions of flows', async () => {
    const engine = await startTestEngine()
    await engine.secrets.set('TOKEN', 'tok-0123456789')
    const draft = JobDraft.parse({
      name: 'uses it',
      body: { kind: 'script', script: 'printf %s "$A" | wc -c; echo $B', interpreter: ['/bin/sh'] },
      cwd: '/',
      env: { A: '$secrets.TOKEN', B: 'plain $secret' },
    })
    const job = await engine.jobs.create(draft)
    const run = await engine.manual.runJob(job.id, 'api')
    await untilEnded(engine, run.id)
    expect(await logOf(engine, run.id)).toBe('14\nplain $secret\n')

    const flow = {
      start: 'a',
      nodes: {
        a: {
          exec_type: 'shell',
          script: {
            cmd: '/bin/sh',
            args: ['-c', 'echo "$T|$LOCALFLOW_INPUT|$LOCALFLOW_PARAM_SAID"'],
            env: { T: 'x$secrets.TOKEN' },
          },
          prep: { input_key: '$params.said' },
          post: { output_key: 'out' },
        },
      },
    }
    // Data names no secrets, whatever it says.
    const ended = await runFlow(engine, flow, { said: '$secrets.TOKEN' })
    expect(ended).toMatchObject({ status: 'succeeded', shared: { out: 'x***|$secrets.TOKEN|$secrets.TOKEN\n' } })
    expect(filesWith(engine.dataFolder, ['tok-0123456789'])).toEqual([])
    const names = engine.secrets.list().map(({ name, usedBy }) => [name, usedBy.jobs, usedBy.flows.length])
    expect(names).toEqual([['TOKEN', ['uses it'], 1]])
  })

  it('are reported as missing in the editor of a flow', async () => {
    const engine = await startTestEngine()
    const source = `start: a
nodes:
  a:
    exec_type: request
    request:
      url: http://127.0.0.1/
      headers: { X-Token: "Bearer $secrets.TOKEN" }
      body: { token: $secrets.TOKEN }
    prep: { input_key: $secrets.TOKEN }
`
    expect(await engine.flows.check(source)).toMatchObject([
      { severity: 'error', path: 'nodes.a.prep.input_key', message: expect.stringContaining('is not allowed here') },
      {
        severity: 'warning',
        path: 'nodes.a.request.body.token',
        line: 8,
        message: expect.stringContaining('is plain text here'),
      },
    ])
    const right = source.split('\n').slice(0, 7).join('\n')
    expect(await engine.flows.check(right)).toMatchObject([
      { severity: 'warning', line: 7, message: expect.stringContaining('there is no secret "TOKEN" yet') },
    ])
    await engine.secrets.set('TOKEN', 'tok-0123456789')
    expect(await engine.flows.check(right)).toEqual([])
  })

  it('are not available to jobs that do not name them', async () => {
    const engine = await startTestEngine()
    await engine.secrets.set('TOKEN', 'tok-0123456789')
    const run = await runToEnd(engine, shell('echo "$A"', { env: { A: '$secrets.TOKEN' } }))
    expect(await logOf(engine, run.id)).toBe('$secrets.TOKEN\n')
  })

  it('that are missing fail the run before it starts, and the error says how to set them', async () => {
    const engine = await startTestEngine()
    const run = await runToEnd(engine, shell('echo begun', { env: { A: '$secrets.NOBODY' }, secrets: true }))
    expect(run).toMatchObject({
      status: 'failed',
      reason: 'could-not-start',
      error: expect.stringContaining('There is no secret "NOBODY". Set it in Settings > Secrets, or with: lf secret set NOBODY'),
    })
    await engine.secrets.set('NOBODY', 'now there')
    expect(await runToEnd(engine, shell('exit 0', { env: { A: '$secrets.NOBODY' }, secrets: true }))).toMatchObject({
      status: 'succeeded',
    })
    await engine.secrets.remove('NOBODY')
    await expect(engine.secrets.remove('NOBODY')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('open with their own key alone; another one loses nothing', async () => {
    const dataFolder = temporaryFolder()
    const first = await startTestEngine({ dataFolder })
    await first.secrets.set('TOKEN', 'tok-0123456789')
    first.stop()
    const path = join(dataFolder, 'secret-key')
    const key = readFileSync(path, 'utf8')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    writeFileSync(path, `${'0'.repeat(64)}\n`)
    const second = await startTestEngine({ dataFolder })
    const uses = shell('printf %s "$A" | wc -c', { env: { A: '$secrets.TOKEN' }, secrets: true })
    expect(await runToEnd(second, uses)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining(
        'Could not decrypt the secret "TOKEN": the file secret-key in the data folder is not the one',
      ),
    })
    second.stop()
    rmSync(path)
    writeFileSync(path, key, { mode: 0o600 })
    const third = await startTestEngine({ dataFolder })
    expect(await runToEnd(third, uses)).toMatchObject({ status: 'succeeded' })
  })
})
