import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './hosts.ts'

test('a person writes a pipeline, sees its problems, runs it twice and sees which results were reused', { tag: '@page' }, async ({
  app,
}) => {
  test.slow()
  const { page } = app
  await app.goto('/pipelines')
  await expect(page.getByText('No pipelines yet')).toBeVisible()
  await page.keyboard.press('n')
  await page.getByLabel('Name').fill('Letters')
  await expect(page.getByRole('group', { name: 'sort', exact: true })).toBeVisible()
  const editor = page.getByRole('textbox', { name: 'Manifest' })
  await editor.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.insertText('[[step]]\nname = "last"\ninputs = ["sort"]\nscrpt = "x"\n')
  const problems = page.getByRole('region', { name: 'Problems' })
  await expect(problems).toContainText('did you mean "script"?')
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(manifest)
  await expect(problems).toContainText('No problems')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Created "Letters"')).toBeVisible()

  await page.getByRole('button', { name: 'Run…', exact: true }).click()
  await page.getByRole('dialog', { name: 'Run Letters' }).getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByText('Succeeded', { exact: true }).first()).toBeVisible()
  await expect(page.getByRole('group', { name: 'make, succeeded' })).toBeVisible()
  await page.getByRole('group', { name: 'shout, succeeded, 3 succeeded' }).click()
  const work = page.getByRole('complementary', { name: 'Step shout' })
  await expect(work.getByRole('listitem')).toHaveCount(3)
  await work.getByRole('button', { name: 'Files of shout with b' }).click()
  await expect(page.getByText('B!')).toBeVisible()
  await page.getByRole('tab', { name: 'Graph' }).click()
  await work.getByRole('button', { name: 'Log of shout with b' }).click()
  await expect(page.getByText('shouting')).toBeVisible()

  await page.getByRole('button', { name: 'Re-run', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'run 2' })).toBeVisible()
  await page.getByRole('group', { name: 'shout, reused, 3 reused' }).click()
  await expect(work.getByText('same script and input').first()).toBeVisible()
  await work.getByRole('link', { name: 'loud' }).first().click()
  await expect(page.getByText('Made by')).toBeVisible()
  await expect(page.getByText('step shout').first()).toBeVisible()
  await page.getByRole('button', { name: 'Lineage' }).click()
  await expect(page.getByRole('group', { name: 'loud, a file' })).toBeVisible()

  await app.goto('/pipelines')
  await page.getByRole('link', { name: 'Letters' }).click()
  await page.getByRole('tab', { name: 'Files' }).click()
  await expect(page.getByRole('row', { name: /, made by run 1/ })).toHaveCount(6)
  await page.getByRole('textbox', { name: 'Search files by name or hash' }).fill('loud')
  await expect(page.getByRole('row', { name: /, made by run 1/ })).toHaveCount(3)
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('link', { name: 'Letters' })).toBeVisible()
})

const manifest = `[[step]]
name = "make"
start = true
script = 'for l in a b c; do echo "$l" > "$OUTPUT_DIR/$l"; done'

[[step]]
name = "shout"
inputs = ["make"]
script = 'echo shouting; tr a-z A-Z < "$INPUT_FILE" | sed "s/$/!/" > "$OUTPUT_DIR/loud"'
`

