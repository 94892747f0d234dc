import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './hosts.ts'

test('a trigger on a missing folder says so when it is added and listed, and its runs name the file', async ({ served }) => {
  const { lf } = served
  const inbox = join(served.data, 'inbox')
  await lf('job', 'create', 'Sort', '--', 'true')
  const added = await lf(
    'trigger',
    'add',
    'Sort',
    '--files',
    inbox,
    '--pattern',
    '*.txt',
    '--debounce',
    '0s',
    '--name',
    'letters',
  )
  expect([added.code, added.err]).toEqual([0, `${inbox} does not exist yet; LocalFlow starts watching when it does.\n`])
  await expect
    .poll(async () => (await lf('trigger', 'list')).err)
    .toBe(`"Sort: letters" cannot fire: There is no ${inbox}. LocalFlow watches it once it exists.\n`)
  mkdirSync(inbox)
  await expect.poll(async () => (await lf('trigger', 'show', 'letters')).out, { timeout: 15_000 }).not.toContain('error')
  writeFileSync(join(inbox, 'a.txt'), 'a')
  await expect.poll(async () => (await lf('inspect', '1')).code, { timeout: 15_000 }).toBe(0)
  const shown = (await lf('inspect', '1')).out
  expect(shown).toContain('started by a file trigger: letters\n')
  expect(shown).toContain(`path=${join(inbox, 'a.txt')}, name=a.txt, change=added`)
})

test('a webhook is called with POST, and its run shows the body', async ({ served }) => {
  const { lf } = served
  await lf('job', 'create', 'hook', '--', 'true')
  const { address } = JSON.parse((await lf('trigger', 'add', 'hook', '--webhook', '--json')).out) as { address: string }
  const followed = await fetch(address)
  expect([followed.status, (await followed.json()) as unknown]).toEqual([
    405,
    { error: { code: 'invalid', message: 'This is the address of a webhook: call it with POST.' } },
  ])
  await fetch(address, { method: 'POST', body: 'ref=main' })
  const shown = (await lf('inspect', '1')).out
  expect(shown).toContain('started by a webhook\n')
  expect(shown).toContain('parameters: body=ref=main')
})
