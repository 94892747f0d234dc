import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from './hosts.ts'

const fromRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

test('the tray tells what is going on, opens the window and quits', async ({ desktop }) => {
  await expect.poll(() => desktop.fact('tray menu')).toEqual(['Idle', 'separator', 'Open LocalFlow', 'Quit'])
  await desktop.lf('job', 'create', 'Nap', '--', 'sleep', '60')
  await desktop.lf('run', 'Nap')
  await expect.poll(() => desktop.fact('tray tooltip')).toBe('LocalFlow: 1 running')
  await desktop.lf('cancel', '1')
  await expect.poll(() => desktop.fact('tray tooltip')).toBe('LocalFlow: Idle')
  await desktop.order('choose in tray', 'Quit')
  expect(await desktop.exited).toBe(0)
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

test('the page is locked in: no way out of it, no rights, one message port', async ({ desktop }) => {
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
  expect(await desktop.page.evaluate(() => Object.keys(window.localflow ?? {}))).toEqual(['connect'])
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
  const { out } = await desktop.lf('list', '--json')
  expect(JSON.parse(out)).toEqual([])
  const answer = await fetch('http://127.0.0.1:8080/health').catch(() => null)
  expect(answer).toBeNull()
})

test('a run goes on when the app is quit, and is there when it is opened again', async ({ desktop }) => {
  await desktop.lf('job', 'create', 'Long', '--', 'sh', '-c', 'echo one; sleep 1; echo two')
  await desktop.lf('run', 'Long')
  await expect.poll(async () => (await desktop.lf('inspect', '1', '--json')).out).toContain('"running"')
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
