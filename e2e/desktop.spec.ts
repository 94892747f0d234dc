import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from './hosts.ts'
import { listening } from './listening.ts'

const fromRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

test('a file that a run left is shown in the file manager', async ({ desktop }) => {
  const { page } = desktop
  await desktop.lf('exec', '--', 'sh', '-c', 'echo "a note" > "$OUTPUT_DIR/note.txt"; lf state set note kept --global')
  expect((await desktop.lf('state', 'get', 'note', '--global')).out).toBe('kept\n')
  await desktop.goto('/runs/1')
  await page.getByRole('tab', { name: 'Files' }).click()
  await page.getByRole('button', { name: 'Show note.txt in its folder' }).click()
  const hash = createHash('sha256').update('a note\n').digest('hex')
  const path = join(desktop.data, 'objects', hash.slice(0, 2), hash.slice(2, 4), hash.slice(4))
  await expect.poll(() => desktop.fact('shown in a folder')).toBe(path)
  expect(readFileSync(path, 'utf8')).toBe('a note\n')
  await page.getByRole('link', { name: hash.slice(0, 12) }).click()
  await expect(page.getByRole('button', { name: 'Show in folder' })).toBeVisible()
  rmSync(path)
  await page.getByRole('button', { name: 'Show in folder' }).click()
  await expect(page.getByRole('region', { name: 'Notifications' })).toContainText('Its file is missing')
})

test('the computer stays awake while a run is active, if a person enabled that', async ({ desktop }) => {
  await desktop.lf('job', 'create', 'Nap', '--', 'sleep', '60')
  await desktop.goto('/settings')
  await desktop.page.getByRole('switch', { name: 'Keep the computer awake during runs' }).click()
  await expect(desktop.page.getByText('Saved')).toBeVisible()
  await desktop.lf('run', 'Nap')
  await expect.poll(() => desktop.fact('power save blocker')).toBe('prevent-app-suspension')
  await desktop.lf('cancel', '1')
  await expect.poll(() => desktop.fact('power save blocker')).toBeNull()
})

test('closing the window leaves LocalFlow in the tray; the tray, or a second start, brings it back', async ({ desktop }) => {
  await desktop.order('close window')
  await expect.poll(() => desktop.fact('window')).toBe('hidden')
  await desktop.order('click tray')
  await expect.poll(() => desktop.fact('window')).toBe('shown')
  await desktop.order('close window')
  await expect.poll(() => desktop.fact('window')).toBe('hidden')
  const second = spawn(
    process.execPath,
    ['--import', fromRoot('e2e/electron-double/register.mjs'), fromRoot('out/main/desktop.js'), `--data=${desktop.data}`],
    {
      env: { ...process.env, DOUBLE_SECOND_INSTANCE: '1' },
    },
  )
  await new Promise((resolve) => second.once('exit', resolve))
  await expect.poll(() => desktop.fact('window')).toBe('shown')
})

test('the page is locked in: no navigation, no permissions, one message port and the dialog for files', async ({ desktop }) => {
  expect(await desktop.fact('enableSandbox')).toBe(true)
  expect(await desktop.fact('web preferences')).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    spellcheck: false,
  })
  expect(await desktop.fact('permission request')).toBe(false)
  expect(await desktop.fact('permission check')).toBe(false)
  expect(await desktop.fact('device permission')).toBe(false)
  for (const url of [
    'https://example.com',
    'file:///etc/passwd',
    'app://localflow.evil/',
    'javascript:alert(1)',
    'app://other/',
    'smb://x/y',
  ]) {
    for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate'])
      expect(await desktop.order('refuses', { event, url })).toBe(true)
  }
  expect(await desktop.order('refuses', { event: 'will-navigate', url: 'app://localflow/runs' })).toBe(false)
  expect(await desktop.order('refuses', { event: 'will-attach-webview', url: '' })).toBe(true)
  await desktop.page.evaluate(() => window.open('https://example.com'))
  await expect.poll(() => desktop.fact('window open')).toBe('deny')
  for (const url of [
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://x/y',
    'data:text/html,x',
    'app://localflow/',
    'about:blank',
  ])
    expect(await desktop.order('open window', url)).toBe('deny')
  expect(await desktop.fact('opened in the browser')).toBeUndefined()
  expect(await desktop.order('open window', 'https://example.org/docs?run=12')).toBe('deny')
  expect(await desktop.fact('opened in the browser')).toBe('https://example.org/docs?run=12')
  expect(await desktop.page.evaluate(() => Object.keys(window.localflow ?? {}))).toEqual(['connect', 'choose'])
  expect(await desktop.page.evaluate(() => ['require', 'process', 'ipcRenderer'].filter((name) => name in window))).toEqual([])
  expect(await desktop.fact('requested elsewhere')).toBeUndefined()
})

