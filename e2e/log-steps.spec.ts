import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type App, expect, test } from './hosts.ts'
import { findIn, toolsOf } from './log-page.ts'

const allOf = (page: Page) => page.getByRole('region', { name: 'Log of all steps of run 1' })
const stepsOf = (page: Page) => page.getByRole('listbox', { name: 'Steps' })
const stateOf = (page: Page) => page.getByRole('region', { name: 'State of the logs' })

const shell = (code: string): string => `exec_type: shell, script: { cmd: /bin/sh, code: ${JSON.stringify(code)} }`

/** Starts a flow whose items print at the same time, and whose last step fails. */
async function startSteps(
  app: App,
  first: string,
  last = 'echo "warning: near" >&2; echo "ERROR: no host"; exit 3',
): Promise<void> {
  const file = join(app.data, 'steps.yaml')
  writeFileSync(
    file,
    `start: prepare
nodes:
  prepare: { ${shell(first)} }
  pages: { kind: foreach, foreach_execs: [], max_parallel: 3, ${shell('for n in 1 2 3 4 5 6 7 8; do echo "line $n"; sleep 0.02; done')}, prep: { input_key: $params.list } }
  publish: { title: Publish it, ${shell(last)} }
edges:
  - { from: prepare, to: pages }
  - { from: pages, to: publish }
`,
  )
  await app.lf('flow', 'import', file)
  await app.lf('start', 'steps', '-p', 'list=[1,2,3]')
}

test('the lines of all steps are read, filtered and searched together', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await startSteps(app, 'echo one; echo two')
  await app.goto('/runs/1?tab=log')
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('Failed')
  await stepsOf(page).getByRole('option', { name: 'All' }).click()
  await expect(page).toHaveURL(/step=%2A|step=\*/)
  await expect(allOf(page).locator('[data-row]')).toHaveCount(2 + 3 * 8 + 2)
  await expect(allOf(page).locator('[data-row="0"]')).toHaveText('prepareone')
  await expect(allOf(page).locator('[data-row="27"]')).toContainText('Publish it')
  await expect(stateOf(page)).toContainText('28 lines · all steps by time · complete')
  await expect(toolsOf(page)).toContainText('1 error')
  await page.keyboard.press('F8')
  await expect(toolsOf(page)).toContainText('Error 1 of 1')
  await expect(allOf(page).locator('.log-current')).toContainText('ERROR: no host')

  await findIn(page).fill('line 3')
  await expect(toolsOf(page)).toContainText(/[123]\/3/)
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(allOf(page).locator('.log-current')).toHaveText(/^pages, item \d.*line 3$/)
  await page.reload()
  await expect(toolsOf(page)).toContainText('/3')
  await page.getByRole('button', { name: 'Only matching lines' }).click()
  await expect(allOf(page).locator('[data-row]')).toHaveCount(3)
  await expect(stateOf(page)).toContainText('3 matching lines')
  await findIn(page).fill('')

  await page.getByRole('button', { name: 'Levels: All levels' }).click()
  await page.getByRole('menuitemradio', { name: 'Warnings and errors' }).click()
  await expect(allOf(page).locator('[data-row]')).toHaveCount(2)
  await page.getByRole('button', { name: 'Streams: All' }).click()
  await page.getByRole('menuitemradio', { name: 'stderr' }).click()
  await expect(allOf(page).locator('[data-row]')).toHaveText([/warning: near/])
  await page.getByRole('button', { name: 'Streams: stderr' }).click()
  await page.getByRole('menuitemradio', { name: 'System' }).click()
  await expect(page.getByText('No lines match the filter')).toBeVisible()
  await page.getByRole('button', { name: 'Show all lines' }).click()
  await expect(allOf(page).locator('[data-row]')).toHaveCount(28)
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

  await allOf(page).getByRole('link', { name: 'Publish it' }).last().click()
  await expect(page).toHaveURL(/step=publish.*#L\d/)
  await expect(page.getByRole('region', { name: 'Log of run 1' })).toContainText('ERROR: no host')
})

test('the log of all steps grows with the run, with the lines of steps that start later', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  const gate = join(app.data, 'gate')
  await startSteps(app, `echo one; until [ -e ${gate} ]; do sleep 0.05; done; echo two`, 'echo bye')
  await app.goto('/runs/1?tab=log&step=*')
  await expect(allOf(page).locator('[data-row]')).toHaveText(['prepareone'])
  await expect(stateOf(page)).toContainText('running')
  await findIn(page).fill('line 8')
  writeFileSync(gate, '')
  await expect(allOf(page)).toContainText('bye')
  await expect(toolsOf(page)).toContainText('/3')
  await expect(stateOf(page)).toContainText('27 lines · all steps by time · complete')
})

test('the log of all steps reads more as a person scrolls, and keeps the lines in view in place', { tag: '@page' }, async ({
  app,
}) => {
  const { page } = app
  await startSteps(app, 'seq -f "row %g" 20000', 'echo bye')
  await app.lf('wait', '1')
  await app.goto('/runs/1?tab=log&step=*')
  await expect(allOf(page).locator('[data-row="0"]')).toHaveText('preparerow 1')
  await allOf(page).focus()
  await page.keyboard.press('End')
  await expect(allOf(page)).toContainText('bye')
  await expect(allOf(page)).toContainText('line 8')
  await page.keyboard.press('Home')
  await expect(allOf(page)).toContainText('row 1')
  for (const n of [1_000, 3_000, 9_000]) {
    await expect
      .poll(async () => {
        await allOf(page).evaluate((log) => log.scrollBy(0, log.clientHeight * 40))
        return allOf(page).evaluate((log) => Number(/row (\d+)/.exec(log.textContent ?? '')?.[1] ?? 0))
      })
      .toBeGreaterThan(n)
  }
  const first = () => allOf(page).evaluate((log) => /row (\d+)/.exec(log.textContent ?? '')?.[1])
  await allOf(page).evaluate((log) => log.scrollTo(0, 0))
  await expect.poll(async () => Number(await first())).toBeGreaterThan(100)
  const lines = await allOf(page).evaluate((log) =>
    [...log.querySelectorAll('[data-line]')].map((row) => Number((row as HTMLElement).dataset['line'])),
  )
  expect(lines).toEqual(lines.map((_, at) => (lines[0] ?? 0) + at))
})

