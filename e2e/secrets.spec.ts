import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from './hosts.ts'

const program = fileURLToPath(new URL('../out/main/lf.js', import.meta.url))
const value = 'tok-0123456789'

test('a secret is added, used by a job, blotted out of its log, replaced and deleted', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.goto('/settings')
  const secrets = page.getByRole('region', { name: 'Secrets' })
  await secrets.getByRole('button', { name: 'Add secret' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('1st')
  await dialog.getByLabel('Value', { exact: true }).fill('abc')
  await dialog.getByRole('button', { name: 'Add secret', exact: true }).click()
  await expect(dialog.getByText('must be letters, digits and underscores, not starting with a digit')).toBeVisible()
  await expect(dialog.getByText('must have at least 4 characters')).toBeVisible()
  await dialog.getByLabel('Name').fill('DEPLOY_TOKEN')
  await dialog.getByLabel('Value', { exact: true }).fill(value)
  await dialog.getByRole('button', { name: 'Add secret', exact: true }).click()
  await expect(secrets.getByText('DEPLOY_TOKEN')).toBeVisible()
  await expect(secrets.getByText('not used')).toBeVisible()

  const made = await app.lf(
    'job',
    'create',
    'deploy',
    '--env',
    'TOKEN=$secrets.DEPLOY_TOKEN',
    '--',
    'sh',
    '-c',
    'echo "it is $TOKEN"',
  )
  expect(made.code).toBe(0)
  await expect(secrets.getByText('used by deploy')).toBeVisible()
  await app.lf('run', 'deploy', '--wait')
  await app.goto('/runs/1')
  await expect(page.getByText('it is ***')).toBeVisible()
  expect(await page.content()).not.toContain(value)

  await app.goto('/settings')
  await secrets.getByRole('button', { name: 'Replace DEPLOY_TOKEN' }).click()
  await dialog.getByLabel('Value', { exact: true }).fill('another-value')
  await page.keyboard.press('Tab')
  await dialog.getByRole('button', { name: 'Replace secret', exact: true }).click()
  await expect(page.getByText('Replaced DEPLOY_TOKEN')).toBeVisible()
  await secrets.getByRole('button', { name: 'Delete DEPLOY_TOKEN' }).click()
  await expect(dialog.getByText('deploy will fail until you set the secret again')).toBeVisible()
  await dialog.getByRole('button', { name: 'Delete secret', exact: true }).click()
  await expect(secrets.getByText('DEPLOY_TOKEN')).toBeHidden()
  const run = await app.lf('run', 'deploy', '--wait')
  expect(run.code).toBe(1)
  await app.goto('/runs/2')
  await expect(page.getByText('There is no secret "DEPLOY_TOKEN". Set it in Settings > Secrets').first()).toBeVisible()
})

test('lf sets secrets from standard input or a file, never from its command line, and passes them to runs', {
  tag: '@page',
}, async ({ app }) => {
  const lf = (input: string, ...args: string[]) =>
    spawnSync(process.execPath, [program, '--data', app.data, ...args], { input, encoding: 'utf8' })
  expect(lf(`${value}\n`, 'secret', 'set', 'A').stdout).toContain('refer to it as $secrets.A')
  const file = join(app.data, 'key.pem')
  writeFileSync(file, '-----BEGIN-----\nabcdefgh\n-----END-----\n')
  expect(lf('', 'secret', 'set', 'PEM', '--file', file).status).toBe(0)
  expect(lf('', 'secret', 'set', 'B').stderr).toContain('must have at least 4 characters')
  expect(lf(`${value}\n`, 'secret', 'set', 'not-a-name').stderr).toContain('"not-a-name" must be letters')
  const told = lf(
    '',
    'exec',
    '--secret',
    'A',
    '--secret',
    'PEM',
    '--',
    'sh',
    '-c',
    'echo "$A"; printf %s "$A$PEM" | wc -c; echo "$PEM" >&2',
  )
  expect(told.stdout).toMatch(/^\*\*\*\n\s*52\n$/)
  expect(told.stderr).toBe('***\n')
  expect(lf('', 'secret', 'list').stdout).toMatch(/\nA {2}.*\nPEM {2}.*\n$/)
  expect(lf('', 'secret', 'delete', 'A').stdout).toBe('Deleted secret A.\n')
  expect(lf('', 'secret', 'delete', 'A')).toMatchObject({ status: 3, stderr: expect.stringContaining('There is no secret "A".') })
})
