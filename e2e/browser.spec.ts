import { expect, test } from './hosts.ts'

test('the engine is killed in the middle of a run: the window shows that, comes back, and nothing is missing', async ({
  served,
}) => {
  const { page } = served
  await served.lf('job', 'create', 'Long', '--', 'sh', '-c', 'for i in $(seq 1 60); do echo "step $i"; sleep 0.1; done')
  await served.lf('run', 'Long')
  await served.goto('/runs/1')
  await expect(page.getByText('step 3', { exact: true })).toBeVisible()
  await served.kill()
  await expect(page.getByText('Lost the connection to LocalFlow')).toBeVisible()
  await served.start()
  await expect(page.getByText('Lost the connection to LocalFlow')).toBeHidden()
  await expect(page.getByLabel('Outcome')).toContainText('Succeeded')
  const { out } = await served.lf('logs', '1')
  const note = '[LocalFlow] recovered after LocalFlow was restarted\n'
  expect(out).toContain(note)
  const written = out.replace(note, '')
  expect(written).toBe(Array.from({ length: 60 }, (_, index) => `step ${index + 1}\n`).join(''))
  await expect(page.getByText('step 60', { exact: true })).toBeVisible()
})

test('without the token a browser shows only a request for it, and a wrong one is reported', async ({ served, browser }) => {
  const stranger = await (await browser.newContext()).newPage()
  await stranger.goto(served.url)
  await expect(stranger.getByRole('heading', { name: 'LocalFlow is locked' })).toBeVisible()
  await stranger.getByLabel('Token').fill('wrong-token')
  await stranger.getByRole('button', { name: 'Unlock' }).click()
  await expect(stranger.getByText('Wrong token. Run `lf token` and paste the whole line.')).toBeVisible()
  await expect(stranger.getByLabel('Token')).toHaveValue('wrong-token')
  const { out } = await served.lf('token')
  await stranger.getByLabel('Token').fill(out)
  await stranger.getByRole('button', { name: 'Unlock' }).click()
  await expect(stranger.getByRole('heading', { name: 'First steps' })).toBeVisible()
  expect(stranger.url()).not.toContain(served.token)
  await stranger.evaluate(() => localStorage.setItem('localflow-token', 'replaced-since'))
  await stranger.reload()
  await expect(stranger.getByText('LocalFlow does not accept the token of this browser.')).toBeVisible()
  // As a link pasted into the same tab does.
  await stranger.evaluate((token) => location.assign(`/#token=${token}`), served.token)
  await expect(stranger.getByRole('heading', { name: 'First steps' })).toBeVisible()
  expect(stranger.url()).not.toContain(served.token)
  await stranger.context().close()
})

test('an unsaved edit survives what another window of the same browser stores in the meantime', async ({ served }) => {
  const { page } = served
  await page.goto(`${served.url}/jobs/new`)
  await page.getByLabel('Name', { exact: true }).fill('Not saved yet')
  const other = await page.context().newPage()
  await other.goto(`${served.url}/jobs`)
  await expect(other.getByRole('button', { name: /^Theme/ })).toBeVisible()
  await page.getByLabel('Name', { exact: true }).fill('Not saved either')
  await other.getByRole('button', { name: /^Theme/ }).click()
  await other.getByRole('menuitemradio', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.reload()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Not saved either')
  await other.close()
})

test('a page of another origin cannot reach it, even with the token', async ({ served, browser }) => {
  const page = await (await browser.newContext()).newPage()
  await page.route('http://evil.example/', (route) => route.fulfill({ contentType: 'text/html', body: '<p>evil</p>' }))
  await page.goto('http://evil.example/')
  const answer = await page.evaluate(
    async ({ url, token }) => {
      const read = await fetch(`${url}/api/jobs`, { headers: { Authorization: `Bearer ${token}` } }).then(
        () => 'read',
        () => 'refused',
      )
      const socket = new WebSocket(`${url.replace('http', 'ws')}/rpc`, ['localflow', `token.${token}`])
      const opened = await new Promise((resolve) => {
        socket.onopen = () => resolve('opened')
        socket.onerror = () => resolve('refused')
      })
      return [read, opened]
    },
    { url: served.url, token: served.token },
  )
  expect(answer).toEqual(['refused', 'refused'])
  await page.context().close()
})

test('a page opened while the connection is lost shows itself when it is back', async ({ served }) => {
  const { page } = served
  await served.goto('/')
  await served.lf('exec', '--name', 'Said', '--', 'echo', 'hello')
  await expect(page.getByRole('heading', { name: 'First steps' })).toBeVisible()
  // The code of the other pages is loaded when nobody has done anything for a while.
  await expect
    .poll(() =>
      page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .map(({ name }) => name)
          .join(),
      ),
    )
    .toContain('/runs-page')
  await served.kill()
  await expect(page.getByText('Lost the connection to LocalFlow')).toBeVisible()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Runs' }).click()
  await expect(page.getByText('Could not read the runs')).toBeVisible()
  await served.start()
  await expect(page.getByRole('row', { name: /Succeeded.*Said/ })).toBeVisible()
})
