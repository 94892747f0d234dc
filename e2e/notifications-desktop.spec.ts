import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './hosts.ts'

test('a failed run is notified with its reason and its last error line; a click opens it; a muted job is quiet', async ({
  desktop,
}) => {
  const file = join(desktop.data, 'muted.yaml')
  writeFileSync(file, 'name: Quiet\nscript: exit 1\nmuted: true\n')
  await desktop.lf('job', 'create', '-f', file)
  await desktop.lf('run', 'Quiet', '--wait')
  await desktop.lf('job', 'create', 'Loud', '--', 'sh', '-c', 'echo "disk quota exceeded" >&2; exit 4')
  await desktop.lf('run', 'Loud', '--wait')
  await expect
    .poll(() => desktop.fact('notifications'))
    .toEqual([{ title: 'Loud failed', body: 'It exited with a code other than 0.\ndisk quota exceeded' }])
  await desktop.order('click notification', 0)
  await expect(desktop.page.getByRole('heading', { level: 1 })).toContainText('Loud')
  await expect(desktop.page.getByRole('region', { name: 'Outcome' })).toContainText('disk quota exceeded')
})

test('the tray lists open alerts, and further failures of an acknowledged one send no notification', async ({ desktop }) => {
  await desktop.lf('job', 'create', 'Loud', '--', 'false')
  await desktop.lf('run', 'Loud', '--wait')
  await expect.poll(() => desktop.fact('tray tooltip')).toBe('LocalFlow: Idle · 1 alert')
  await expect.poll(() => desktop.fact('tray menu')).toEqual(expect.arrayContaining(['Needs attention', 'Loud failed']))
  await expect.poll(() => desktop.fact('notifications')).toMatchObject([{ title: 'Loud failed' }])
  await desktop.lf('run', 'Loud', '--wait')
  await expect.poll(() => desktop.fact('notifications')).toHaveLength(2)
  await desktop.lf('alert', 'acknowledge', 'Loud')
  await expect.poll(() => desktop.fact('tray tooltip')).toBe('LocalFlow: Idle')
  await desktop.lf('run', 'Loud', '--wait')
  await desktop.lf('job', 'create', 'Other', '--', 'false')
  await desktop.lf('run', 'Other', '--wait')
  await expect.poll(() => desktop.fact('notifications')).toHaveLength(3)
  expect(await desktop.fact('notifications')).toMatchObject([{}, {}, { title: 'Other failed' }])
})

test('many simultaneous failures share a notification; there is none when a person wants none', async ({ desktop }) => {
  await desktop.lf('queue', 'pause', 'default')
  await desktop.lf('job', 'create', 'Bad', '--', 'false')
  for (let count = 0; count < 5; count++) await desktop.lf('run', 'Bad')
  await desktop.lf('queue', 'resume', 'default')
  await expect.poll(() => desktop.fact('notifications')).toEqual([{ title: '5 runs failed', body: 'Click to see them.' }])
  await desktop.goto('/settings')
  await desktop.page.getByRole('switch', { name: 'Notifications of failed runs' }).click()
  await expect(desktop.page.getByText('Saved')).toBeVisible()
  const before = JSON.stringify(await desktop.fact('notifications'))
  await desktop.lf('exec', '--', 'false')
  await desktop.lf('exec', '--', 'true')
  expect(JSON.stringify(await desktop.fact('notifications'))).toBe(before)
})
