import { globSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './hosts.ts'
import { findIn, logOf, openLines, rowOf, toolsOf } from './log-page.ts'

/** Each state of a page is checked in both color schemes. */
async function expectNoFaults(page: Page, state: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', scheme)
    const axe = new AxeBuilder({ page }).setLegacyMode(true)
    // What does not depend on colors is the same in both.
    if (scheme === 'dark') axe.withRules(['color-contrast'])
    else axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    const { violations } = await axe.analyze()
    const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
    expect(faults, `${state} in ${scheme}`).toEqual([])
  }
}

const lines = [
  'start',
  '!warning: near the limit',
  '!ERROR: no host',
  '::group::Fetching',
  'page 1',
  '::endgroup::',
  '10 %\r50 %\r100 %',
  '{"level":"error","a":1}',
  'see https://example.org/a',
  `${'long '.repeat(1_000)}end`,
]

test('axe finds nothing in any state of a log', { tag: '@page' }, async ({ app }) => {
  test.setTimeout(180_000)
  const { page } = app
  await openLines(app, lines, { exit: 1 })
  await expect(rowOf(page, 1)).toBeVisible()
  await expectNoFaults(page, 'a failed run')
  await findIn(page).fill('page')
  await expect(toolsOf(page)).toContainText('/1')
  await expectNoFaults(page, 'with a hit')
  await page.getByRole('button', { name: 'Only matching lines' }).click()
  await expectNoFaults(page, 'with matching lines only')
  await findIn(page).fill('(')
  await page.getByRole('button', { name: 'Regular expression' }).click()
  await expect(toolsOf(page)).toContainText('Invalid pattern')
  await expectNoFaults(page, 'with an invalid pattern')
  await findIn(page).fill('')
  await rowOf(page, 1).locator('[data-number]').click()
  await expect(page.getByText('Line 1 selected')).toBeVisible()
  await expectNoFaults(page, 'with a selection')
  for (const [button, item] of [
    ['More log actions', 'Wrap lines'],
    ['Time: Off', 'Clock'],
    ['Streams: All', 'stderr'],
  ] as const) {
    await page.getByRole('button', { name: button }).click()
    await expect(page.getByRole('menu')).toBeVisible()
    await expectNoFaults(page, `with the menu ${button}`)
    await page.getByRole('menuitemradio', { name: item }).click()
  }
  await expectNoFaults(page, 'wrapped, with times, of one stream')
  for (const file of globSync(join(app.data, 'logs/**/*.log*'))) rmSync(file)
  await app.goto('/runs/1/log')
  await expect(page.getByRole('heading', { name: 'The log is gone' })).toBeVisible()
  await expectNoFaults(page, 'gone')
  await expect(logOf(page)).toHaveCount(0)
})

test('axe finds nothing in the log of all steps', { tag: '@page' }, async ({ app }) => {
  test.setTimeout(120_000)
  const { page } = app
  const file = join(app.data, 'two.yaml')
  const step = (code: string) => `{ exec_type: shell, script: { cmd: /bin/sh, code: '${code}' } }`
  writeFileSync(
    file,
    `start: one\nnodes:\n  one: ${step('echo fine; echo "warning: late" >&2')}\n  two: ${step('echo "ERROR: no host"; [ -e ok ]')}\nedges:\n  - { from: one, to: two }\n`,
  )
  await app.lf('flow', 'import', file)
  await app.lf('start', 'two', '--wait')
  await app.goto('/runs/1?tab=log&step=*')
  await expect(page.getByRole('region', { name: 'Log of all steps of run 1' })).toContainText('no host')
  await expectNoFaults(page, 'all steps')
  await findIn(page).fill('host')
  await expect(toolsOf(page)).toContainText('1/1')
  await expectNoFaults(page, 'all steps with a hit')
  await page.getByRole('button', { name: /^Levels/ }).click()
  await expectNoFaults(page, 'all steps with a menu')
})
