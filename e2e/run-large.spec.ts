import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './hosts.ts'

const nodes = 5_000
const grouped = nodes.toLocaleString('en')

/** Thousands of items take their time to run, which this test does not measure. */
const runMs = 240_000

test('a run of 5,000 items is read by its steps, timeline and graph, and only rows in view are drawn', {
  tag: '@served',
}, async ({ served }) => {
  test.setTimeout(runMs)
  const { page } = served
  const file = join(served.data, 'many.yaml')
  const list = Array.from({ length: nodes }, (_, n) => n).join()
  writeFileSync(
    file,
    `start: first
nodes:
  first: { exec_type: shell, script: { cmd: /bin/sh, code: echo begun } }
  each: { kind: foreach, exec_type: local_func, func: noop, params: { list: [${list}] }, prep: { input_key: $params.list } }
  last: { exec_type: shell, script: { cmd: /bin/sh, code: echo over } }
edges:
  - { from: first, to: each }
  - { from: each, to: last }
`,
  )
  await served.lf('flow', 'import', file)
  await served.lf('start', 'many', '--wait')

  await served.goto('/runs/1?tab=timeline')
  const timeline = page.getByRole('table', { name: /^Timeline over/ })
  await expect(timeline).toHaveAttribute('aria-rowcount', String(nodes + 4))
  expect(await timeline.getByRole('row').count()).toBeLessThan(60)
  await timeline.getByRole('button', { name: /^each/ }).focus()
  await page.keyboard.press('End')
  await expect(timeline.getByRole('button', { name: /^last/ })).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(timeline.getByRole('button', { name: new RegExp(`^Item ${grouped}`) })).toBeFocused()

  await page.getByRole('tab', { name: 'Log' }).click()
  const steps = page.getByRole('listbox', { name: 'Steps' })
  await steps.getByRole('option', { name: 'each' }).click()
  await expect(steps.getByRole('option', { name: /^Item 1 Succeeded/ })).toHaveAttribute('aria-setsize', String(nodes + 4))
  expect(await steps.getByRole('option').count()).toBeLessThan(60)
  await steps.focus()
  await page.keyboard.press('End')
  await expect(steps.getByRole('option', { selected: true })).toContainText('last')
  await page.keyboard.press('Home')
  const all = page.getByRole('region', { name: 'Log of all steps of run 1' })
  await expect(all.locator('[data-row]')).toHaveText([/begun/, /over/])

  await page.getByRole('tab', { name: 'Graph' }).click()
  await expect(page.getByRole('group', { name: /^each,/ })).toBeVisible()
  await expect(page.getByRole('group', { name: /^each,/ })).toContainText(grouped)
})