test('artifacts of a job are shown and downloaded; nothing in them is executed', async ({ app }) => {
  const { page } = app
  const script =
    'cd "$OUTPUT_DIR"; printf "name,amount\\nnorth,17\\n" > sales.csv; printf "# Notes\\n\\n[a link](javascript:alert(1)) <img src=x onerror=alert(1)>" > notes.md; printf "<script>parent.document.title = 1</script><p>hello</p>" > page.html; printf "\\0\\1" > raw; mkdir deep; echo "{\\"a\\":[1]}" > deep/x.json'
  await app.lf('exec', '--', 'sh', '-c', script)
  await app.goto('/runs/1')
  await page.getByRole('tab', { name: 'Files' }).click()
  await expect(page.getByText('5 files')).toBeVisible()
  await page.getByRole('button', { name: 'sales.csv', exact: false }).first().click()
  await expect(page.getByRole('cell', { name: 'north' })).toBeVisible()
  await page.getByRole('button', { name: /^notes\.md/ }).click()
  await expect(page.getByRole('heading', { name: 'Notes' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Content' }).locator('a, img')).toHaveCount(0)
  await page.getByRole('button', { name: /^page\.html/ }).click()
  await expect(page.frameLocator('iframe').getByText('hello')).toBeVisible()
  await expect(page).not.toHaveTitle('1')
  await page.getByRole('button', { name: /^raw/ }).click()
  await expect(page.getByText('Not a text file')).toBeVisible()
  await page.getByRole('button', { name: /^deep\/x\.json/ }).click()
  await expect(page.getByText('"a": [')).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download deep/x.json' }).click()
  expect((await download).suggestedFilename()).toBe('x.json')
})

test('lf runs manifests with the options of other programs, reports failures, and blames files by their content', {
  tag: '@page',
}, async ({ app }) => {
  const file = join(app.data, 'letters.toml')
  writeFileSync(file, manifest)
  const first = await app.lf('pipeline', 'run', '-manifest', file)
  expect(first).toMatchObject({ code: 0, out: 'make: 1 done\nshout: 3 done\n' })
  expect(await app.lf('pipeline', 'run', file)).toMatchObject({ code: 0, out: 'make: 1 reused\nshout: 3 reused\n' })
  const lines = (await app.lf('pipeline', 'run', file, '--force', '--json')).out.trim().split('\n')
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ status: 'succeeded', steps: [{ done: 1 }, { done: 3 }] })

  const renamed = join(app.data, 'renamed')
  writeFileSync(renamed, 'B!\n')
  const { out } = await app.lf('blame', renamed)
  expect(out).toContain('step shout')
  expect(out).toContain('step make')
  expect(await app.lf('blame', file)).toMatchObject({ code: 3 })
  const [{ hash }] = JSON.parse((await app.lf('object', 'list', '--json', '--limit', '1')).out) as [{ hash: string }]
  expect((await app.lf('object', 'get', hash.slice(0, 12))).out).toMatch(/^[ABC]!\n$/)
  expect(await app.lf('object', 'get', 'ffffffff')).toMatchObject({ code: 3 })

  const folder = join(app.data, 'exported')
  expect(await app.lf('pipeline', 'export', '1', folder)).toMatchObject({ code: 0 })
  expect(readFileSync(join(folder, 'shout', '2', 'loud'), 'utf8')).toBe('B!\n')
  expect(readFileSync(join(folder, 'SHA256SUMS'), 'utf8')).toContain('  shout/2/loud\n')
  expect(await app.lf('pipeline', 'export', '1', folder)).not.toMatchObject({ code: 0 })

  writeFileSync(file, '[[step]\n')
  expect(await app.lf('pipeline', 'run', file)).toMatchObject({ code: 2, err: expect.stringContaining('line 1, column 8') })
  expect(await app.lf('pipeline', 'run', join(app.data, 'none.toml'))).toMatchObject({ code: 3 })
  writeFileSync(file, manifest.replace('tr a-z', 'false; exit 4; tr a-z'))
  expect(await app.lf('pipeline', 'run', file)).toMatchObject({ code: 1 })
  await app.goto('/')
  await expect(app.page.getByRole('region', { name: 'Needs attention' })).toContainText('Step "shout"')

  const kept = join(app.data, 'objects', hash.slice(0, 2), hash.slice(2, 4), hash.slice(4))
  chmodSync(kept, 0o600)
  writeFileSync(kept, 'other')
  expect(await app.lf('object', 'get', hash)).toMatchObject({ code: 1, err: expect.stringContaining('was changed') })
})
