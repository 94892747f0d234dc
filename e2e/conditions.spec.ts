import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { JobDetail } from '../shared/model/job.ts'
import type { RunDetail } from '../shared/model/run.ts'
import { checkFollowed } from './crash/checks/followed.ts'
import { followedWithKills } from './crash/followed.ts'
import { expect, type Served, test } from './hosts.ts'
import { call, type Made, script } from './rest.ts'

const seed = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

const linesOf = (path: string): string[] => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [])

const untilEnded = async (served: Served, run: number): Promise<RunDetail> => {
  const detail = () => call<RunDetail>(served, 'GET', `/runs/${run}`)
  await expect.poll(async () => (await detail()).endedAt, { timeout: 30_000 }).not.toBeNull()
  return detail()
}

test('the editor of a job sets what skips a run, and the skipped run says why in the list, on its page and in lf', {
  tag: '@served',
}, async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', script('Backup', 'true'))
  await served.goto(`/jobs/${id}?tab=script`)
  await page.locator('summary', { hasText: 'Conditions' }).click()
  await page.getByLabel('Skip when this command fails').fill('echo "no disk" >&2; exit 3')
  await page.getByRole('checkbox', { name: 'Skip when it already succeeded today' }).check()
  await page.locator('summary', { hasText: 'Pause after failures' }).click()
  await page.getByLabel('Pause after consecutive failures').fill('2')
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).include('aside').analyze()
  expect(violations).toEqual([])
  await page.keyboard.press('Control+s')
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0)
  expect(await call<JobDetail>(served, 'GET', `/jobs/${id}`)).toMatchObject({
    conditions: { onlyIf: 'echo "no disk" >&2; exit 3', oncePerDay: true },
    pauseAfter: 2,
  })

  const { address } = await call<{ address: string }>(served, 'POST', '/triggers', { job: id, on: { kind: 'webhook' } })
  const called = await fetch(address, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })
  const { run } = (await called.json()) as { run: Made }
  const why = 'The condition "echo "no disk" >&2; exit 3" failed: no disk'
  expect(await untilEnded(served, run.number)).toMatchObject({ status: 'skipped', error: why })
  await served.goto('/runs')
  await expect(page.getByText(why)).toBeVisible()
  await served.goto(`/runs/${run.number}`)
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText(why)
  await expect(page.getByText(/Condition checked by/)).toBeVisible()
  expect((await served.lf('inspect', String(run.number))).out).toContain(why)
  expect((await served.lf('logs', String(run.number), '--node', 'condition')).out).toBe('no disk\n')
})

test('a condition that is being checked when LocalFlow is killed ends once, and the run starts once', { tag: '@served' }, async ({
  served,
  data,
}) => {
  test.setTimeout(90_000)
  const ledger = join(data, 'ledger')
  const onlyIf = `echo check >> "${ledger}"; while [ ! -f "${ledger}.go" ]; do sleep 0.05; done`
  const { id } = await call<Made>(served, 'POST', '/jobs', {
    ...script('Backup', `echo run >> "${ledger}"`),
    conditions: { onlyIf },
  })
  const { address } = await call<{ address: string }>(served, 'POST', '/triggers', { job: id, on: { kind: 'webhook' } })
  const called = await fetch(address, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })
  const { run } = (await called.json()) as { run: Made }
  await expect.poll(() => linesOf(ledger), { timeout: 30_000 }).toEqual(['check'])
  await served.kill()
  await served.start()
  expect(await call<RunDetail>(served, 'GET', `/runs/${run.number}`)).toMatchObject({ status: 'queued' })
  await served.lf('exec', '--', 'touch', `${ledger}.go`)
  expect((await untilEnded(served, run.number)).status).toBe('succeeded')
  expect(linesOf(ledger)).toEqual(['check', 'run'])
})

test('engine and runner are killed at random while runs with a condition and hooks start and end: each has its own, once', {
  tag: '@served',
}, async ({ data }) => {
  process.stdout.write(`CRASH_SEED=${seed}\n`)
  test.setTimeout(120_000)
  const { acknowledged, killed } = await followedWithKills({ kills: 6, tasks: 25, seed, data, parallel: 4, say: () => {} })
  expect(await checkFollowed(data, acknowledged)).toEqual([])
  expect(killed.engine).toBeGreaterThan(0)
})

test('a job that failed too often is paused until a person resumes it on its page', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', { ...script('Backup', 'exit 1'), pauseAfter: 2 })
  await served.lf('schedule', 'add', 'Backup', '@daily')
  for (let n = 0; n < 2; n++) {
    const { number } = await call<Made>(served, 'POST', '/jobs/Backup/run', {})
    await untilEnded(served, number)
  }
  await served.goto(`/jobs/${id}`)
  const strip = page.getByRole('group', { name: 'State of this job' }).or(page.getByLabel('State of this job'))
  await expect(strip.first()).toContainText('Paused after 2 failures in a row')
  expect((await served.lf('alert', 'list')).out).toContain('paused after 2 failures in a row')
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await expect(strip.first()).toContainText('Enabled')
  expect((await call<JobDetail>(served, 'GET', `/jobs/${id}`)).paused).toBeNull()
  expect((await served.lf('schedule', 'list')).out).not.toContain('paused')
})