test('only the main frame of our own page gets a port into the engine', async ({ desktop }) => {
  expect(await desktop.order('port for', { url: 'app://localflow/jobs', isChild: false })).toBe('a port')
  expect(await desktop.order('port for', { url: 'app://localflow/jobs', isChild: true })).toBe('nothing')
  for (const url of [
    'https://example.com/',
    'app://localflow.evil/',
    'app://localflowx/',
    'file:///app://localflow/',
    'about:blank',
    '',
  ]) {
    expect(await desktop.order('port for', { url, isChild: false })).toBe('nothing')
  }
})

test('the desktop listens on no port', async ({ desktop }) => {
  test.skip(process.platform !== 'linux', 'read from /proc')
  const { out } = await desktop.lf('list', '--json')
  expect(JSON.parse(out)).toEqual([])
  expect(listening(desktop.pid)).toEqual([])
})

test('a run continues when the app quits, and is shown when it is opened again', async ({ desktop }) => {
  await desktop.lf('job', 'create', 'Long', '--', 'sh', '-c', 'echo one; sleep 3; echo two')
  await desktop.lf('run', 'Long')
  await expect.poll(async () => (await desktop.lf('inspect', '1', '--json')).out).toContain('"running"')
  await expect.poll(async () => (await desktop.lf('logs', '1')).out).toContain('one')
  await desktop.order('choose in tray', 'Quit')
  expect(await desktop.exited).toBe(0)
  await expect.poll(async () => (await desktop.lf('inspect', '1', '--json')).out).toContain('"succeeded"')
  expect((await desktop.lf('logs', '1')).out).toBe('one\ntwo\n')
})

test('a page that is left before it has its port harms nothing: the next one works', async ({ desktop }) => {
  await desktop.lf('job', 'create', 'Still here', '--', 'true')
  for (let time = 0; time < 20; time++) await desktop.page.goto('https://localflow.app/jobs', { waitUntil: 'commit' })
  await expect(desktop.page.getByRole('link', { name: 'Still here' })).toBeVisible()
})

test('the desktop app needs a port for webhooks, and is notified when the screen is unlocked', async ({ desktop: app }) => {
  const { page } = app
  await app.lf('job', 'create', 'Hello', '--', 'true')
  await app.lf('trigger', 'add', 'Hello', '--on', 'unlock')
  await app.order('unlock')
  await expect.poll(async () => (await app.lf('list', '--json')).out).toContain('"trigger":"unlock"')
  await app.lf('trigger', 'add', 'Hello', '--on', 'wake')
  const woken = async (): Promise<string> => {
    await app.order('wake')
    return (await app.lf('list', '--json')).out
  }
  await expect.poll(woken).toContain('"trigger":"wake"')
  const made = JSON.parse((await app.lf('trigger', 'add', 'Hello', '--webhook', '--json')).out) as { id: string; problem: string }
  expect(made.problem).toBe('LocalFlow does not listen on a port. Set one in Settings.')
  await app.goto('/settings')
  const port = page.getByLabel('Port', { exact: true })
  await port.fill('18931')
  await port.press('Enter')
  await expect(page.getByText('http://127.0.0.1:18931/api')).toBeVisible()
  const { address } = JSON.parse((await app.lf('trigger', 'show', made.id, '--json')).out) as { address: string }
  expect((await fetch(address, { method: 'POST' })).status).toBe(202)
  await port.fill('')
  await port.press('Enter')
  await expect(page.getByText('Not listening on a port')).toBeVisible()
  await expect(fetch(address, { method: 'POST' })).rejects.toThrow()
})

test('a run that waits for AC power starts once there is power', async ({ desktop: app }) => {
  const { page } = app
  await app.order('power', 'battery')
  const file = join(app.data, 'sync.yaml')
  writeFileSync(file, 'name: Sync\ncommand: ["true"]\nconditions:\n  ac-power: true\n')
  await app.lf('job', 'create', '-f', file)
  await app.lf('trigger', 'add', 'Sync', '--on', 'unlock')
  await app.order('unlock')
  await app.goto('/runs/1')
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('Waiting for AC power.')
  await app.order('power', 'mains')
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('Succeeded')
})

test('a log is opened in the editor, without its colors', async ({ desktop }) => {
  const { page } = desktop
  await desktop.lf('exec', '--', 'sh', '-c', "printf '\\033[31mred\\033[0m\\n'")
  await desktop.goto('/runs/1')
  await expect(page.getByRole('region', { name: 'Log of run 1' })).toContainText('red')
  await page.getByRole('button', { name: 'More log actions' }).click()
  await page.getByRole('menuitem', { name: 'Open in editor' }).click()
  await expect.poll(() => desktop.fact('opened in an editor')).toMatch(/run-1-attempt-1\.log$/)
  expect(readFileSync(String(await desktop.fact('opened in an editor')), 'utf8')).toBe('red\n')
})
