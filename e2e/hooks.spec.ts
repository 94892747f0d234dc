import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { RunDetail } from '../shared/model/run.ts'
import { expect, type Served, test } from './hosts.ts'
import { call, type Made, script } from './rest.ts'

const detail = (served: Served, run: number) => call<RunDetail>(served, 'GET', `/runs/${run}`)
const hooksEnded = async (served: Served, run: number) => {
  const { hooks } = await detail(served, run)
  return hooks.length > 0 && hooks.every(({ endedAt }) => endedAt !== null)
    ? hooks.map(({ step, status }) => `${step} ${status}`)
    : null
}
const linesOf = (path: string): string[] => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [])

test('a script keeps state and starts runs with lf and curl, without being told where LocalFlow is', { tag: '@served' }, async ({
  served,
}) => {
  await call(served, 'POST', '/jobs', script('Report', 'true'))
  const text = [
    'set -e',
    'unset LOCALFLOW_ATTEMPT_ID',
    `echo "last $(lf state get cursor --default none)"`,
    `lf state set cursor 41 --if-version 0`,
    'curl -fsS -X PUT "$LOCALFLOW_API/state/cursor" -H "Authorization: Bearer $LOCALFLOW_TOKEN" -H "Content-Type: application/json" -d \'{"value": "42", "ifValue": "41"}\' > /dev/null',
    `echo "now $(lf state get cursor)"`,
    `lf run Report --wait`,
    'curl -s -o /dev/null -w "secrets %{http_code}\\n" "$LOCALFLOW_API/secrets" -H "Authorization: Bearer $LOCALFLOW_TOKEN"',
    'echo "$LOCALFLOW_TOKEN"',
  ].join('\n')
  await call(served, 'POST', '/jobs', script('Import', text))
  const { number } = await call<Made>(served, 'POST', '/jobs/Import/run', {})
  await expect.poll(async () => (await detail(served, number)).endedAt, { timeout: 60_000 }).not.toBeNull()
  const { out } = await served.lf('logs', String(number))
  expect(out).toContain('last none')
  expect(out).toContain('now 42')
  expect(out).toContain('secrets 403')
  expect(out).toMatch(/^\*\*\*$/m)
  expect((await detail(served, number)).status).toBe('succeeded')
  const history = JSON.parse((await served.lf('state', 'history', 'cursor', '--job', 'Import', '--json')).out) as {
    run: number
    value: string
  }[]
  expect(history.map(({ run, value }) => [run, value])).toEqual([
    [number, '42'],
    [number, '41'],
  ])
  const { items } = await call<{ items: { actor: { name: string } }[] }>(served, 'GET', '/runs?job=Report')
  expect(items[0]?.actor.name).toBe('script of Import')
})

test('a hook whose run ended just before LocalFlow was killed runs once, after the next start', { tag: '@served' }, async ({
  served,
  data,
}) => {
  test.setTimeout(90_000)
  const ledger = join(data, 'ledger')
  const hooks = [{ on: 'failure', name: 'tell', script: `echo "$LOCALFLOW_HOOK_RUN" >> "${ledger}"` }]
  await call(served, 'POST', '/jobs', { ...script('Backup', 'exit 1'), hooks })
  const first = await call<Made>(served, 'POST', '/jobs/Backup/run', {})
  await expect.poll(() => hooksEnded(served, first.number), { timeout: 30_000 }).toEqual(['on failure: tell succeeded'])
  await call(served, 'POST', '/queues/hooks/pause', { note: 'kill' })
  const run = await call<Made>(served, 'POST', '/jobs/Backup/run', {})
  await expect.poll(async () => (await detail(served, run.number)).hooks.length, { timeout: 30_000 }).toBe(1)
  await served.kill()
  await served.start()
  expect((await detail(served, run.number)).hooks).toMatchObject([{ status: 'queued' }])
  await call(served, 'POST', '/queues/hooks/resume', {})
  await expect.poll(() => hooksEnded(served, run.number), { timeout: 30_000 }).toEqual(['on failure: tell succeeded'])
  expect(linesOf(ledger)).toEqual([String(first.number), String(run.number)])
})