test('Esc clears the selected lines, then leads to the list that the person came from', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await startSteps(app, 'echo one')
  await app.lf('wait', '1')
  await app.goto('/runs?q=status:failed')
  await page.getByRole('table', { name: 'Runs' }).getByRole('link', { name: 'steps' }).first().click()
  await expect(page).toHaveURL(/\/runs\/1/)
  const log = page.getByRole('region', { name: 'Log of run 1' })
  await log.locator('[data-line="1"] [data-number]').click()
  await expect(page.getByText('Line 1 selected')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText('Line 1 selected')).toHaveCount(0)
  await expect(page).toHaveURL(/\/runs\/1/)
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/\/runs\?q=status(:|%3A)failed$/)
})

test('F8 and Shift F8 lead from error to error across all steps, however far apart, and all of them are downloaded', {
  tag: '@page',
}, async ({ app }) => {
  const { page } = app
  await startSteps(app, 'echo "ERROR: first"; seq 2000')
  await app.goto('/runs/1?tab=log&step=*')
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('Failed')
  const current = allOf(page).locator('.log-current')
  await allOf(page).focus()
  await page.keyboard.press('Home')
  await expect(allOf(page).locator('[data-row="0"]')).toContainText('ERROR: first')
  await page.keyboard.press('F8')
  await expect(current).toContainText('ERROR: first')
  await page.keyboard.press('F8')
  await expect(current).toContainText('ERROR: no host')
  await expect(current).toBeInViewport()
  await page.keyboard.press('F8')
  await expect(page.getByText('No error below')).toBeVisible()
  await toolsOf(page).getByRole('button', { name: 'Previous error' }).click()
  await expect(current).toContainText('ERROR: first')

  // The rail has the errors of all lines, also of those that are not in view.
  await expect(page.locator('[data-rail] [data-mark="error"]')).toHaveCount(2)
  await findIn(page).fill('line 4')
  await expect(page.locator('[data-rail] [data-mark="hit"]')).not.toHaveCount(0)
  await findIn(page).fill('')

  const saved = page.waitForEvent('download')
  await toolsOf(page).getByRole('button', { name: 'More log actions' }).click()
  await page.getByRole('menuitem', { name: 'Download all steps' }).click()
  const file = await saved
  expect(file.suggestedFilename()).toBe('run-1-all-steps.log')
  const texts = readFileSync(await file.path(), 'utf8')
    .trimEnd()
    .split('\n')
  expect(texts).toHaveLength(1 + 2_000 + 3 * 8 + 2)
  expect(texts[0]).toMatch(/^\d{4}-\d\d-\d\d [\d:.]+ prepare: ERROR: first$/)
  // Of two streams, either may be read first.
  expect(texts.slice(-2).join('\n')).toMatch(/ Publish it: ERROR: no host$/m)
})

test('in the log of all steps, lines wrap and JSON is spread out where the reader is, and a step whose log was deleted is named', {
  tag: '@page',
}, async ({ app }) => {
  const { page } = app
  const json = JSON.stringify({ name: 'far', list: [1, 2] })
  await startSteps(app, `seq 300; printf 'x%.0s' $(seq 900); echo; echo '${json}'; seq 300`)
  await app.goto('/runs/1?tab=log&step=*')
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('Failed')
  await allOf(page).focus()
  await page.keyboard.press('Home')
  await expect(allOf(page).locator('[data-row="0"]')).toBeVisible()
  await allOf(page).evaluate((log) => log.scrollTo(0, 20 * 295))
  const long = allOf(page).locator('[data-row="300"]')
  await expect(long).toBeInViewport()
  await expect.poll(async () => (await long.boundingBox())?.height).toBe(20)
  await page.keyboard.press('w')
  await expect(long).toBeInViewport()
  await expect.poll(async () => (await long.boundingBox())?.height).toBeGreaterThan(60)
  expect(await allOf(page).evaluate((log) => log.scrollWidth - log.clientWidth)).toBe(0)
  await toolsOf(page).getByRole('button', { name: 'More log actions' }).click()
  await page.getByRole('menuitemradio', { name: 'Pretty JSON' }).click()
  await expect(allOf(page).locator('[data-row="301"]')).toContainText(/"name": "far",\n/)
  await allOf(page).focus()
  await page.keyboard.press('w')
  await expect(allOf(page).locator('[data-row="301"]')).toBeInViewport()

  const [longest = ''] = globSync(join(app.data, 'logs/**/*.log')).filter((file) => readFileSync(file, 'utf8').includes('xxxx'))
  rmSync(longest)
  await page.reload()
  const gone = page.getByRole('list', { name: 'Logs that are incomplete' })
  await expect(gone.getByRole('listitem')).toHaveText(/^prepare The log file was deleted outside of LocalFlow\./)
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
})
