import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './hosts.ts'
import { call, type Made } from './rest.ts'

const source = `# Ships a release
start: build
nodes:
  build: { exec_type: local_func, func: noop } # quick
  ask: { kind: approval, title: Sure? }
edges:
  - { from: build, to: ask }
`
const definition = (page: Page) => page.getByRole('textbox', { name: 'Definition' })
const draftOf = async (served: Parameters<typeof call>[0], id: string): Promise<string> =>
  (await call<{ draft: string }>(served, 'GET', `/flows/${id}`)).draft

async function type(page: Page, text: string): Promise<void> {
  await definition(page).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.insertText(text)
}

test('a draft is saved as one types, also after the engine was killed, and can be undone after a reload', {
  tag: '@served',
}, async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/flows', { name: 'Ship', source })
  await served.goto(`/flows/${id}?tab=editor&view=code`)
  await type(page, '# one\n')
  await expect.poll(() => draftOf(served, id)).toBe(`${source}# one\n`)

  await served.kill()
  await type(page, '# two\n')
  await expect(page.getByText('Not saved')).toBeVisible()
  await served.start()
  await expect.poll(() => draftOf(served, id), { timeout: 20_000 }).toBe(`${source}# one\n# two\n`)

  await type(page, '# three\n')
  await page.reload()
  await expect(definition(page)).toContainText('# three')
  await expect.poll(() => draftOf(served, id)).toBe(`${source}# one\n# two\n# three\n`)
  const undo = page.getByRole('button', { name: /^Undo/ })
  await undo.click()
  await expect(definition(page)).not.toContainText('# three')
  // What was typed within a second is one step.
  await expect(async () => {
    if (await undo.isEnabled()) await undo.click()
    expect(await undo.isEnabled()).toBe(false)
  }).toPass()
  await expect.poll(() => draftOf(served, id)).toBe(source)

  await served.goto('/flows/new?view=code')
  await type(page, '# never saved\n')
  await expect(definition(page)).toContainText('# never saved')
  await page.reload()
  await expect(definition(page)).toContainText('# never saved')
  await undo.click()
  await expect(definition(page)).not.toContainText('# never saved')
})

test('two windows that change a flow are merged node by node, and both versions can be restored', { tag: '@served' }, async ({
  served,
}) => {
  const { page } = served
  const shipped = source.replace('edges:\n', '  wait: { kind: timer, params: { delay_ms: 1 } }\nedges:\n')
  const { id } = await call<Made>(served, 'POST', '/flows', { name: 'Ship', source: shipped })
  await page.clock.install()
  await served.goto(`/flows/${id}?tab=editor&view=code`)
  await expect(definition(page)).toBeVisible()
  // This window waits, before it saves what was typed, until the other one has saved.
  await page.clock.pauseAt(Date.now() + 3_600_000)
  await type(page, 'cleanup: ask\n')
  const theirs = source.replace('Sure?', 'Ship it?').replace('func: noop', 'func: upper')
  await call(served, 'PUT', `/flows/${id}`, { source: theirs })
  await page.clock.resume()

  // Whoever types is told beside the text: a dialog would take the next letters.
  await page.getByRole('button', { name: 'Compare versions' }).click()
  const dialog = page.getByRole('dialog', { name: '"Ship" changed while you were editing' })
  await expect(dialog.getByRole('region', { name: 'Changed in the other version' })).toContainText('Node ask: title')
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Node wait' })).toContainText('Deleted in the other version')
  await expect(dialog.getByRole('region', { name: 'Changed in your version' })).toContainText('Flow: cleanup')
  expect((await new AxeBuilder({ page }).include('[data-modal]').analyze()).violations.map(({ id: rule }) => rule)).toEqual([])
  await dialog.getByRole('button', { name: 'Keep editing' }).click()
  expect(await draftOf(served, id)).toBe(theirs)
  await expect(definition(page)).toContainText('cleanup: ask')

  await page.getByRole('button', { name: 'Compare versions' }).click()
  await dialog.getByRole('group', { name: 'Version of Node build: func' }).getByLabel('Yours').check()
  await dialog.getByRole('button', { name: 'Save merged draft' }).click()
  await expect.poll(() => draftOf(served, id)).toBe(`${source.replace('Sure?', 'Ship it?')}cleanup: ask\n`)

  await page.getByRole('tab', { name: 'Versions' }).click()
  const drafts = page.getByRole('region', { name: 'Kept drafts' })
  await expect(drafts.getByRole('listitem')).toContainText(['Merged with another draft', 'Before merging'])
  await drafts.getByRole('listitem').last().getByRole('button', { name: 'Restore as draft' }).click()
  await expect.poll(() => draftOf(served, id)).toBe(theirs)
})

test('Ctrl S keeps the draft of a flow under Versions, and its name is saved as one types, also when one leaves at once', {
  tag: '@served',
}, async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/flows', { name: 'Ship', source })
  await served.goto(`/flows/${id}?tab=editor&view=code`)
  await type(page, '# kept\n')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Kept this draft under Versions')).toBeVisible()
  await page.keyboard.press('Control+s')
  await expect(page.getByText('This draft is kept already')).toBeVisible()
  const { items } = await call<{ items: { number: number }[] }>(served, 'GET', `/flows/${id}/drafts`)
  expect(items).toHaveLength(1)
  expect(await call(served, 'GET', `/flows/${id}/drafts/${items[0]?.number}`)).toMatchObject({ source: `${source}# kept\n` })

  await call<Made>(served, 'POST', '/flows', { name: 'Taken', source })
  const name = page.getByLabel('Name', { exact: true })
  await name.fill('Taken')
  await expect(page.getByText('There is already a flow named "Taken".')).toBeVisible()
  await type(page, '# more\n')
  await expect.poll(() => draftOf(served, id)).toBe(`${source}# kept\n# more\n`)
  await expect(name).toHaveValue('Taken')
  await name.fill('Ship it')
  await page.getByRole('link', { name: 'Flows', exact: true }).first().click()
  await expect(page.getByRole('row', { name: /^Ship it/ })).toBeVisible()
})
