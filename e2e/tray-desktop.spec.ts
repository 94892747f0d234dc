import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './hosts.ts'

test('the tray shows what is running, opens the window and quits', async ({ desktop }) => {
  await expect.poll(() => desktop.fact('tray menu')).toEqual(['Idle', 'separator', 'Open LocalFlow', 'Quit'])
  await desktop.lf('exec', '--name', 'One command', '--', 'true')
  await desktop.order('choose in tray', 'Quit')
  expect(await desktop.exited).toBe(0)
})

test('the tray runs pinned and recent jobs, and stops running ones', async ({ desktop }) => {
  await desktop.lf('job', 'create', 'Recent', '--', 'true')
  await desktop.lf('job', 'create', 'Never run', '--', 'true')
  const file = join(desktop.data, 'nap.yaml')
  writeFileSync(file, 'name: Nap & rest\ncommand: [sleep, "60"]\npinned: true\n')
  await desktop.lf('job', 'create', '-f', file)
  await desktop.lf('run', 'Recent', '--wait')
  await expect
    .poll(() => desktop.fact('tray menu'))
    .toEqual(['Idle', 'separator', 'Run', 'Nap && rest', 'Recent', 'separator', 'Open LocalFlow', 'Quit'])
  await desktop.order('choose in tray', 'Nap && rest')
  await expect.poll(() => desktop.fact('tray tooltip')).toBe('LocalFlow: 1 running')
  expect((await desktop.lf('inspect', '2', '--json')).out).toContain('"trigger":"tray"')
  await desktop.order('choose in tray', 'Stop Nap && rest, run 2')
  await expect.poll(() => desktop.fact('tray tooltip')).toBe('LocalFlow: Idle')
  expect((await desktop.lf('inspect', '2', '--json')).out).toContain('"status":"cancelled"')
})

test('the tray opens the form of a job, and a folder is chosen in the dialog of the system', async ({ desktop }) => {
  const file = join(desktop.data, 'resize.yaml')
  const params = 'params:\n  out: { type: folder, required: true }\n'
  writeFileSync(file, `name: Resize\ncommand: ["true"]\npinned: true\n${params}`)
  await desktop.lf('job', 'create', '-f', file)
  await expect.poll(() => desktop.fact('tray menu')).toContain('Resize')
  await desktop.order('choose in tray', 'Resize › Run with…')
  const form = desktop.page.getByRole('dialog', { name: 'Run Resize' })
  await form.getByRole('button', { name: 'Browse…' }).click()
  await expect(form.getByRole('combobox', { name: /^out/ })).toHaveValue('/tmp')
  expect(await desktop.fact('open dialog')).toEqual({ properties: ['openDirectory'] })
  await desktop.page.keyboard.press('Control+Enter')
  await expect(desktop.page).toHaveURL(/\/runs\/1$/)
})

test('the tray re-runs recent flows with the same parameters', async ({ desktop }) => {
  const file = join(desktop.data, 'greet.yaml')
  writeFileSync(
    file,
    'start: a\nnodes: { a: { exec_type: local_func, func: upper, prep: { input_key: $params.name }, post: { output_key: out } } }\n',
  )
  await desktop.lf('flow', 'import', file)
  await desktop.lf('start', 'greet', '-p', 'name=anna')
  await expect.poll(() => desktop.fact('tray menu')).toContain('greet')
  await desktop.order('choose in tray', 'greet')
  await expect
    .poll(async () => JSON.parse((await desktop.lf('inspect', '2', '--json')).out) as object)
    .toMatchObject({ trigger: 'tray', status: 'succeeded', params: { name: 'anna' } })
  await desktop.lf('flow', 'delete', 'greet')
  await expect.poll(() => desktop.fact('tray menu')).not.toContain('greet')
})

test('the tray pauses all schedules and resumes them', async ({ desktop }) => {
  await desktop.lf('job', 'create', 'Ticker', '--', 'true')
  await desktop.lf('schedule', 'add', 'Ticker', '0 4 * * *')
  await expect.poll(() => desktop.fact('tray menu')).toContain('Pause all schedules for an hour')
  await desktop.order('choose in tray', 'Pause all schedules until tomorrow')
  await expect(desktop.page.getByText(/Schedules and triggers are paused until/)).toBeVisible()
  await expect.poll(() => desktop.fact('tray menu')).toContain('Resume all schedules')
  await desktop.order('choose in tray', 'Resume all schedules')
  await expect(desktop.page.getByText(/Schedules and triggers are paused until/)).toBeHidden()
})

test('the tray runs a job with its defaults, with a choice, and with the last values', async ({ desktop }) => {
  const file = join(desktop.data, 'resize.yaml')
  const params =
    'params:\n  region: { type: enum, options: [eu, us], default: eu, title: Region }\n  width: { type: integer, default: 800 }\n'
  writeFileSync(file, `name: Resize\ncommand: ["true"]\npinned: true\n${params}`)
  await desktop.lf('job', 'create', '-f', file)
  await expect.poll(() => desktop.fact('tray menu')).toContain('Resize')
  const paramsOf = async (run: number) =>
    JSON.parse((await desktop.lf('inspect', String(run), '--json')).out || '{}') as { params: unknown; trigger: string }
  await desktop.order('choose in tray', 'Resize › Run with defaults')
  await expect.poll(() => paramsOf(1)).toMatchObject({ trigger: 'tray', params: { region: 'eu', width: 800 } })
  await desktop.order('choose in tray', 'Resize › Region › us')
  await expect.poll(() => paramsOf(2)).toMatchObject({ trigger: 'tray', params: { region: 'us', width: 800 } })
  await desktop.lf('run', 'Resize', '--width', '20', '--wait')
  await desktop.order('choose in tray', 'Resize › Run with the last values')
  await expect.poll(() => paramsOf(4)).toMatchObject({ trigger: 'tray', params: { region: 'eu', width: 20 } })
})
