import { createRouterClient } from '@orpc/server'
import { expect, it } from 'vitest'
import type { Client } from '../../../shared/contract/contract.ts'
import { JobDraft } from '../../../shared/model/job.ts'
import { ScheduleDraft } from '../../../shared/model/schedule.ts'
import { localCaller } from '../../api/caller.ts'
import { createRouter } from '../../api/router.ts'
import { startTestEngine } from '../../engine/testing/engine.ts'
import { find } from './commands/schedules.ts'
import { shortIds } from './of-job.ts'

async function withSchedules() {
  const engine = await startTestEngine({ dispatch: false })
  const client = createRouterClient(createRouter(engine), { context: localCaller('cli') }) as Client
  for (const name of ['Report', 'Backup', 'Cleanup'])
    await client.jobs.create(JobDraft.parse({ name, body: { kind: 'builtin', name: 'noop' } }))
  const timing = { kind: 'cron', expr: '0 9 * * *' }
  const add = (job: string, name = '') => client.schedules.create({ job, ...ScheduleDraft.parse({ timing, tz: 'UTC', name }) })
  const [morning, evening, backup] = [await add('Report', 'morning'), await add('Report', 'evening'), await add('Backup')]
  const found = (ref: string): Promise<string> => find(client, ref).then(({ id }) => id)
  return { morning, evening, backup, found, short: shortIds([morning, evening, backup]) }
}

it('a schedule is found by its id or the beginning of it, its name, its label, or its job if that has only one', async () => {
  const { evening, backup, found, short } = await withSchedules()
  for (const ref of [evening.id, evening.id.toUpperCase(), short(evening.id), 'evening', 'Report: evening'])
    expect(await found(ref)).toBe(evening.id)
  expect(await found('Backup')).toBe(backup.id)
})

it('a name that several schedules have, or none, is answered with the choices', async () => {
  const { morning, evening, found, short } = await withSchedules()
  await expect(found('Report')).rejects.toThrow(`The job "Report" has 2 schedules. Choose one by its id:
  ${short(morning.id)}  Report: morning  At 09:00, every day
  ${short(evening.id)}  Report: evening  At 09:00, every day`)
  await expect(found(morning.id.slice(0, 4))).rejects.toThrow('stands for 3 schedules. Choose one by its id:')
  await expect(found('Cleanup')).rejects.toThrow(
    'The job "Cleanup" has no schedule. Add one with: lf schedule add "Cleanup" "0 9 * * 1-5"',
  )
  await expect(found('Repot')).rejects.toThrow('There is no schedule or job "Repot". Did you mean "Report"?')
  await expect(found('0000')).rejects.toThrow('There is no schedule or job "0000". List them with: lf schedule list')
})

const at = (id: string) => ({ id })

it('ids are shortened to the least that tells them apart', () => {
  const short = shortIds([at('01a2199e-857b'), at('01a2199f-857b')])
  expect([short('01a2199e-857b'), short('01a2199f-857b')]).toEqual(['01a2199e', '01a2199f'])
  expect(shortIds([at('01a2199e-857b'), at('01a2199e-957b')])('01a2199e-857b')).toBe('01a2199e-8')
})
