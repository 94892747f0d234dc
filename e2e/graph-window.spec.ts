import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './hosts.ts'

test('a large graph opens at its start, and that of a run at the node that failed', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  const keys = Array.from({ length: 150 }, (_, index) => `step-${index + 1}`)
  const node = (key: string) =>
    key === 'step-80'
      ? `  ${key}: { exec_type: shell, script: { cmd: sh, code: exit 3 } }`
      : `  ${key}: { exec_type: local_func, func: upper, params: { text: a } }`
  const edges = keys.slice(1).map((key, index) => `  - { from: step-${index + 1}, to: ${key} }`)
  const file = join(app.data, 'long.yaml')
  writeFileSync(file, ['start: step-1', 'nodes:', ...keys.map(node), 'edges:', ...edges, ''].join('\n'))
  await app.lf('flow', 'import', file)
  await app.lf('start', 'long', '--wait')
  await app.goto('/flows/long?tab=editor')
  // Boxes are drawn smaller than they are: the visible part of a whole one is a little less than 1.
  await expect(page.getByRole('group', { name: /^step-1, / })).toBeInViewport({ ratio: 0.99 })
  await expect(page.getByRole('group', { name: /^step-150, / })).toHaveCount(0)
  await app.goto('/runs/1?tab=graph')
  await expect(page.getByRole('group', { name: /^step-80, .* failed$/ })).toBeInViewport({ ratio: 0.99 })
})
