import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './hosts.ts'
import { call } from './rest.ts'

test('a trigger page shows that its watched folder is gone, and that it is back, without a reload', { tag: '@page' }, async ({
  app,
}) => {
  const { page } = app
  const inbox = join(app.data, 'inbox')
  mkdirSync(inbox)
  await app.lf('job', 'create', 'Sort', '--', 'true')
  const { id } = JSON.parse((await app.lf('trigger', 'add', 'Sort', '--files', inbox, '--json')).out) as { id: string }
  await app.goto(`/triggers/${id}`)
  await expect(page.getByText('Has not fired yet')).toBeVisible()
  rmSync(inbox, { recursive: true })
  await expect(page.getByText(`There is no ${inbox}. LocalFlow watches it once it exists.`)).toBeVisible()
  mkdirSync(inbox)
  await expect(page.getByText(`There is no ${inbox}. LocalFlow watches it once it exists.`)).toBeHidden({ timeout: 15_000 })
  await expect(page.getByText('Has not fired yet')).toBeVisible()
})

test('the workers page shows a worker that registers, goes offline and is forgotten, without polling', {
  tag: '@served',
}, async ({ served: app }) => {
  test.setTimeout(60_000)
  const { page, lf } = app
  await page.clock.install()
  const requests = requestsOf(page)
  await app.goto('/workers')
  await expect(page.getByRole('heading', { name: 'No workers yet' })).toBeVisible()
  await expect(page.getByText(`lf worker --url ${app.url} --service resize=./resize.sh`)).toBeVisible()
  const before = requests.of('workers/list')
  await page.clock.runFor(60_000)
  expect(requests.of('workers/list')).toBe(before)
  const file = join(app.data, 'work.yaml')
  writeFileSync(file, 'start: a\nnodes: { a: { service: label, exec_type: queue } }\n')
  await lf('flow', 'import', file)
  await lf('start', 'work')
  await expect(page.getByRole('region', { name: 'Waiting for a worker' })).toContainText('label')
  await expect(page.getByText('--service label=./label.sh')).toBeVisible()
  await call(app, 'POST', '/workers/register', { id: 'asking-one', url: '', services: ['label', 'other'], type: 'async' })
  const row = page.getByRole('row', { name: /asking-one/ })
  await expect(row).toContainText('Online')
  await expect(row).toContainText('label, other')
  await call(app, 'POST', '/queue/poll', { worker_id: 'asking-one', services: ['label'] })
  await row.getByText('label, other').click()
  await page.keyboard.press('Space')
  const tasks = page.getByRole('complementary', { name: 'asking-one' }).getByRole('list', { name: 'Running tasks' })
  await expect(tasks.getByRole('listitem')).toHaveText([/^work.*a/])
  await expect(tasks.getByRole('link', { name: 'work' })).toHaveAttribute('href', /\/runs\/1$/)
  await expect(row).toContainText('Offline', { timeout: 30_000 })
  await row.getByRole('button', { name: 'Remove asking-one' }).click()
  await expect(row).toBeHidden()
})

test("a pipeline's numbers move on its pages as its steps do, without polling", { tag: '@served' }, async ({ served: app }) => {
  const { page } = app
  const gate = join(app.data, 'gate')
  await page.clock.install()
  const requests = requestsOf(page)
  writeFileSync(join(app.data, 'letters.toml'), manifest(gate))
  await app.goto('/pipelines')
  const running = app.lf('pipeline', 'run', join(app.data, 'letters.toml'))
  await page.getByRole('link', { name: 'letters' }).click()
  await page.getByRole('tab', { name: 'Manifest' }).click()
  await expect(page.getByRole('group', { name: /^shout, running/ })).toBeVisible()
  await page.getByRole('link', { name: /run 1/ }).click()
  await page.getByRole('group', { name: /^shout, running/ }).click()
  const work = page.getByRole('complementary', { name: 'Step shout' })
  const items = (word: string) => work.getByRole('listitem').filter({ hasText: word })
  await expect(items('Running')).toHaveCount(3)

  const asked = () => requests.of('pipelines/view') + requests.of('pipelines/executions')
  const before = asked()
  expect(before).toBeGreaterThan(0)
  await page.clock.runFor(60_000)
  expect(asked()).toBe(before)

  writeFileSync(`${gate}-a`, '')
  await expect(page.getByRole('group', { name: /^shout, running.*1 succeeded/ })).toBeVisible()
  await expect(items('Succeeded')).toHaveCount(1)
  for (const letter of ['b', 'c']) writeFileSync(`${gate}-${letter}`, '')
  await expect(page.getByRole('group', { name: 'shout, succeeded, 3 succeeded' })).toBeVisible()
  await expect(items('Succeeded')).toHaveCount(3)
  expect(await running).toMatchObject({ code: 0 })
})

/** Makes three files, and waits with each for a gate of its own. */
const manifest = (gate: string): string => `[[step]]
name = "make"
start = true
script = 'for l in a b c; do echo "$l" > "$OUTPUT_DIR/$l"; done'

[[step]]
name = "shout"
inputs = ["make"]
script = 'until [ -e "${gate}-$(cat "$INPUT_FILE")" ]; do sleep 0.1; done; tr a-z A-Z < "$INPUT_FILE" > "$OUTPUT_DIR/loud"'
`

/** Counts what the page asks for from now on, by the procedure. */
function requestsOf(page: Page): { of(procedure: string): number } {
  const sent: string[] = []
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(payload.toString())))
  return { of: (procedure) => sent.filter((text) => text.includes(`/${procedure}`)).length }
}