test('a hook that was running when LocalFlow was killed ends once', { tag: '@served' }, async ({ served, data }) => {
  test.setTimeout(90_000)
  const ledger = join(data, 'ledger')
  const text = `echo start >> "${ledger}"; while [ ! -f "${ledger}.go" ]; do sleep 0.05; done; echo end >> "${ledger}"`
  await call(served, 'POST', '/jobs', { ...script('Backup', 'true'), hooks: [{ on: 'success', name: 'slow', script: text }] })
  const run = await call<Made>(served, 'POST', '/jobs/Backup/run', {})
  await expect.poll(() => linesOf(ledger), { timeout: 30_000 }).toEqual(['start'])
  await served.kill()
  await served.start()
  await served.lf('exec', '--', 'touch', `${ledger}.go`)
  await expect.poll(() => hooksEnded(served, run.number), { timeout: 30_000 }).toEqual(['on success: slow succeeded'])
  expect(linesOf(ledger)).toEqual(['start', 'end'])
})

test('the editor of a job adds, tests and saves a hook, and the page of a run shows it', { tag: '@served' }, async ({
  served,
}) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', script('Backup', 'exit 1'))
  await served.goto(`/jobs/${id}?tab=script`)
  const section = page
    .getByRole('group')
    .filter({ has: page.getByText('Hooks', { exact: true }) })
    .last()
  await page.locator('summary', { hasText: 'Hooks' }).click()
  await page.getByRole('button', { name: 'Add hook' }).click()
  await expect(page.getByRole('checkbox', { name: 'Failure' })).toBeChecked()
  await page.getByLabel('Run', { exact: true }).selectOption('script')
  await page.getByLabel('Hook script').fill('echo "told $LOCALFLOW_OUTCOME"')
  await page.getByLabel('Hook name').fill('tell')
  await page.getByRole('button', { name: 'Test hook' }).click()
  await expect(page.getByRole('link', { name: /^Run \d+$/ })).toBeVisible()
  await page.getByRole('checkbox', { name: 'Failure' }).uncheck()
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Is empty: name an event')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Failure' }).check()
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).include('aside').analyze()
  expect(violations).toEqual([])
  await page.keyboard.press('Control+s')
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0)
  await expect(section).toBeAttached()
  const run = await call<Made>(served, 'POST', '/jobs/Backup/run', {})
  await expect.poll(() => hooksEnded(served, run.number), { timeout: 30_000 }).toEqual(['on failure: tell succeeded'])
  await served.goto(`/runs/${run.number}`)
  await expect(page.getByText(/On failure: tell #\d+/)).toBeVisible()
  await page.getByRole('option', { name: /on failure: tell/i }).click()
  await expect(page.getByText('told failed')).toBeVisible()
  await expect(page).toHaveURL(/step=on\+failure/)
  await served.goto(`/jobs/${id}`)
  await expect(page.getByRole('region', { name: 'It starts' })).toContainText('tell')
})

test('the Overview of a job shows its state, and changes it with an undo', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', script('Import', 'true'))
  await served.goto(`/jobs/${id}`)
  const state = page.getByRole('region', { name: 'State', exact: true })
  await state.getByRole('button', { name: 'Add key' }).click()
  await page.getByLabel('Key', { exact: true }).fill('cursor')
  await page.getByLabel('Value').fill('41')
  await page.keyboard.press('Control+Enter')
  await expect(state.getByRole('listitem')).toHaveText(/cursor.*41/)
  await served.lf('state', 'set', 'cursor', '42', '--job', 'Import')
  await expect(state.getByRole('listitem')).toHaveText(/cursor.*42/)
  await state.getByRole('button', { name: 'Show the history of cursor' }).click()
  await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(2)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations).toEqual([])
  await page.keyboard.press('Escape')
  await state.getByRole('button', { name: 'Delete cursor' }).click()
  await expect(state.getByRole('listitem')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(state.getByRole('listitem')).toHaveText(/cursor.*42/)
})
