import { createRouterClient } from '@orpc/server'
import { expect, it } from 'vitest'
import type { Client } from '../../../shared/contract/contract.ts'
import { JobDraft } from '../../../shared/model/job.ts'
import { localCaller } from '../../api/caller.ts'
import { createRouter } from '../../api/router.ts'
import { startTestEngine } from '../../engine/testing/engine.ts'
import { withNearest } from './named.ts'

it('an error about a name that nothing has names the nearest one, or how to list the names', async () => {
  const engine = await startTestEngine({ dispatch: false })
  const client = createRouterClient(createRouter(engine), { context: localCaller('cli') }) as Client
  await client.jobs.create(JobDraft.parse({ name: 'Report', body: { kind: 'builtin', name: 'noop' } }))
  const errorOf = (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => null,
      (error: unknown) => withNearest(client, error),
    )
  const not = (message: string) => ({ code: 'not-found', message })
  expect(await errorOf(client.jobs.get({ ref: 'Repor' }))).toMatchObject(not('There is no job "Repor". Did you mean "Report"?'))
  expect(await errorOf(client.jobs.remove({ ref: 'x"y' }))).toMatchObject(
    not('There is no job "x"y". List them with: lf job list'),
  )
  expect(await errorOf(client.flows.get({ ref: 'Report' }))).toMatchObject(
    not('There is no flow "Report". List them with: lf flow list'),
  )
  expect(await errorOf(client.queues.resume({ name: 'defualt' }))).toMatchObject(
    not('There is no queue "defualt". Did you mean "default"?'),
  )
  expect(await errorOf(client.runs.list({ job: 'Reprot' }))).toMatchObject(
    not('There is no job, flow or pipeline "Reprot". Did you mean "Report"?'),
  )
  expect(await errorOf(client.runs.get({ ref: '99' }))).toMatchObject({ message: 'There is no run "99".' })
})
